"""Amazon's error answer in the tree's place: code, message and what to do next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from apay_console.ui.commands import label_of
from apay_console.ui.parts.labels import WrappedLabel
from apay_console.ui.parts.layouts import empty
from apay_console.ui.parts.text import say, visible
from apay_console.ui.parts.why_button import WhyButton
from apay_console.ui.tree.words import what_now

if TYPE_CHECKING:
    from apay_console.presenters.sale.words.error_answers import ErrorAnswer

_INSET = 16
_LONGEST_WORD = 100  # hashes and ids stay whole, to be copied


class ErrorPanel(QFrame):
    """An error's code, Amazon's message, its meaning, what to do, and what helps."""

    command_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._error: ErrorAnswer | None = None
        self._code, self._message = self._label("title"), self._label("label")
        self._meaning, self._to_do = self._label(""), self._label("")
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(8)
        self._place()

    def _label(self, role: str) -> WrappedLabel:
        made = WrappedLabel(longest=_LONGEST_WORD)
        made.setProperty("role", role)
        made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        return made

    def _place(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(_INSET, _INSET, _INSET, _INSET)
        column.setSpacing(8)
        for label in (self._code, self._message, self._meaning, self._to_do):
            column.addWidget(label)
        column.addLayout(self._buttons)
        column.addStretch(1)

    def show_error(self, error: ErrorAnswer) -> None:
        """Show an error answer, and the commands that help against it."""
        if error != self._error:  # a button that is filled anew loses the keyboard
            self._error = error
            self._fill(error)

    def _fill(self, error: ErrorAnswer) -> None:
        said = self.tr("Amazon's message: {words}")
        words = visible(error.refused.words)
        self._code.setText(visible(error.headline))
        _set(self._message, said.replace("{words}", words) if words else "")
        self._meaning.setText(say(error.meaning))
        _set(self._to_do, what_now(error.explanation) if error.is_certain else "")
        self._fill_buttons(error)

    def _fill_buttons(self, error: ErrorAnswer) -> None:
        empty(self._buttons)
        for name in error.commands:
            self._buttons.addWidget(self._button(name))
        why = WhyButton(error.explanation)
        why.about(visible(error.headline))
        self._buttons.addWidget(why)
        self._buttons.addStretch(1)

    def _button(self, name: str) -> QPushButton:
        button = QPushButton(label_of(name))
        button.setProperty("kind", "secondary")
        button.clicked.connect(lambda: self.command_wanted.emit(name))
        return button


def _set(label: WrappedLabel, text: str) -> None:
    label.setText(text)
    label.setVisible(bool(text))
