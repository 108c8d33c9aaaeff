"""Editors of one line, of JSON, and of what nobody types."""

from __future__ import annotations

import re
from typing import Any

from PySide6.QtWidgets import QWidget

from apay_console.model import json_text
from apay_console.model.kinds import Json, Kind, Text
from apay_console.model.typed import Raw
from apay_console.ui.form.editor import Editor, raw_words, words_of
from apay_console.ui.parts.widgets import Area, Line
from apay_console.visible_text import is_hidden

_SHORT = 60  # JSON up to this length stays in one line
_LINES = 4
_NOT_ASCII = re.compile(r"[^ -~\n\t]")


class TextEditor(Editor):
    """A line of text."""

    def __init__(self, kind: Kind, parent: QWidget | None = None) -> None:
        super().__init__(kind, parent)
        self.line = Line(of_draft=True)
        if isinstance(kind, Text):
            self.line.most = kind.most
        self.line.typed.connect(self._type)
        self.line.noticed.connect(self.noticed)
        self.line.left.connect(self.left)
        self._add(self.line)

    def inputs(self) -> list[QWidget]:
        return [self.line]

    def text(self) -> str:
        return self.line.text()

    def _fill(self, words: str) -> None:
        self.line.put(words)


class ShownEditor(TextEditor):
    """What Amazon fills: to be read and copied."""

    def __init__(self, kind: Kind, parent: QWidget | None = None) -> None:
        super().__init__(kind, parent)
        self.lock(is_locked=True)

    def lock(self, is_locked: bool) -> None:  # noqa: ARG002 - it is always locked
        super().lock(is_locked=True)


class JsonEditor(Editor):
    """An object or list as JSON."""

    def __init__(self, kind: Kind, parent: QWidget | None = None) -> None:
        super().__init__(kind, parent)
        self.area = Area(of_draft=True)
        self.area.setProperty("role", "mono")
        self.area.setFixedHeight(self.area.fontMetrics().lineSpacing() * _LINES + 14)
        self.area.setPlaceholderText(kind.example)
        self.area.typed.connect(self._type)
        self.area.noticed.connect(self.noticed)
        self.area.left.connect(self.left)
        self._add(self.area)

    def inputs(self) -> list[QWidget]:
        return [self.area]

    def text(self) -> str:
        return self.area.text()

    def _fill(self, words: str) -> None:
        self.area.put(words)

    def _words(self, value: Any) -> tuple[str, bool]:
        if isinstance(value, str | Raw) or value is None:
            words, is_raw = words_of(self.kind, value)
            return words.replace("\r\n", "\n"), is_raw
        fits = isinstance(
            value, list if isinstance(self.kind, Json) and self.kind.is_list else dict
        )
        return escaped(pretty(value)), not fits


def pretty(value: Any) -> str:
    """Write JSON over several lines, unless it is short."""
    words = raw_words(value)
    if len(words) <= _SHORT:
        return words
    try:
        return json_text.write(value, indent=2)
    except (TypeError, ValueError, RecursionError):
        return words


def escaped(text: str) -> str:
    """Write characters that hide as JSON's own escapes, which mean the same and are seen."""
    return _NOT_ASCII.sub(_escape, text)


def _escape(found: re.Match[str]) -> str:
    sign = found.group()
    if not is_hidden(sign) and sign not in "\ufdd0\ufdd1":  # two that Qt takes for line ends
        return sign
    units = sign.encode("utf-16-be", "surrogatepass").hex()
    return "".join(f"\\u{units[place : place + 4]}" for place in range(0, len(units), 4))
