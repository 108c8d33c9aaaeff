"""A window in front of which nobody does anything lets the machine sleep."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, QTimer

from apay_console.ui.collecting import Collector
from apay_console.ui.watchdog import Watchdog
from tests.window_parts import Shop, fresh, quick, until

__all__ = ["fresh", "quick"]


@pytest.fixture
def program(fresh: Shop) -> Iterator[list[QObject]]:
    """All of the program that has timers; the tests' own collector belongs to the application."""
    around = QObject()
    dog, collector = Watchdog(around), Collector(around)
    collector.settle()
    yield [around, fresh.window, fresh.parts.console]
    dog.stop()
    collector.stop()


def wakes(program: list[QObject]) -> int:
    """How often in a second its timers wake the window again and again."""
    timers = {one for owner in program for one in owner.findChildren(QTimer)}
    running = [one.interval() for one in timers if one.isActive() and not one.isSingleShot()]
    return round(sum(1000 / interval for interval in running))


def test_at_rest_the_window_is_woken_twelve_times_a_second_and_no_more(
    program: list[QObject],
) -> None:
    until(lambda: wakes(program) == 12, lambda: f"rest, with {wakes(program)} wakes a second,")
