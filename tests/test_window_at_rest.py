"""A window in front of which nobody does anything lets the machine sleep."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from apay_console.ui.collecting import Collector
from apay_console.ui.watchdog import Watchdog
from tests.window_parts import Shop, fresh, quick

__all__ = ["fresh", "quick"]


@pytest.fixture
def program(qapp: QApplication, fresh: Shop) -> Iterator[list[QObject]]:
    """All that has timers while the program runs."""
    around = QObject()
    dog, collector = Watchdog(around), Collector(around)
    collector.settle()
    yield [qapp, around, fresh.window, fresh.parts.console]
    dog.stop()
    collector.stop()


def test_at_rest_the_window_is_woken_twelve_times_a_second_and_no_more(
    program: list[QObject],
) -> None:
    timers = {one for owner in program for one in owner.findChildren(QTimer)}
    again_and_again = [one for one in timers if one.isActive() and not one.isSingleShot()]
    assert round(sum(1000 / one.interval() for one in again_and_again)) == 12
