"""Bad days, and the stages of a sale that they come in."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from apay_console.model.fields import ApiVersion
from apay_console.presenters.emulator.bad_days import BadDays
from apay_console.presenters.emulator.lessons import Lesson
from tests.presenters.conftest import Desk

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


def ready(desk: Desk, version: ApiVersion) -> None:
    desk.make_ready(version)


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


COMPLETED_TWICE = "the answer was 422 InvalidCheckoutSessionStatus"
