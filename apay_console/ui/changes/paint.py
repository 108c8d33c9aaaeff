"""How a line of two answers is drawn: its sign, who changed it, and its ground."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from apay_console.ui.changes.lines import Line, Lines
from apay_console.ui.changes.words import MARKS
from apay_console.ui.parts.painting import Painter
from apay_console.ui.parts.theme import Theme
from apay_console.ui.parts.who_looks import TINTS, TOKENS

_HEIGHT, _INSET, _GUTTER, _END = 20, 14, 30, 8
_FLAGS = int(
    Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
)
_SELECTED = QStyle.StateFlag.State_Selected.value  # a number: joining flags is slow


class LinePainter(Painter):
    """Draws plain letters only; tints say who, and a mark beside them says it again."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(theme, parent)
        self._font = theme.font("mono")
        self._letter = QFontMetrics(self._font).horizontalAdvance("x")

    def sizeHint(
        self,
        option: QStyleOptionViewItem,  # noqa: ARG002 - Qt's order
        index: QModelIndex | QPersistentModelIndex,  # noqa: ARG002
    ) -> QSize:
        return QSize(80, _HEIGHT)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        model, row, box = cast("Lines", index.model()), index.row(), option.rect
        line = model.line(row, index.column())
        self._paint_ground(painter, box, line)
        if index.column():  # a line between before and after
            painter.fillRect(box.left(), box.top(), 1, box.height(), self.color("border"))
        if option.state.value & _SELECTED:
            painter.setPen(self.color("accent"))
            painter.drawRect(box.adjusted(0, 0, -1, -1))
        painter.setFont(self._font)
        self._paint_words(painter, box, line, is_fold=model.is_fold(row))

    def _paint_ground(self, painter: QPainter, box: QRect, line: Line) -> None:
        if line.is_blank:
            painter.fillRect(box, self.color("sunken"))
        elif line.change is not None:
            painter.fillRect(box, self.color(TINTS[line.change.who]))

    def _paint_words(self, painter: QPainter, box: QRect, line: Line, *, is_fold: bool) -> None:
        if line.change is not None and line.sign:
            who = line.change.who
            painter.setPen(self.color(TOKENS[who]))
            painter.drawText(box.adjusted(_INSET, 0, 0, 0), _FLAGS, f"{line.sign} {MARKS[who]}")
        if line.text:
            room = box.width() - _INSET - _GUTTER - _END
            painter.setPen(self.color("accent" if is_fold else "text"))
            text = self._fitting(painter, line.text, room)
            painter.drawText(box.adjusted(_INSET + _GUTTER, 0, 0, 0), _FLAGS, text)

    def _fitting(self, painter: QPainter, text: str, room: int) -> str:
        """Cut a line; Qt need not measure what is plain and short enough."""
        if text.isascii() and len(text) * self._letter <= room:
            return text
        return painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room)
