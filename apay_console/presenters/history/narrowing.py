"""What the history can be narrowed to: days, statuses, operations, as rows to choose from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from apay_console.errors import N_, Invalid, say
from apay_console.model.exchange import Outcome
from apay_console.model.operations import OPERATIONS
from apay_console.model.signed_call import SIGNED_CALL

Span = tuple[float | None, float | None]  # since, until: seconds since 1970, UTC
_YEARS = (2000, 2100)
ON_A_DAY = "day"  # the choice for which a day is typed


@dataclass(frozen=True)
class Choice:
    """One row of a filter: its words, and what it stands for."""

    label: str
    value: object


DAYS = (
    Choice(N_("Day"), ""),
    Choice(N_("Today"), "today"),
    Choice(N_("Yesterday"), "yesterday"),
    Choice(N_("Last 7 days"), "week"),
    Choice(N_("On a day…"), ON_A_DAY),
)
OUTCOMES = (
    Choice(N_("Outcome"), None),
    Choice(N_("Applied"), Outcome.APPLIED),
    Choice(N_("Refused"), Outcome.REJECTED),
    Choice(N_("Not sent"), Outcome.NOT_SENT),
    Choice(N_("Unknown"), Outcome.UNKNOWN),
)
STATUSES = (
    Choice(N_("Status"), None),
    *(Choice(f"{first}xx", first) for first in (2, 3, 4, 5)),
    *(Choice(str(code), code) for code in (200, 201, 202, 400, 403, 404, 409, 422, 426, 429)),
    *(Choice(str(code), code) for code in (500, 503)),
)
ANY_OPERATION = Choice(N_("Operation"), "")
OPERATION_CHOICES = (
    ANY_OPERATION,
    *(Choice(row.label, row.name) for row in (*OPERATIONS, SIGNED_CALL)),
)


def span_of(choice: str, now: float, typed: str = "") -> Span:
    """Say from when to when a choice of days reaches by the person's clock; raise Invalid."""
    today = datetime.fromtimestamp(now, UTC).astimezone().date()
    spans: dict[str, Callable[[], Span]] = {
        "today": lambda: (_start(today), None),
        "yesterday": lambda: _day(today - timedelta(days=1)),
        "week": lambda: (_start(today - timedelta(days=6)), None),
        ON_A_DAY: lambda: _day(_date(typed)) if typed.strip() else (None, None),
    }
    return spans[choice]() if choice in spans else (None, None)


def _day(day: date) -> Span:
    return _start(day), _start(day + timedelta(days=1))


def _start(day: date) -> float:
    """The day's first moment here: a day of the clock's change has 23 or 25 hours."""
    return datetime(day.year, day.month, day.day).astimezone().timestamp()


def _date(text: str) -> date:
    try:
        found = date.fromisoformat(text.strip())
    except ValueError:
        raise Invalid(say(N_("A day is written as year-month-day.")), "2026-03-08") from None
    if not _YEARS[0] <= found.year < _YEARS[1]:  # else a year of another calendar
        raise Invalid(say(N_("No exchange is that old or that new.")), "2026-03-08")
    return found
