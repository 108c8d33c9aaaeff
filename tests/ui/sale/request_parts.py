"""The request's pane in a window."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QPushButton, QWidget

from apay_console.ui.commands import COMMANDS, Commands
from apay_console.ui.sale.request_pane import RequestPane
from tests.ui.hands import shown


@pytest.fixture
def window(qtbot, theme):
    frame = QWidget()
    frame.commands = Commands(frame)
    frame.done = []
    for row in COMMANDS:
        frame.commands.connect_to(**{row.name: lambda name=row.name: frame.done.append(name)})
    frame.pane = RequestPane(theme, frame.commands, frame)
    frame.pane.resize(480, 700)
    frame.resize(480, 700)
    return shown(frame, qtbot)


@pytest.fixture
def pane(window):
    return window.pane


def summary(pane: RequestPane) -> str:
    found = [b for b in pane.findChildren(QPushButton) if b.accessibleName() == "What will be sent"]
    return found[0].accessibleDescription()
