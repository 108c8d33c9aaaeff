"""The very same payment once more is asked about first, and sent only if it is meant."""

from __future__ import annotations

import itertools
from typing import Any

import pytest

from apay_console.model.attempt import Attempt, SentBefore
from apay_console.model.exchange import Exchange, Outcome
from apay_console.model.request import Request
from apay_console.presenters.sale.live.asking import Ask
from apay_console.presenters.sale.signed_call import SignedCall, Wanted
from tests.presenters.conftest import Desk
from tests.presenters.later_parts import complete, do_task, show
from tests.presenters.live_parts import LIVE, SANDBOX, Wire, counter, waiting
from tests.presenters.sale.live.test_live_writes import ready_for

__all__ = ["counter"]


@pytest.fixture
def asked(desk: Desk) -> list[Ask]:
    found: list[Ask] = []
    desk.console.courier.live.confirm_wanted.connect(found.append)
    return found


def charged(desk: Desk) -> int:
    return sum(one.subject.name == "charge" for one in desk.state.objects)


def charge(desk: Desk) -> None:
    show(desk, "permission")
    do_task(desk, "create_charge", chargeAmount="5.00 USD")


def test_p16_the_same_charge_again_is_asked_about_with_both_ids(
    desk: Desk, asked: list[Ask]
) -> None:
    complete(desk, "Confirm")
    charge(desk)
    assert (charged(desk), asked) == (1, [])
    charge(desk)
    assert charged(desk) == 1
    first = next(one for one in desk.state.exchanges if one.operation == "create_charge")
    [ask] = asked
    assert str(ask.title) == "The very same was sent before"
    shown = [str(line) for line in ask.lines]
    assert f"The first one: {first.idempotency_key}" in shown
    assert [line for line in shown if line.startswith("This one: ") and len(line) == 42]
    desk.console.courier.live.refuse()
    assert (charged(desk), desk.state.busy) == (1, None)


def test_p16_a_second_charge_that_is_meant_goes_out_once(desk: Desk, asked: list[Ask]) -> None:
    complete(desk, "Confirm")
    charge(desk)
    charge(desk)
    desk.do(lambda: desk.console.courier.live.confirm(asked[0]))
    assert charged(desk) == 2
    desk.console.courier.live.confirm(asked[0])
    assert charged(desk) == 2
    assert len(asked) == 1


class Remembering(Wire):
    """Refuses whatever is not meant, as the sender does with what was sent before."""

    outcome: Outcome | None = Outcome.APPLIED

    async def send(self, request: Request) -> Exchange:
        if request.operation.writes and not request.is_separate:
            raise SentBefore(self.twin, self.twin.created_at + 120)
        return await super().send(request)

    @property
    def twin(self) -> Attempt:
        from dataclasses import replace

        return replace(waiting("s"), idempotency_key="f" * 32, outcome=self.outcome)


@pytest.fixture
def remembering(counter: Any) -> Remembering:
    from dataclasses import replace

    wire = Remembering()
    counter.wire = wire
    counter.desk.services = replace(counter.desk.services, sender=wire)
    return wire


def test_live_asks_a_second_time_and_each_question_lets_one_request_out(
    counter: Any, remembering: Remembering, qtbot: Any
) -> None:
    counter.unlock()
    counter.desk.put(ready_for("create_charge", LIVE))
    for turn in itertools.count(1):
        if turn == 1:
            counter.courier.do_task()
        counter.settle(qtbot)
        if len(counter.asked) < turn:
            break
        assert not remembering.writes
        counter.courier.live.confirm(counter.asked[-1])
    first, second = counter.asked
    assert str(first.title) == str(second.title) == "LIVE: this takes real money"
    assert "The first one was done 2 min ago." in [str(line) for line in second.lines]
    assert str(second.confirm).startswith("A second time: Charge")
    assert remembering.writes == ["create_charge"]


def test_one_whose_fate_is_unknown_is_said_to_be_checked_first(
    counter: Any, remembering: Remembering, qtbot: Any
) -> None:
    remembering.outcome = None
    counter.desk.put(ready_for("create_charge", SANDBOX))
    counter.courier.do_task()
    counter.settle(qtbot)
    [ask] = counter.asked
    assert any("check it first" in str(line) for line in ask.lines)
    assert not remembering.writes


def test_a_signed_call_is_asked_about_as_well(
    counter: Any, remembering: Remembering, qtbot: Any
) -> None:
    counter.desk.put(ready_for("create_charge", SANDBOX))
    call = SignedCall(counter.desk, counter.courier.live, counter.desk)
    call.send(Wanted("POST", "/v2/charges", "{}", idempotency=True))
    counter.settle(qtbot)
    assert not remembering.writes
    counter.courier.live.confirm(counter.asked[0])
    counter.settle(qtbot)
    assert remembering.writes == ["signed_call"]
    [sent] = [one for one in remembering.requests if one.operation.writes]
    assert sent.idempotency_key not in {"", remembering.twin.idempotency_key}
