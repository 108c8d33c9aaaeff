"""What every editor has in common: a typed text, a value put in, and how it stands."""

from __future__ import annotations

import re
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPlainTextEdit, QWidget

from apay_console.errors import Invalid
from apay_console.model import json_text
from apay_console.model.kinds import Kind
from apay_console.model.typed import Raw
from apay_console.ui.parts.text import clip
from apay_console.ui.parts.theme import restyle
from apay_console.visible_text import marked

ROOM = 32_000  # characters that a line takes; Qt's own end is a little above
_EXAMPLE = "example"  # a property: what stands in an empty widget while it can be typed in
_UNHOLDABLE = re.compile("[\ud800-\udfff]")  # halves of characters, which Qt would drop


class Editor(QWidget):
    """Edits one value of a kind as text, in the form that `Kind.parse` takes."""

    edited = Signal(str)  # what the person typed
    noticed = Signal(object)  # Message: what became of a paste
    left = Signal()  # the keyboard went elsewhere

    def __init__(self, kind: Kind, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kind = kind
        self.is_raw = False
        self.is_locked = False
        self._is_bad = False
        self._is_needed = False
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(4)

    def inputs(self) -> list[QWidget]:
        """The widgets that take the keyboard, in order."""
        raise NotImplementedError

    def text(self) -> str:
        """What stands in the editor, as `Kind.parse` takes it."""
        raise NotImplementedError

    def _fill(self, words: str) -> None:
        """Show a text."""
        raise NotImplementedError

    def put(self, value: Any) -> None:
        """Show a JSON value or a typed text; what the kind cannot show is shown raw and marked."""
        words, self.is_raw = self._words(value)
        if words != self.text() and not self._is_typed(words):
            self._fill(words)
        self.show_state()

    def _is_typed(self, words: str) -> bool:
        """Whether only outer blanks differ while somebody types: they may be on their way on."""
        is_inside = any(widget.hasFocus() for widget in self.inputs())
        return is_inside and words.strip() == self.text().strip()

    def _words(self, value: Any) -> tuple[str, bool]:
        return words_of(self.kind, value)

    def _type(self, words: str) -> None:
        """Pass on what the person typed; from then on nothing is raw."""
        self.is_raw = False
        self.show_state()
        self.edited.emit(words)

    def problem(self, found: Invalid | None) -> None:
        """Show, or no longer show, that the value cannot be used."""
        self._is_bad = found is not None
        self.show_state()

    def need(self, *, is_needed: bool) -> None:
        """Show whether Amazon waits for a value here."""
        self._is_needed = is_needed
        self.show_state()

    def show_state(self) -> None:
        """Colour the inputs: wrong before raw before needed."""
        waits = self._is_needed and not self.text()
        rows = (("error", self._is_bad), ("raw", self.is_raw), ("todo", waits))
        word = next((name for name, applies in rows if applies), "")
        for widget in self.inputs():
            set_state(widget, word)

    def lock(self, is_locked: bool) -> None:
        """Take no typing, or take it again; what stands there can still be copied."""
        self.is_locked = is_locked
        for widget in self.inputs():
            _show_example(widget, is_shown=not is_locked)
            if hasattr(widget, "setReadOnly"):
                widget.setReadOnly(is_locked)
            else:
                widget.setEnabled(not is_locked)

    def veil(self, *, is_drawn: bool) -> None:
        """Show dots in place of the letters, or the letters again; the text stays what it is."""
        mode = QLineEdit.EchoMode.Password if is_drawn else QLineEdit.EchoMode.Normal
        for widget in self.inputs():
            if isinstance(widget, QLineEdit):
                widget.setEchoMode(mode)

    def set_name(self, words: str, description: str = "") -> None:
        """Say what the editor is for, to those who do not see its label."""
        for widget in self.inputs():
            widget.setAccessibleName(words)
            widget.setAccessibleDescription(description)

    def _add(self, widget: QWidget, stretch: int = 1) -> None:
        self._row.addWidget(widget, stretch)
        if self.focusProxy() is None:
            self.setFocusProxy(widget)


def set_state(widget: QWidget, word: str) -> None:
    """Give a widget the look of a state, if it does not have it yet."""
    if (widget.property("state") or "") != word:
        restyle(widget, "state", word)


def words_of(kind: Kind, value: Any) -> tuple[str, bool]:
    """Write a value as its editor shows it, and whether it had to be written raw."""
    if value is None:
        return "", False
    if isinstance(value, Raw):
        return raw_words(value.value), True
    if isinstance(value, str):
        return raw_words(value), bool(_UNHOLDABLE.search(value)) or len(value) > ROOM
    try:
        words = kind.show(kind.decode(value))
    except (Invalid, TypeError, ValueError, RecursionError):
        return raw_words(value), True
    return raw_words(words), bool(_UNHOLDABLE.search(words)) or len(words) > ROOM


def raw_words(value: Any) -> str:
    """Write any JSON value as text that Qt can hold."""
    try:
        words = value if isinstance(value, str) else json_text.write(value)
    except (TypeError, ValueError, RecursionError):
        words = "…"  # too deep to be written out
    return clip(marked(words) if _UNHOLDABLE.search(words) else words, ROOM)


def _show_example(widget: QWidget, *, is_shown: bool) -> None:
    """Where nothing can be typed, an example would pass for a value."""
    if not isinstance(widget, QLineEdit | QPlainTextEdit):
        return
    if not is_shown and widget.placeholderText():
        widget.setProperty(_EXAMPLE, widget.placeholderText())
        widget.setPlaceholderText("")
    elif is_shown and widget.property(_EXAMPLE):
        widget.setPlaceholderText(widget.property(_EXAMPLE))
