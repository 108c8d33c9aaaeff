"""How a line of two answers is drawn: its sign, who changed it, and its ground."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from apay_console.ui.changes.lines import Line, Lines, Unified
from apay_console.ui.changes.words import MARKS, TINTS, TOKENS
from apay_console.ui.parts.theme import Theme

_HEIGHT, _INSET, _GUTTER = 20, 14, 30


class LinePainter(QStyledItemDelegate):
    """Draws plain letters only; tints say who, and a mark beside them says it again."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme
        self._font = theme.font("mono")

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
        model = cast("Lines", index.model())
        line = model.line(index.row(), index.column())
        self._paint_ground(painter, option, line, index.column())
        painter.setFont(self._font)
        box = option.rect.adjusted(_INSET, 0, -8, 0)
        if line.change is not None and line.sign:
            self._write(painter, box, self._sign(line), TOKENS[line.change.who])
        is_fold = isinstance(model, Unified) and model.is_fold(index.row())
        text = painter.fontMetrics().elidedText(
            line.text, Qt.TextElideMode.ElideRight, box.width() - _GUTTER
        )
        self._write(painter, box.adjusted(_GUTTER, 0, 0, 0), text, "accent" if is_fold else "text")

    def _sign(self, line: Line) -> str:
        return f"{line.sign} {MARKS[line.change.who]}" if line.change else line.sign

    def _paint_ground(
        self, painter: QPainter, option: QStyleOptionViewItem, line: Line, column: int
    ) -> None:
        if line.is_blank:
            painter.fillRect(option.rect, self._theme.color("sunken"))
        elif line.change is not None:
            painter.fillRect(option.rect, self._theme.color(TINTS[line.change.who]))
        if column:  # a line between before and after
            rect = QRect(option.rect.left(), option.rect.top(), 1, option.rect.height())
            painter.fillRect(rect, self._theme.color("border"))
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(self._theme.color("accent"))
            painter.drawRect(option.rect.adjusted(0, 0, -1, -1))

    def _write(self, painter: QPainter, box: QRect, text: str, token: str) -> None:
        painter.setPen(self._theme.color(token))
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(box, int(flags | Qt.TextFlag.TextSingleLine), text)
