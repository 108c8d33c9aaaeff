"""The bar of a sale's objects in a window of its own."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QWidget

from apay_console.ui.sale.object_bar import ObjectBar
from tests.ui.hands import shown
from tests.ui.later_states import (
    charge,
    permission,
    refund,
)

ALL = (permission(), charge(), refund())


@pytest.fixture
def frame(qtbot, theme):
    frame = QWidget()
    frame.resize(900, 60)
    frame.bar = ObjectBar(theme, frame)
    frame.bar.resize(900, 36)
    frame.bar.asked = []
    frame.bar.chosen.connect(frame.bar.asked.append)
    shown(frame, qtbot)
    return frame


@pytest.fixture
def bar(frame):
    return frame.bar
