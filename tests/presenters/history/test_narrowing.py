"""What the history can be narrowed to."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from apay_console.errors import Invalid
from apay_console.model.operations import OPERATIONS
from apay_console.presenters.history import narrowing
from apay_console.presenters.history.line_words import about, did_of, known
from apay_console.presenters.history.narrowing import ON_A_DAY, OPERATION_CHOICES, span_of
from tests.exchanges import NOON
from tests.presenters.history.test_pages import line

TODAY = datetime.fromtimestamp(NOON).astimezone().date()


def days(choice: str, typed: str = "") -> tuple[date | None, date | None]:
    found = (
        one and datetime.fromtimestamp(one).astimezone() for one in span_of(choice, NOON, typed)
    )
    since, until = found
    assert all(one is None or (one.hour, one.minute) == (0, 0) for one in (since, until))
    return since and since.date(), until and until.date()


def test_days_are_the_persons_own():
    day = timedelta(days=1)
    assert days("") == (None, None)
    assert days("today") == (TODAY, None)
    assert days("yesterday") == (TODAY - day, TODAY)
    assert days("week") == (TODAY - 6 * day, None)
    assert days(ON_A_DAY, " 2024-02-29 ") == (date(2024, 2, 29), date(2024, 3, 1))


def test_a_day_that_is_not_typed_yet_narrows_nothing():
    assert span_of(ON_A_DAY, NOON, "  ") == (None, None)


@pytest.mark.parametrize(
    "text",
    [
        *("2025-02-30", "24:00", "2025-06-10T24:00", "yesterday", "10.06.2025"),
        *("0001-01-01", "9999-12-31", "2569-11-26", "1404-09-05", "\u0662\u0660\u0662\u0665-01-01"),
    ],
)
def test_b60_what_is_no_day_is_refused_with_an_example(text):
    with pytest.raises(Invalid) as refused:
        span_of(ON_A_DAY, NOON, text)
    assert date.fromisoformat(refused.value.example)


@given(some.text(max_size=20))
def test_no_text_makes_it_fall_over(text):
    try:
        since, until = span_of(ON_A_DAY, NOON, text)
    except Invalid:
        return
    assert since is None or until is None or 22 * 3600 <= until - since <= 26 * 3600


def test_every_operation_can_be_chosen():
    assert {row.name for row in OPERATIONS} < {one.value for one in OPERATION_CHOICES}
    assert all(one.label for one in (*narrowing.DAYS, *narrowing.OUTCOMES, *narrowing.STATUSES))


def test_a_row_that_names_nothing_known_still_says_something():
    strange = line(1, operation="brew_tea")
    assert known("brew_tea") is None
    assert str(did_of(strange)) == "GET"
    assert about(strange) == "session-1"
