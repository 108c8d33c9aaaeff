"""The request's pane in a window."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QPushButton

from apay_console.ui.sale.request_pane import RequestPane
from tests.ui.sale.pane_frames import framed


@pytest.fixture
def window(qtbot, theme):
    return framed(RequestPane, theme, qtbot, 480, 700)


@pytest.fixture
def pane(window):
    return window.pane


def summary(pane: RequestPane) -> str:
    found = [b for b in pane.findChildren(QPushButton) if b.accessibleName() == "What will be sent"]
    return found[0].accessibleDescription()
