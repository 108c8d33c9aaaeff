"""What is pending is asked about again, more and more seldom, until it is decided or stopped."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from apay_console.errors import NotSent, say
from apay_console.model.profile import Environment
from apay_console.presenters.sale.polling import LONGEST_S, Polling, pause
from apay_console.presenters.sale.state.objects import Poll
from apay_console.presenters.sale.state.sale_state import SaleState
from apay_console.presenters.sale.state.showing import followed
from tests.objects import CHARGE_ID, REFUND_ID, charge, refund
from tests.presenters.conftest import Desk, Run
from tests.presenters.gate import Gate, open_gate, placed
from tests.presenters.later_parts import complete, do_task, rail, show, told
from tests.presenters.live_parts import Clock
from tests.sale_parts import begun

SANDBOX = Environment.SANDBOX


def test_amazon_is_asked_after_5_seconds_and_then_twice_as_late_up_to_a_minute() -> None:
    assert [pause(number, is_emulator=False) for number in range(7)] == [5, 10, 20, 40, 60, 60, 60]
    assert [pause(number, is_emulator=True) for number in range(4)] == [2, 5, 10, 20]


# --- the rounds, with a clock of the tests' own -------------------------------------------------


class Rounds:
    """A desk whose clock stands still, and a polling that is only turned by hand."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk.console.desk
        self.clock = Clock()
        self.desk.services = replace(self.desk.services, clock=self.clock)
        self.asked: list[str] = []
        self.polling = Polling(self.desk, self.asked.append, desk.console)

    def lay(self, state: SaleState) -> None:
        self.desk.show(state)
        self.polling.follow()

    def turn(self, seconds: float) -> list[str]:
        """Let time pass; say what was asked by then."""
        self.clock.now += seconds
        self.polling.tick()
        return self.asked

    @property
    def poll(self) -> Poll | None:
        assert self.desk.state is not None
        return self.desk.state.poll


def pending() -> SaleState:
    state = begun()
    profile = replace(state.profile, environment=SANDBOX)
    state = replace(state, profile=profile)
    return followed(followed(state, charge("Captured", "9.00")), refund())


@pytest.fixture
def rounds(desk: Desk) -> Iterator[Rounds]:
    made = Rounds(desk)
    yield made
    made.polling.halt()


def test_the_first_round_comes_after_five_seconds_and_not_before(rounds: Rounds) -> None:
    rounds.lay(pending())
    assert rounds.poll == Poll(rounds.clock.now + 5, 0)
    assert rounds.turn(4.9) == []
    assert rounds.turn(0.1) == [REFUND_ID]
    assert rounds.poll == Poll(rounds.clock.now + 10, 1)


def test_what_is_still_pending_does_not_begin_the_rounds_anew(rounds: Rounds) -> None:
    rounds.lay(pending())
    rounds.turn(5)
    rounds.polling.follow()
    assert rounds.poll == Poll(rounds.clock.now + 10, 1)


def test_what_is_decided_ends_them(rounds: Rounds) -> None:
    rounds.lay(pending())
    assert rounds.desk.state is not None
    rounds.lay(followed(rounds.desk.state, refund("Refunded")))
    assert (rounds.poll, rounds.turn(60)) == (None, [])


def test_they_end_after_ten_minutes(rounds: Rounds) -> None:
    rounds.lay(pending())
    for _ in range(30):
        rounds.turn(60)
    assert rounds.poll is None
    assert len(rounds.asked) == LONGEST_S / 60


def test_a_person_may_stop_them_and_they_stay_stopped(rounds: Rounds) -> None:
    rounds.lay(pending())
    rounds.polling.stop()
    rounds.polling.follow()
    assert (rounds.poll, rounds.turn(60)) == (None, [])


def test_asking_now_does_not_wait_and_goes_on_from_there(rounds: Rounds) -> None:
    rounds.lay(pending())
    rounds.polling.stop()
    rounds.polling.now()
    assert rounds.asked == [REFUND_ID]
    assert rounds.poll == Poll(rounds.clock.now + 10, 1)


def test_asking_now_keeps_count_and_begins_the_ten_minutes_anew(rounds: Rounds) -> None:
    rounds.lay(pending())
    for _ in range(5):
        rounds.turn(60)
    rounds.polling.now()
    assert rounds.poll is not None
    assert rounds.poll.round == 6
    for _ in range(9):
        rounds.turn(60)
    assert rounds.poll is not None


