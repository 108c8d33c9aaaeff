"""Draws the history's cells by hand: with style sheets it takes too long to scroll well."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QIcon, QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem, QTableView

from apay_console.model.past import Line
from apay_console.ui.history.cells import COLUMNS, MARKS, TOOK, WHEN, Cells, ink
from apay_console.ui.parts.painting import Painter
from apay_console.ui.parts.theme import Theme

_INSET, _GAP, _ICON = 6, 6, 16
_FIRST = 16  # the first words begin where those of the filters do
_BAR, _BAR_SHARE = 8, 0.6  # the line in place of words that are still being read
_LINE = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
_LEFT = int(Qt.AlignmentFlag.AlignLeft | _LINE)  # joined once, as that is slow
_RIGHT = int(Qt.AlignmentFlag.AlignRight | _LINE)
_SELECTED = QStyle.StateFlag.State_Selected.value  # as a number, for the same reason
_MOST_SHOWN = 5_000  # cells whose words are kept
_CUT = Qt.TextElideMode.ElideRight
Index = QModelIndex | QPersistentModelIndex


class CellPainter(Painter):
    """A cell; a quiet line in place of what is still being read, a frame around the current row."""

    def __init__(self, cells: Cells, theme: Theme, table: QTableView) -> None:
        super().__init__(theme, table)
        self._cells = cells
        self._table = table
        self._shown: dict[tuple[int, str, int], str] = {}
        self.hovered = -1  # the row under the mouse

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line = self._cells.line(index.row())
        painter.save()
        self._paint_ground(painter, option, index.row())
        if line is None:
            self._paint_unread(painter, option.rect)
        else:
            self._paint_line(painter, option.rect, line, COLUMNS[index.column()])
        if self._table.hasFocus() and index.row() == self._table.currentIndex().row():
            self._paint_current(painter, option.rect, index.column())
        painter.restore()

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem, row: int) -> None:
        if option.state.value & _SELECTED:
            painter.fillRect(option.rect, self.color("selection"))
        elif row == self.hovered:
            painter.fillRect(option.rect, self.color("hover"))

    def _paint_line(self, painter: QPainter, rect: QRect, line: Line, column: str) -> None:
        room = rect.adjusted(_FIRST if column == WHEN else _INSET, 0, -_INSET, 0)
        icon = self._cells.icon(line, column)
        if icon is not None:
            top = room.top() + (room.height() - _ICON) // 2
            icon.paint(painter, QRect(room.left(), top, _ICON, _ICON), mode=QIcon.Mode.Normal)
            room.setLeft(room.left() + _ICON + _GAP)
        if column != MARKS:
            painter.setFont(self._cells.font(column))
            painter.setPen(self.color(ink(line, column)))
            words = self._words(line, column, room.width())
            painter.drawText(room, _RIGHT if column == TOOK else _LEFT, words)

    def _words(self, line: Line, column: str, width: int) -> str:
        """A cell's words as far as there is room; kept, as a frame draws most of them again."""
        key = (line.id, column, width)
        found = self._shown.get(key)
        if found is None:
            if len(self._shown) > _MOST_SHOWN:
                self._shown.clear()
            metrics = QFontMetrics(self._cells.font(column))
            found = metrics.elidedText(self._cells.text(line, column), _CUT, width)
            self._shown[key] = found
        return found

    def forget(self) -> None:
        """Write every cell anew."""
        self._shown.clear()

    def _paint_unread(self, painter: QPainter, rect: QRect) -> None:
        room = QRectF(rect)
        width = max(room.width() * _BAR_SHARE - _INSET, 0)
        bar = QRectF(room.left() + _INSET, room.center().y() - _BAR / 2, width, _BAR)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.color("sunken"))
        painter.drawRoundedRect(bar, _BAR / 2, _BAR / 2)

    def _paint_current(self, painter: QPainter, row: QRect, column: int) -> None:
        """Draw this cell's part of the frame around its row."""
        painter.setPen(self.color("accent"))
        painter.drawLine(row.topLeft(), row.topRight())
        painter.drawLine(row.bottomLeft(), row.bottomRight())
        if column == 0:
            painter.drawLine(row.topLeft(), row.bottomLeft())
        if column == len(COLUMNS) - 1:
            painter.drawLine(row.topRight(), row.bottomRight())
