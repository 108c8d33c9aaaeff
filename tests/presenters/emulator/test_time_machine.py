"""The window's time machine turns the real emulator's clock, and finds the way back."""

from __future__ import annotations

from apay_console.presenters.emulator.time_machine import (
    BEFORE_FIRST,
    BEFORE_LAST,
    DAY,
    TimeMachine,
)
from tests.presenters.conftest import Desk
from tests.presenters.gate import lose_answer
from tests.sale_parts import AMOUNT


def machine(desk: Desk) -> TimeMachine:
    return desk.console.tools.machine


def test_a_jump_happens_at_once_and_the_sale_is_read_again(desk: Desk) -> None:
    desk.do(lambda: machine(desk).jump(DAY))
    assert desk.state.session is not None
    assert (desk.state.session.state, desk.state.session.reason) == ("Canceled", "Expired")
    assert round(machine(desk).time.ahead) == DAY
    assert machine(desk).time.is_odd


def test_what_will_happen_is_told_while_somebody_watches(desk: Desk) -> None:
    assert machine(desk).time.coming == ()
    desk.do(lambda: machine(desk).watch(is_watched=True))
    first = machine(desk).time.coming[1].first
    assert first is not None
    assert first.about == desk.state.sale.session_id
    assert "will be Canceled (Expired) in " in str(first.sentence)
    desk.do(lambda: machine(desk).jump(DAY))
    assert "became Canceled (Expired)" in str(machine(desk).time.happened[0].sentence)


def test_the_way_back_leads_to_the_machine_s_time_step_by_step(desk: Desk) -> None:
    desk.do(lambda: machine(desk).jump(30.0))
    desk.do(lambda: machine(desk).jump(DAY))
    names = [moment.name for moment in machine(desk).time.moments]
    assert names == [BEFORE_FIRST, BEFORE_LAST]
    desk.do(machine(desk).back)
    assert round(machine(desk).time.ahead) == 30
    assert desk.state.session is not None
    assert desk.state.session.state == "Open"
    desk.do(machine(desk).back)
    assert not machine(desk).time.is_odd
    assert machine(desk).time.moments == ()
    desk.do(machine(desk).back)  # there is nowhere left to go


def test_a_snapshot_stays_when_it_was_gone_back_to(desk: Desk) -> None:
    desk.do(machine(desk).take)
    (moment,) = machine(desk).time.moments
    desk.do(lambda: machine(desk).restore(moment.name))
    assert [row.name for row in machine(desk).time.moments] == [moment.name]
    desk.do(lambda: machine(desk).drop(moment.name))
    desk.do(lambda: machine(desk).restore(moment.name))  # too late, and no harm
    assert machine(desk).time.moments == ()


def test_a_clock_that_stands_stands_for_the_window_too(desk: Desk) -> None:
    desk.do(machine(desk).stop)
    stood_at = machine(desk).now
    assert machine(desk).time.is_stopped
    assert machine(desk).now == stood_at == desk.console.tools.now()
    desk.do(machine(desk).start)
    assert not machine(desk).time.is_stopped


def test_a_clock_without_a_snapshot_can_be_set_right(desk: Desk) -> None:
    desk.emulator.advance(DAY)  # yesterday, perhaps: snapshots are forgotten when the program ends
    desk.do(machine(desk).set_right)
    assert not machine(desk).time.is_odd
    assert desk.state.session is not None
    assert desk.state.session.state == "Canceled"


def test_a_sale_that_waits_for_an_answer_is_read_after_it(desk: Desk) -> None:
    desk.type(AMOUNT, "19.99 USD")
    desk.console.courier.send()
    assert desk.state.busy is not None
    desk.do(lambda: machine(desk).jump(DAY))
    assert desk.exchanges[0] == ("get_session", 200)
    assert desk.state.session is not None
    assert desk.state.session.state == "Canceled"


def test_a_write_whose_outcome_is_unknown_stays_so_in_another_time(desk: Desk) -> None:
    lose_answer(desk, "update_session")
    desk.type(AMOUNT, "19.99 USD")
    desk.do(desk.console.courier.send)
    desk.do(lambda: machine(desk).jump(30.0))
    assert desk.exchanges[0] == ("get_session", 200)
    assert desk.state.unresolved
    assert "still unknown" in str(desk.notice.sentence)


def test_a_turn_over_the_control_side_is_seen_with_the_next_exchange(desk: Desk) -> None:
    desk.emulator.advance(DAY)
    desk.do(desk.console.courier.get)
    assert round(machine(desk).time.ahead) == DAY


def test_nothing_is_read_that_is_not_there(desk: Desk) -> None:
    desk.do(desk.console.shelf.begin)
    desk.do(lambda: machine(desk).jump(30.0))
    assert desk.state.exchanges == ()
