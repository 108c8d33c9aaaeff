"""Each bad day is one click at every stage of a sale, and teaches or says why it cannot."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import NamedTuple

import pytest

from apay_console.emulator.rules import paying
from apay_console.emulator.rules.cards import find_card
from apay_console.model.catalogue.checkout_session import CHECKOUT_SESSION
from apay_console.model.fields import ApiVersion
from apay_console.model.profile import Environment, Region
from apay_console.presenters.emulator.bad_days import BadDays
from apay_console.presenters.emulator.lessons import Lesson
from apay_console.presenters.emulator.time_machine import DAY
from tests.presenters.conftest import Desk
from tests.presenters.gate import lose_answer
from tests.presenters.later_parts import show, told
from tests.sale_parts import AMOUNT, INTENT, RESULT

V1, V2 = ApiVersion.V1, ApiVersion.V2
Day = Callable[[BadDays], None]
TWICE, EXPIRED, NO_ID, CHANGED = (
    BadDays.twice,
    BadDays.expired,
    BadDays.without_id,
    BadDays.amount,
)


@pytest.fixture
def lessons(desk: Desk) -> list[Lesson]:
    """What was taught so far."""
    found: list[Lesson] = []
    desk.console.tools.bad_days.taught.connect(found.append)
    return found


def spoil(desk: Desk, day: Day) -> None:
    """Choose a bad day in the menu."""
    desk.do(lambda: day(desk.console.tools.bad_days))


# --- the stages of a sale -------------------------------------------------------------------------


def not_created(desk: Desk, version: ApiVersion) -> None:
    desk.do(lambda: desk.console.shelf.begin(version))


def incomplete(desk: Desk, version: ApiVersion) -> None:
    not_created(desk, version)
    desk.do(desk.console.courier.create)


def ready(desk: Desk, version: ApiVersion) -> None:
    desk.make_ready(version)


def on_the_page(desk: Desk, version: ApiVersion) -> None:
    ready(desk, version)
    desk.do(desk.console.buyer.open_page)
    assert desk.state.is_paying


def back(desk: Desk, version: ApiVersion) -> None:
    ready(desk, version)
    address = desk.pay()
    desk.do(lambda: desk.console.buyer.returned(address))


def finished(desk: Desk, version: ApiVersion) -> None:
    back(desk, version)
    if version is V2:
        desk.do(desk.console.courier.complete)
    assert desk.state.session is not None
    assert desk.state.session.state == "Completed"


def charge_shown(desk: Desk, version: ApiVersion) -> None:
    finished(desk, version)
    show(desk, "charge")


def declined(desk: Desk, version: ApiVersion) -> None:
    ready(desk, version)
    address = desk.pay("decline")
    desk.do(lambda: desk.console.buyer.returned(address))


class Case(NamedTuple):
    """One bad day at one stage of a sale."""

    day: Day
    version: ApiVersion
    stage: Callable[[Desk, ApiVersion], None]


# --- what each day teaches where it can happen ----------------------------------------------------

COMPLETED_TWICE = "the answer was 422 InvalidCheckoutSessionStatus"
GONE = "The session is now Canceled (Expired)."
VOIDED = "after the buyer paid, and nobody completed. The session is now Canceled (Expired)"
MISMATCH = "The buyer agreed to 19.99 USD, and 20.99 USD was sent afterwards. The answer was 409"
TOO_LATE = "and 20.99 USD was sent afterwards. The answer was 422 InvalidCheckoutSessionStatus"


@pytest.mark.parametrize(
    ("case", "happened"),
    [
        *(
            (Case(TWICE, V2, stage), COMPLETED_TWICE)
            for stage in (ready, on_the_page, back, finished)
        ),
        (Case(TWICE, V2, charge_shown), COMPLETED_TWICE),
        *((Case(EXPIRED, version, incomplete), GONE) for version in ApiVersion),
        *((Case(EXPIRED, version, ready), GONE) for version in ApiVersion),
        *((Case(EXPIRED, version, on_the_page), GONE) for version in ApiVersion),
        (Case(EXPIRED, V2, back), VOIDED),
        *((Case(NO_ID, V1, stage), "and asked: Completed.") for stage in (ready, on_the_page)),
        *((Case(NO_ID, V2, stage), "and asked: Open.") for stage in (ready, on_the_page)),
        *((Case(CHANGED, V2, stage), MISMATCH) for stage in (ready, on_the_page, back)),
        *(
            (Case(CHANGED, V1, stage), TOO_LATE)
            for stage in (ready, on_the_page, back, charge_shown)
        ),
    ],
)
def test_a_bad_day_is_one_click_and_tells_what_happened(
    desk: Desk,
    lessons: list[Lesson],
    case: Case,
    happened: str,
) -> None:
    case.stage(desk, case.version)
    spoil(desk, case.day)
    (lesson,) = lessons
    assert happened in str(lesson.happened)
    assert str(lesson.advice).startswith("A good shop ")
    assert desk.state.busy is None
    assert not desk.state.is_paying
    assert not desk.state.unresolved


# --- where it cannot happen, it says what to do ---------------------------------------------------


@pytest.mark.parametrize(
    ("case", "words"),
    [
        *(
            (Case(day, V2, not_created), "Create it first.")
            for day in (TWICE, EXPIRED, NO_ID, CHANGED)
        ),
        *(
            (Case(day, V2, incomplete), "first fill in what is missing")
            for day in (TWICE, NO_ID, CHANGED)
        ),
        *((Case(day, V1, incomplete), "first fill in what is missing") for day in (NO_ID, CHANGED)),
        (Case(TWICE, V1, ready), "Begin a v2 session for this bad day."),
        *((Case(NO_ID, version, finished), "Begin a new sale") for version in ApiVersion),
        *((Case(EXPIRED, version, finished), "Begin a new sale") for version in ApiVersion),
        (Case(NO_ID, V2, back), "is back already. Begin a new sale"),
        *(
            (Case(day, V2, declined), "has ended. Begin a new sale")
            for day in (TWICE, EXPIRED, NO_ID)
        ),
        *((Case(CHANGED, version, declined), "has ended") for version in ApiVersion),
        (Case(CHANGED, V2, finished), "has ended. Begin a new sale"),
    ],
)
def test_where_a_day_cannot_be_bad_it_says_what_to_do(
    desk: Desk,
    lessons: list[Lesson],
    case: Case,
    words: str,
) -> None:
    case.stage(desk, case.version)
    before = len(desk.state.exchanges)
    spoil(desk, case.day)
    assert words in str(desk.notice.sentence)
    assert (lessons, len(desk.state.exchanges)) == ([], before)


def test_amazons_own_sandbox_is_left_alone(desk: Desk, lessons: list[Lesson]) -> None:
    ready(desk, V2)
    profile = replace(desk.state.profile, environment=Environment.SANDBOX)
    desk.console.desk.change(profile=profile)
    spoil(desk, TWICE)
    assert "in the emulator only" in str(desk.notice.sentence)
    assert lessons == []


def test_with_an_unknown_outcome_it_asks_to_check_first(desk: Desk, lessons: list[Lesson]) -> None:
    ready(desk, V2)
    desk.type(AMOUNT, "20.00 USD")
    lose_answer(desk, "update_session")
    desk.do(desk.console.courier.send)
    assert desk.state.unresolved
    spoil(desk, TWICE)
    assert "Check the last request first" in str(desk.notice.sentence)
    assert lessons == []


# --- the money, and the way back ------------------------------------------------------------------


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
