"""Open…: one line that takes a session id, a return URL, curl or JSON."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from apay_console.errors import N_, Invalid
from apay_console.errors import say as message
from apay_console.ui.parts.labels import ProblemLabel
from apay_console.ui.parts.no_keys import keep_keys_out
from apay_console.ui.parts.sheet import Sheet
from apay_console.ui.parts.text import PlainLabel, say_fault

_WIDTH = 460
_ROOM = 131_072  # characters; what is longer Qt cuts in silence, and takes long for it
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class AskBar(Sheet):
    """A small sheet under the top bar that asks for one text, and keeps it when it is refused."""

    given = Signal(str)

    def __init__(self, question: str, button: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFixedWidth(_WIDTH)
        self._text = self._make_line(question)
        self._problem = ProblemLabel()
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 14)
        column.setSpacing(6)
        label = PlainLabel(question)
        label.setProperty("role", "label")
        column.addWidget(label)
        column.addLayout(self._make_row(button))
        column.addWidget(self._problem)

    def _make_line(self, question: str) -> QLineEdit:
        line = QLineEdit()
        line.setMaxLength(_ROOM)
        keep_keys_out(line)
        line.setAccessibleName(question)
        line.returnPressed.connect(self._give)
        return line

    def _make_row(self, button: str) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._text, 1)
        giver = QPushButton(button)
        giver.setProperty("kind", "primary")
        giver.clicked.connect(self._give)
        row.addWidget(giver)
        return row

    def _give(self) -> None:
        text = self._text.text()
        if len(text) < _ROOM:
            self.given.emit(text)
        else:
            words = N_("Too long to paste: cut after {most} characters.")
            self.refuse(Invalid(message(words, most=_ROOM)))

    def open(self, place: QPoint) -> None:
        """Show the sheet with its text chosen, so that a paste replaces it."""
        self._problem.hide()
        self.adjustSize()
        self.move(place)
        self.show_with(self._text)
        self._text.selectAll()

    def refuse(self, error: Invalid) -> None:
        """Say why the text was not taken; it stays as it was typed."""
        self._problem.tell(say_fault(error))
        self.adjustSize()
        self.show_with(self._text)

    def done(self) -> None:
        """Take the sheet away; the text was taken."""
        self._text.clear()
        self.leave()

    def event(self, event: QEvent) -> bool:
        """Keep Ctrl+Enter from sending what lies under the sheet."""
        is_shortcut = event.type() == QEvent.Type.ShortcutOverride
        if is_shortcut and isinstance(event, QKeyEvent) and event.key() in _ENTER:
            event.accept()
            return True
        return super().event(event)
