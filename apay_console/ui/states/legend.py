"""Who can move an object: an icon and a word each, above the picture."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from apay_console.model.states.machine import Mover
from apay_console.ui.parts.text import PlainLabel
from apay_console.ui.parts.theme import Theme
from apay_console.ui.states.ink import ICON, mover_look
from apay_console.ui.states.words import mover_word


class Legend(QWidget):
    """You, the buyer, Amazon and time."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._icons: list[tuple[QLabel, Mover]] = []
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        for mover in Mover:
            self._add(row, mover)
        row.addStretch(1)
        self._draw()
        theme.changed.connect(self._draw)

    def _add(self, row: QHBoxLayout, mover: Mover) -> None:
        icon, name = QLabel(), PlainLabel(mover_word(mover))
        name.setProperty("role", "hint")
        self._icons.append((icon, mover))
        row.addWidget(icon)
        row.addWidget(name)
        row.addSpacing(8)

    def _draw(self) -> None:
        for label, mover in self._icons:
            label.setPixmap(self._theme.icon(*mover_look(mover)).pixmap(ICON, ICON))
