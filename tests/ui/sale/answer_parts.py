"""The answer's pane in a window."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QWidget

from apay_console.ui.commands import COMMANDS, Commands
from apay_console.ui.parts.text import PlainLabel
from apay_console.ui.sale.answer_pane import AnswerPane
from tests.ui.hands import shown


@pytest.fixture
def window(qtbot, theme):
    frame = QWidget()
    frame.commands = Commands(frame)
    frame.done = []
    for row in COMMANDS:
        frame.commands.connect_to(**{row.name: lambda name=row.name: frame.done.append(name)})
    frame.pane = AnswerPane(theme, frame.commands, frame)
    frame.pane.resize(752, 600)
    frame.resize(752, 600)
    return shown(frame, qtbot)


@pytest.fixture
def pane(window):
    return window.pane


def words(pane: AnswerPane) -> list[str]:
    found = pane.findChildren(PlainLabel)
    return [label.text() for label in found if label.isVisible() and label.text()]