def test_another_sale_begins_rounds_of_its_own(rounds: Rounds) -> None:
    rounds.lay(pending())
    rounds.turn(5)
    assert rounds.poll is not None
    other = replace(pending(), sale=replace(pending().sale, id="other"), poll=rounds.poll)
    rounds.lay(other)
    assert rounds.poll == Poll(rounds.clock.now + 5, 0)


def test_the_next_round_comes_by_itself(rounds: Rounds) -> None:
    rounds.lay(pending())
    assert rounds.polling._timer.isActive()
    assert rounds.polling._timer.interval() == 5_000


def test_what_is_not_there_is_left_alone(rounds: Rounds) -> None:
    rounds.lay(pending())
    rounds.polling.leave_alone(REFUND_ID)
    assert (rounds.poll, rounds.turn(60)) == (None, [])


def test_a_question_that_is_open_holds_them_up(rounds: Rounds) -> None:
    rounds.lay(pending())
    rounds.polling.holds = lambda: True
    assert rounds.turn(5) == []
    rounds.polling.holds = lambda: False
    assert rounds.turn(5) == [REFUND_ID]


def test_they_end_when_the_sale_leaves_the_desk(rounds: Rounds) -> None:
    rounds.lay(pending())
    other = replace(pending(), sale=replace(pending().sale, id="other"))
    rounds.desk.put(other)
    assert rounds.turn(60) == []
    rounds.desk.put(pending())
    assert (rounds.poll, rounds.turn(60)) == (None, [])


def test_several_pending_objects_are_asked_about_in_one_round(rounds: Rounds) -> None:
    rounds.lay(followed(pending(), charge("CaptureInitiated", "9.00")))
    assert sorted(rounds.turn(5)) == sorted([CHARGE_ID, REFUND_ID])


# --- in the emulator --------------------------------------------------------------------------


@pytest.fixture
def gate(desk: Desk) -> Iterator[Gate]:
    gate = placed(desk)
    yield gate
    open_gate(desk, gate)


def pass_time(desk: Desk, seconds: float) -> None:
    """Let the emulator's time pass, and the next round come."""
    desk.emulator.advance(seconds)
    desk.do(desk.console.later.poll_now)


def test_a_refund_that_is_decided_is_seen_by_itself_and_its_charge_too(desk: Desk) -> None:
    complete(desk)
    show(desk, "charge")
    do_task(desk, "capture_charge")
    state = do_task(desk, "create_refund", refundAmount="4.00 USD")
    assert state.poll is not None
    assert str(state.advice) == "RefundInitiated: the emulator decides within 30 seconds."
    pass_time(desk, 31)
    assert told(desk)[-1] == "refund Refunded"
    assert (desk.state.poll, desk.state.sale.state) == (None, "Refunded")
    assert rail(desk)[1] == "done 4.00 USD"
    assert [name for name, _ in desk.exchanges[:2]] == ["get_charge", "get_refund"]
    assert [change.path[0] for change in desk.state.changes or ()] == ["statusDetails"] * 2


def test_a_round_that_brings_nothing_new_says_nothing(desk: Desk) -> None:
    complete(desk)
    show(desk, "charge")
    do_task(desk, "capture_charge")
    before = do_task(desk, "create_refund", refundAmount="4.00 USD")
    pass_time(desk, 1)
    after = desk.state
    assert (after.exchange, after.changes) == (before.exchange, before.changes)
    assert (after.notice, after.task) == (before.notice, before.task)
    assert len(after.exchanges) == len(before.exchanges) + 1


def test_a_question_that_cannot_be_asked_disturbs_nobody(desk: Desk, gate: Gate) -> None:
    complete(desk)
    show(desk, "charge")
    do_task(desk, "capture_charge")
    do_task(desk, "create_refund", refundAmount="4.00 USD")
    gate.faults = [NotSent(say("No network."))]
    state = desk.do(desk.console.later.poll_now)
    assert state.busy is None


def test_at_a_start_the_emulator_is_asked_about_everything(run: Run) -> None:
    with run() as desk:
        desk.start()
        complete(desk)
        show(desk, "charge")
        do_task(desk, "capture_charge")
        do_task(desk, "create_refund", refundAmount="4.00 USD")
        desk.console.desk.save_draft()
        desk.settle()
    with run() as desk:
        desk.start()
        assert desk.state.poll is not None
        asked = {name for name, _ in desk.exchanges[:4]}
        assert asked == {"get_session", "get_permission", "get_charge", "get_refund"}
