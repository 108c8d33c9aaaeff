"""In the tree's place: why there is none, and what came as text, cut, with “Save as…”."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from apay_console.errors import Message
from apay_console.ui.parts.copying import ReadView
from apay_console.ui.parts.text import MOST_SIGNS, PlainLabel, say, shown_lines
from apay_console.ui.parts.theme import Theme
from apay_console.ui.tree.error_panel import ErrorPanel

if TYPE_CHECKING:
    from apay_console.presenters.sale.words.error_answers import ErrorAnswer

_INSET = 16


class Came(QFrame):
    """What came as text, as far as it can be shown at once, and all of it to be saved."""

    earlier_wanted = Signal()
    save_wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._body = b""
        self.text = ReadView()
        self.text.setObjectName("raw")
        self.text.setFont(theme.font("mono"))
        self.text.setLineWrapMode(ReadView.LineWrapMode.NoWrap)
        self.text.setAccessibleName(self.tr("The answer as text"))
        self._earlier = self._button(self.tr("Show what was read before"))
        self._earlier.clicked.connect(self.earlier_wanted)
        self.save = self._button(self.tr("Save as…"))
        self.save.clicked.connect(self.save_wanted)
        self._place()

    def _button(self, words: str) -> QPushButton:
        made = QPushButton(words)
        made.setProperty("kind", "secondary")
        return made

    def _place(self) -> None:
        row = QHBoxLayout()
        row.setContentsMargins(_INSET, 0, _INSET, 0)
        row.addWidget(self.save)
        row.addWidget(self._earlier)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 0)
        column.setSpacing(12)
        column.addLayout(row)
        column.addWidget(self.text, 1)

    def show_bytes(self, body: bytes, *, has_earlier: bool) -> None:
        """Show the beginning of what came; long lines are cut, what hides is named."""
        self._earlier.setVisible(has_earlier)
        if body is not self._body:
            self._body = body
            # One byte more than is shown, so that what is cut ends with the sign for it.
            text = body[: MOST_SIGNS + 1].decode("utf-8", "backslashreplace")
            self.text.setPlainText(shown_lines(text))


class Unshown(QFrame):
    """Words where there is no tree, and below them what came, if something did."""

    earlier_wanted = Signal()  # what was read before is to be shown
    save_wanted = Signal()  # what came is to be taken elsewhere
    command_wanted = Signal(str)  # that helps against an error answer

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._words = PlainLabel("")
        self._words.setProperty("role", "hint")
        self._words.setWordWrap(True)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self._words)

    @cached_property
    def _came(self) -> Came:
        made = Came(self._theme)
        made.earlier_wanted.connect(self.earlier_wanted)
        made.save_wanted.connect(self.save_wanted)
        self._column.addWidget(made, 1)
        return made

    @cached_property
    def _error(self) -> ErrorPanel:
        made = ErrorPanel()
        made.command_wanted.connect(self.command_wanted)
        self._column.addWidget(made, 1)
        return made

    def show_error(self, error: ErrorAnswer) -> None:
        """Show an error answer in place of words."""
        self._error.show_error(error)
        self._turn_to(self._error)

    def show_words(self, words: str, body: bytes = b"", *, has_earlier: bool = False) -> None:
        """Say why there is no tree; show what came in its place."""
        self._words.setText(words)
        self._set_place(is_alone=not body)
        if body:
            self._came.show_bytes(body, has_earlier=has_earlier)
        self._turn_to(self._words)
        if body:
            self._came.show()

    def show_unread(self, reason: Message, body: bytes, *, has_earlier: bool = False) -> None:
        """Say why what came makes no tree, and show it."""
        words = self.tr("This cannot be shown as a tree. {reason}").replace("{reason}", say(reason))
        self.show_words(words, body, has_earlier=has_earlier)

    def _turn_to(self, shown: QWidget) -> None:
        for widget in (self._words, vars(self).get("_came"), vars(self).get("_error")):
            if widget is not None:
                widget.setVisible(widget is shown)

    def _set_place(self, *, is_alone: bool) -> None:
        """Alone in the middle of the page, else at the top of it."""
        places = Qt.AlignmentFlag
        self._words.setAlignment(places.AlignCenter if is_alone else places.AlignLeft)
        self._words.setContentsMargins(_INSET, 0 if is_alone else 12, _INSET, 0)
        down = QSizePolicy.Policy.Preferred if is_alone else QSizePolicy.Policy.Maximum
        self._words.setSizePolicy(QSizePolicy.Policy.Preferred, down)
