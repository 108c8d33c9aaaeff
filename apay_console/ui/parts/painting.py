"""What draws many rows by hand: a delegate that remembers the theme's colours."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QStyledItemDelegate

from apay_console.ui.parts.theme import Theme


class Painter(QStyledItemDelegate):
    """Draws in the theme's colours; asking for one anew costs more than drawing with it."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme
        self._colors: dict[str, QColor] = {}
        theme.changed.connect(self._forget_colors)

    def _forget_colors(self) -> None:
        self._colors.clear()

    def color(self, token: str) -> QColor:
        """One colour by what it is for, until the theme changes."""
        if token not in self._colors:
            self._colors[token] = self._theme.color(token)
        return self._colors[token]
