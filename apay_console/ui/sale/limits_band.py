"""The limits band: what is left of the object that is shown, and until when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QGridLayout, QWidget

from apay_console.ui.parts.labels import ElidedLabel
from apay_console.ui.parts.layouts import column_in, empty
from apay_console.ui.parts.text import clip, visible, word

if TYPE_CHECKING:
    from apay_console.presenters.sale.state.objects import Left

_INSET = (16, 10, 16, 0)
_COLUMNS = 3
_IN_TWO_ROWS = 4
_LONGEST = 60


class LimitsBand(QFrame):
    """Pairs of a word and an amount or moment: three in a row, four in two."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._limits: tuple[Left, ...] = ()
        self.setObjectName("limits")
        self.setAccessibleName(self.tr("What is left"))
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(*_INSET)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(8)
        self.hide()

    def show_limits(self, limits: tuple[Left, ...]) -> None:
        """Show what is left; drawn anew only when it changed."""
        if limits == self._limits:
            return
        self._limits = limits
        empty(self._grid)
        columns = 2 if len(limits) == _IN_TWO_ROWS else _COLUMNS
        for place, left in enumerate(limits):
            line, column = divmod(place, columns)
            self._grid.addWidget(_pair(left), line, column)
        for column in range(_COLUMNS):
            self._grid.setColumnStretch(column, int(column < columns))
        self.setVisible(bool(limits))

    def texts(self) -> list[str]:
        """What the band says, pair by pair."""
        return [f"{word(left.label)} {_short(left.value)}" for left in self._limits]


def _short(text: str) -> str:
    return visible(clip(text, _LONGEST))


def _pair(left: Left) -> QWidget:
    pair = QWidget()
    column = column_in(pair)
    column.addWidget(_label(word(left.label), "hint"))
    column.addWidget(_label(_short(left.value), "body"))
    return pair


def _label(text: str, role: str) -> ElidedLabel:
    label = ElidedLabel(text)
    label.setProperty("role", role)
    return label
