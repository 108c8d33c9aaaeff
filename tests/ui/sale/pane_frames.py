"""A window around one pane, which remembers what its commands were asked to do."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from apay_console.ui.commands import COMMANDS, Commands
from apay_console.ui.parts.theme import Theme
from tests.ui.hands import shown


def framed(make, theme: Theme, qtbot, width: int, height: int) -> QWidget:
    """Show a pane of that size, with `pane`, `commands` and `done` at hand."""
    frame = QWidget()
    frame.commands = Commands(frame)
    frame.done = []
    for row in COMMANDS:
        frame.commands.connect_to(**{row.name: lambda name=row.name: frame.done.append(name)})
    frame.pane = make(theme, frame.commands, frame)
    frame.pane.resize(width, height)
    frame.resize(width, height)
    return shown(frame, qtbot)
