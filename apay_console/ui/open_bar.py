"""Open…: one line that takes a session id, a return URL, curl or JSON."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from apay_console.errors import Invalid
from apay_console.ui.text import PlainLabel, say

_WIDTH = 460


class AskBar(QFrame):
    """A small sheet under the top bar that asks for one text, and keeps it when it is refused."""

    given = Signal(str)

    def __init__(self, question: str, button: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("ask")
        self.setFixedWidth(_WIDTH)
        self._text = self._make_line(question)
        self._problem = self._make_problem()
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 14)
        column.setSpacing(6)
        label = PlainLabel(question)
        label.setProperty("role", "label")
        column.addWidget(label)
        column.addLayout(self._make_row(button))
        column.addWidget(self._problem)
        self.hide()

    def _make_line(self, question: str) -> QLineEdit:
        line = QLineEdit()
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

    def _make_problem(self) -> PlainLabel:
        problem = PlainLabel("")
        problem.setProperty("role", "error")
        problem.setWordWrap(True)
        problem.hide()
        return problem

    def _give(self) -> None:
        self.given.emit(self._text.text())

    def open(self, place: QPoint) -> None:
        """Show the sheet with its text chosen, so that a paste replaces it."""
        self._problem.hide()
        self.adjustSize()
        self.move(place)
        self.show()
        self.raise_()
        self._text.setFocus()
        self._text.selectAll()

    def refuse(self, error: Invalid) -> None:
        """Say why the text was not taken; it stays as it was typed."""
        words = say(error.message)
        example = self.tr(" For example: {example}").replace("{example}", error.example)
        self._problem.setText(words + (example if error.example else ""))
        self._problem.show()
        self.adjustSize()
        self._text.setFocus()

    def done(self) -> None:
        """Take the sheet away; the text was taken."""
        self._text.clear()
        self.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
        else:
            super().keyPressEvent(event)
