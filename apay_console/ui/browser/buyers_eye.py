"""What the buyer will read, beside the form in which it is typed."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from apay_console.model.buyers_eye import Glance
from apay_console.ui.parts.labels import WrappedLabel
from apay_console.ui.parts.text import PlainLabel, clip, say, visible, word
from apay_console.ui.parts.theme import restyle

_WIDEST = 440


class BuyersEye(QFrame):
    """Store, amount, note and statement, one below the other."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("buyersEye")
        self.setAccessibleName(self.tr("What the buyer will read"))
        self.setMaximumWidth(_WIDEST)
        self._shown: tuple[Glance, ...] = ()
        self._rows: list[_Row] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(16, 12, 16, 12)
        self._column.setSpacing(8)
        heading = PlainLabel(self.tr("What the buyer will read"))
        heading.setProperty("role", "section")
        self._column.addWidget(heading)

    def show_glances(self, shown: tuple[Glance, ...]) -> None:
        """Show what is typed now."""
        if shown == self._shown:
            return
        self._shown = shown
        while len(self._rows) < len(shown):
            self._rows.append(_Row())
            self._column.addWidget(self._rows[-1])
        for row, glance in zip(self._rows, shown, strict=True):
            row.show_glance(glance)

    def text(self) -> str:
        """All that it says."""
        return "\n".join(row.accessibleName() for row in self._rows)


class _Row(QFrame):
    """One thing that the buyer reads: its name, itself, and where it is cut."""

    def __init__(self) -> None:
        super().__init__()
        self._label, self._text, self._words = PlainLabel(), WrappedLabel(), WrappedLabel()
        self._label.setProperty("role", "label")
        self._words.setProperty("role", "hint")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        for part in (self._label, self._text, self._words):
            column.addWidget(part)

    def show_glance(self, glance: Glance) -> None:
        """Show another text; what is cut off ends with a sign, and is told below."""
        shown = visible(clip(glance.text)) + ("…" if glance.lost else "")
        words = say(glance.words)
        self._label.setText(word(glance.label))
        self._text.setText(shown)
        self._text.setVisible(bool(shown))
        self._words.setText(words)
        restyle(self._words, "role", "error" if glance.lost else "hint")
        self.setAccessibleName(". ".join(filter(None, (word(glance.label), shown, words))))
