"""On a bad day no money goes astray, and there is a way back."""

from __future__ import annotations

import pytest

from apay_console.emulator.rules import paying
from apay_console.emulator.rules.cards import find_card
from apay_console.model.catalogue.checkout_session import CHECKOUT_SESSION
from apay_console.model.fields import ApiVersion
from apay_console.model.profile import Region
from apay_console.presenters.emulator.lessons import Lesson
from apay_console.presenters.emulator.time_machine import DAY
from tests.presenters.conftest import Desk
from tests.presenters.emulator.bad_day_parts import (
    CHANGED,
    COMPLETED_TWICE,
    EXPIRED,
    NO_ID,
    TWICE,
    V1,
    V2,
    Day,
    finished,
    lessons,
    ready,
    spoil,
)
from tests.presenters.gate import lose_answer
from tests.presenters.later_parts import told
from tests.sale_parts import INTENT, RESULT

__all__ = ["lessons"]


def test_completing_twice_moves_the_money_once(desk: Desk, lessons: list[Lesson]) -> None:
    ready(desk, V2)
    spoil(desk, TWICE)
    codes = [status for name, status in desk.exchanges if name == "complete_session"]
    assert sorted(codes) == [200, 422]
    assert told(desk).count("charge Authorized") == 1
    assert desk.notice.tone == "ok"  # a second Complete is explained, never red


def test_an_expired_session_can_be_had_back(desk: Desk, lessons: list[Lesson]) -> None:
    ready(desk, V2)
    spoil(desk, EXPIRED)
    machine = desk.console.tools.machine
    assert DAY - 60 < machine.time.ahead <= DAY + 2
    desk.do(machine.back)
    assert desk.state.session is not None
    assert desk.state.session.is_open
    assert not machine.time.is_odd


def test_the_changed_amount_takes_no_money_and_the_session_can_still_be_completed(
    desk: Desk, lessons: list[Lesson]
) -> None:
    ready(desk, V2)
    spoil(desk, CHANGED)
    assert desk.state.objects == ()
    desk.do(desk.console.courier.complete)
    assert desk.state.session is not None
    assert desk.state.session.state == "Completed"


def test_where_the_amount_comes_later_nobody_can_change_it_meanwhile(
    desk: Desk, lessons: list[Lesson]
) -> None:
    desk.do(lambda: desk.console.shelf.begin(V2))
    desk.type(CHECKOUT_SESSION["chargePermissionType"], "PaymentMethodOnFile")
    desk.do(desk.console.courier.create)
    desk.type(RESULT, desk.console.landing.result_url)
    desk.send(INTENT, "Confirm")
    spoil(desk, CHANGED)
    assert "no amount that could change" in str(desk.notice.sentence)
    assert not desk.state.sale.buyer_back
    spoil(desk, TWICE)
    assert len(lessons) == 1


def test_a_payment_that_is_still_pending_is_completed_once(
    desk: Desk, lessons: list[Lesson]
) -> None:
    ready(desk, V2)
    desk.send(CHECKOUT_SESSION["paymentDetails.canHandlePendingAuthorization"], "true")
    session, card = desk.emulator.session(desk.state.sale.session_id), find_card("0701", Region.NA)
    assert card is not None
    paying.decide(desk.emulator.world, session, "approve", card)
    desk.do(lambda: desk.console.buyer.returned(desk.console.landing.result_url))
    spoil(desk, TWICE)
    assert ("complete_session", 202) in desk.exchanges
    assert COMPLETED_TWICE in str(lessons[0].happened)
    assert told(desk)[-1] == "charge AuthorizationInitiated"
    desk.do(lambda: desk.console.tools.machine.jump(30.0))
    assert told(desk)[-1] == "charge Authorized"
    assert desk.state.poll is None


@pytest.mark.parametrize("version", [V1, V2])
@pytest.mark.parametrize("day", [NO_ID, CHANGED])
def test_a_buyer_who_is_declined_is_no_lesson_about_something_else(
    desk: Desk, lessons: list[Lesson], day: Day, version: ApiVersion
) -> None:
    ready(desk, version)
    desk.emulator.session(desk.state.sale.session_id).simulation = "Declined"
    spoil(desk, day)
    assert "Canceled (Declined)" in str(desk.notice.sentence)
    assert lessons == []


def test_a_day_goes_no_further_when_another_sale_lies_on_the_desk(
    desk: Desk, lessons: list[Lesson]
) -> None:
    ready(desk, V2)
    desk.console.tools.bad_days.without_id()
    desk.do(lambda: desk.console.shelf.begin(V1))
    desk.do(desk.console.courier.create)
    assert not desk.state.sale.buyer_back
    assert lessons == []


def test_a_fault_that_strikes_meanwhile_is_told_as_what_it_is(
    desk: Desk, lessons: list[Lesson]
) -> None:
    finished(desk, V2)
    lose_answer(desk, "complete_session")
    spoil(desk, TWICE)
    assert desk.state.unresolved
    assert desk.notice.tone == "unknown"
    assert lessons == []
