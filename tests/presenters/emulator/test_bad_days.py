"""Each bad day is one click at every stage of a sale, and teaches or says why it cannot."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import NamedTuple

import pytest

from apay_console.model.fields import ApiVersion
from apay_console.model.profile import Environment
from apay_console.presenters.emulator.lessons import Lesson
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
    back,
    finished,
    lessons,
    ready,
    spoil,
)
from tests.presenters.gate import lose_answer
from tests.presenters.later_parts import show
from tests.sale_parts import AMOUNT

__all__ = ["lessons"]


# --- the stages of a sale -------------------------------------------------------------------------


def not_created(desk: Desk, version: ApiVersion) -> None:
    desk.do(lambda: desk.console.shelf.begin(version))


def incomplete(desk: Desk, version: ApiVersion) -> None:
    not_created(desk, version)
    desk.do(desk.console.courier.create)


def on_the_page(desk: Desk, version: ApiVersion) -> None:
    ready(desk, version)
    desk.do(desk.console.buyer.open_page)
    assert desk.state.is_paying


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
