"""Rows of a list: an icon, its words, and quieter words below them or at the right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6 import QtWidgets  # its QStyle is made when the first row is drawn
from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QIcon, QPainter
from PySide6.QtWidgets import QStyledItemDelegate

from apay_console.ui.parts.theme import Theme

if TYPE_CHECKING:
    from PySide6.QtWidgets import QStyleOptionViewItem

QUIET = Qt.ItemDataRole.UserRole + 1  # the quieter words of a row
_ICON = 16
_GAP = 8
_NARROW = 40  # of a row that has room for its icon alone
_LEFT = Qt.AlignmentFlag.AlignLeft
_RIGHT = Qt.AlignmentFlag.AlignRight

Index = QModelIndex | QPersistentModelIndex


class Row(QStyledItemDelegate):
    """One line: the words at the left, the quiet ones at the right."""

    height = 28

    def __init__(self, theme: Theme, parent: QObject, *, inset: int = 8) -> None:
        super().__init__(parent)
        self._theme = theme
        self._inset = inset

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002 - Qt's order
        return QSize(2 * self._inset + _ICON, self.height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        ground = QtWidgets.QStyle.PrimitiveElement.PE_PanelItemViewItem
        option.widget.style().drawPrimitive(ground, option, painter, option.widget)
        painter.save()
        if option.state & QtWidgets.QStyle.StateFlag.State_HasFocus:
            self._draw_ring(painter, option.rect)
        inner = option.rect.adjusted(self._inset, 0, -self._inset, 0)
        self._draw_icon(painter, inner, index)
        self._draw_words(painter, inner.adjusted(_ICON + _GAP, 0, 0, 0), index)
        painter.restore()

    def _draw_ring(self, painter: QPainter, row: QRect) -> None:
        """Show where the keyboard is."""
        painter.setPen(self._theme.color("accent"))
        painter.drawRect(row.adjusted(0, 0, -1, -1))

    def _draw_icon(self, painter: QPainter, inner: QRect, index: Index) -> None:
        icon = index.data(Qt.ItemDataRole.DecorationRole)
        if isinstance(icon, QIcon):
            is_on = bool(index.flags() & Qt.ItemFlag.ItemIsEnabled)
            left = max((inner.width() - _ICON) // 2, 0) if inner.width() < _NARROW else 0
            place = QRect(inner.left() + left, inner.center().y() - _ICON // 2 + 1, _ICON, _ICON)
            icon.paint(painter, place, mode=QIcon.Mode.Normal if is_on else QIcon.Mode.Disabled)

    def _draw_words(self, painter: QPainter, room: QRect, index: Index) -> None:
        is_on = bool(index.flags() & Qt.ItemFlag.ItemIsEnabled)
        quiet, hint = str(index.data(QUIET) or ""), self._theme.font("hint")
        used = QFontMetrics(hint).horizontalAdvance(quiet) + _GAP if quiet else 0
        words = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        painter.setFont(self._theme.font("body"))
        self._write(painter, room.adjusted(0, 0, -used, 0), words, "text" if is_on else "text3")
        painter.setFont(hint)
        self._write(painter, room, quiet, "text3", _RIGHT)

    def _write(
        self,
        painter: QPainter,
        room: QRect,
        words: str,
        token: str,
        side: Qt.AlignmentFlag = _LEFT,
    ) -> None:
        painter.setPen(self._theme.color(token))
        metrics = QFontMetrics(painter.font())
        shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, room.width())
        flags = side | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
        painter.drawText(room, int(flags), shown)


class TallRow(Row):
    """Two lines: the quiet words stand below the others; where it is narrow, the icon alone."""

    height = 44

    def _draw_words(self, painter: QPainter, room: QRect, index: Index) -> None:
        if room.width() < _NARROW - _ICON - _GAP:
            return
        words, _, below = str(index.data(Qt.ItemDataRole.DisplayRole) or "").partition("\n")
        first, second = self._theme.font("body"), self._theme.font("hint")
        heights = [QFontMetrics(font).height() for font in (first, second)]
        top = room.top() + (room.height() - sum(heights)) // 2
        self._line(painter, QRect(room.left(), top, room.width(), heights[0]), first, words)
        painter.setFont(second)
        below_it = QRect(room.left(), top + heights[0], room.width(), heights[1])
        self._write(painter, below_it, below, "text2")

    def _line(self, painter: QPainter, room: QRect, font: QFont, words: str) -> None:
        painter.setFont(font)
        self._write(painter, room, words, "text")
