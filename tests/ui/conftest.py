"""What the widgets' tests share: one theme, and a check that a widget dies."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Callable

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QWidget

from apay_console.ui.parts.theme import LIGHT, Theme
from tests.ui.dialogs import dialog, parts
from tests.ui.visits import buyers, gallery, places, visit

# Fixtures for who opens real pages, or the dialog of profiles and keys.
__all__ = ["buyers", "dialog", "gallery", "parts", "places", "visit"]

NOON = 1749543312.0  # 2025-06-10 08:15:12 UTC


@pytest.fixture
def theme(qapp: QApplication) -> Theme:
    found = qapp.findChild(Theme, "shared")
    if found is None:
        found = Theme(qapp, now=lambda: NOON, scheme=LIGHT)
        found.setObjectName("shared")
    found.now = lambda: NOON  # tests of the whole window have the clock on the wall
    found.choose(LIGHT)
    return found


@pytest.fixture
def dies(qapp: QApplication) -> Callable[[Callable[[], QWidget]], bool]:
    """Make a widget, close it, and say whether nothing of it is left."""

    def check(make: Callable[[], QWidget]) -> bool:
        widget = make()
        left = weakref.ref(widget)
        widget.close()
        widget.deleteLater()
        del widget
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        gc.collect()
        return left() is None

    return check
