"""How the tree's rows are drawn: key, who changed it, value, and a quiet reading beside it."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from PySide6 import QtWidgets  # its QStyle is made when the first row is drawn
from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPointF, QRect, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPolygonF

from apay_console.model.changes.changes import Who
from apay_console.ui.parts.painting import Painter
from apay_console.ui.parts.theme import Theme
from apay_console.ui.parts.who_looks import TINTS, TOKENS
from apay_console.ui.tree.model import FIELD, TreeModel
from apay_console.ui.tree.words import Words

if TYPE_CHECKING:
    from PySide6.QtWidgets import QStyleOptionViewItem

_GUTTER = 18  # holds the mark; kept free in every row so that nothing moves
_BETWEEN = 12
_BAR = 3
_KEY_INSET, _END = 3, 8
_TIP, _HALF = 5, 4  # of the triangle that says who
_MOST_WIDTHS = 1_000


@cache
def _standing_out() -> int:
    """Selected, or under the mouse; joined once, as that is slow."""
    flag = QtWidgets.QStyle.StateFlag
    return (flag.State_Selected | flag.State_MouseOver).value


def _triangle(tip: int) -> QPolygonF:
    """A triangle round the origin that points to its tip."""
    back = -tip / 2
    return QPolygonF([QPointF(back, -_HALF), QPointF(back, _HALF), QPointF(back + tip, 0)])


def _measuring(metrics: QFontMetrics) -> Callable[[str], int]:
    """What measures a text. A cache reads the help of what it wraps: Qt's has to be made first."""

    def wide(text: str) -> int:
        return metrics.horizontalAdvance(text)

    return wide


_TRIANGLES = {Who.YOU: _triangle(_TIP), Who.AMAZON: _triangle(-_TIP)}


class RowPainter(Painter):
    """Draws both columns; Qt's own way would ask the model ten times for each cell."""

    def __init__(self, model: TreeModel, theme: Theme, parent: QObject) -> None:
        super().__init__(theme, parent)
        self._model = model
        self._quiet = theme.font("hint")
        self._beside = QFontMetrics(self._quiet)
        # Most readings are there in many rows, and each is measured more than once.
        self._wide = lru_cache(_MOST_WIDTHS)(_measuring(self._beside))
        mono = QFontMetrics(theme.font("mono"))
        self._above_middle = mono.ascent() - mono.descent()
        self._widest = mono.horizontalAdvance("W")  # of ASCII, in whatever font there is
        self._least = mono.horizontalAdvance("x" * 6)  # of a value, beside any reading

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        if option.state.value & _standing_out():
            self._paint_ground(painter, option)
        node, box = index.internalId(), option.rect
        painter.setFont(option.font)
        if index.column() == FIELD:
            box.adjust(_KEY_INSET, 0, -_END, 0)
            key = self._fitting(option.fontMetrics, self._model.key(node), box.width())
            self._write(painter, box, key, "accent" if self._model.is_more(node) else "text")
            return
        box.adjust(0, 0, -_END, 0)
        who = self._model.who(node)
        if who is not None:
            self._paint_triangle(painter, box, who)
        box.adjust(_GUTTER, 0, 0, 0)
        self._paint_words(painter, box, self._model.words(node), option.fontMetrics)

    def _fitting(self, metrics: QFontMetrics, text: str, room: int) -> str:
        """A text as far as there is room; what surely fits is not measured, as that is slow."""
        if self._widest * len(text) <= room and text.isascii():
            return text
        return metrics.elidedText(text, Qt.TextElideMode.ElideMiddle, room)

    def _paint_triangle(self, painter: QPainter, box: QRect, who: Who) -> None:
        """You ▸, Amazon ◂: not by colour alone."""
        triangle = _TRIANGLES[who].translated(box.left() + _GUTTER / 2, box.center().y() + 0.5)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.color(TOKENS[who]))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.drawPolygon(triangle)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        panel = QtWidgets.QStyle.PrimitiveElement.PE_PanelItemViewItem
        option.widget.style().drawPrimitive(panel, option, painter, option.widget)

    def _paint_words(
        self, painter: QPainter, box: QRect, words: Words, metrics: QFontMetrics
    ) -> None:
        lead = self._lead(words)
        if not lead and not words.reading:
            self._write(painter, box, self._fitting(metrics, words.text, box.width()), words.ink)
            return
        room = box.width() - (self._wide(lead) + _BETWEEN if lead else 0)
        needed = metrics.horizontalAdvance(words.text)
        read = share(room, needed, self._wide(words.reading) + _BETWEEN if words.reading else 0)
        text = self._fitting(metrics, words.text, max(room - read, self._least))
        self._write(painter, box, text, words.ink)
        used = needed if text == words.text else metrics.horizontalAdvance(text)
        reading = self._cut(words.reading, read - _BETWEEN)
        beside = box.adjusted(used + _BETWEEN if text else 0, 0, 0, 0)
        self._paint_beside(painter, beside, reading, lead, words.is_odd)

    def _cut(self, reading: str, room: int) -> str:
        """A reading as far as there is room, and a gap after it."""
        if self._wide(reading) > room:  # asked for just its own width, Qt would cut it as well
            reading = self._beside.elidedText(reading, Qt.TextElideMode.ElideRight, max(room, 0))
        return f"{reading}  " if reading else ""

    def _paint_beside(
        self, painter: QPainter, box: QRect, reading: str, lead: str, is_odd: bool
    ) -> None:
        """Draw how a person would read the value, and then where it leads to."""
        painter.setFont(self._quiet)
        self._write(painter, box, reading, "warn" if is_odd else "text3")
        self._write(painter, box.adjusted(self._wide(reading), 0, 0, 0), lead, "accent")

    def _lead(self, words: Words) -> str:
        """Where a value leads to; empty where it leads nowhere."""
        if words.leads is not None:
            return "← " + self.tr("go")
        if words.shows is not None:
            return "→ " + self.tr("show")
        if words.opens:
            return "→ " + self.tr("read")
        return self.tr("Why?") if words.why else self.tr("Save as…") if words.is_cut else ""

    def _write(self, painter: QPainter, box: QRect, text: str, token: str) -> None:
        painter.setPen(self.color(token))
        base = box.top() + (box.height() + self._above_middle) // 2
        painter.drawText(box.left(), base, text)  # within a box it takes longer

    def paint_tint(self, painter: QPainter, row: QRect, who: Who | None) -> None:
        """Tint a row by who changed it, with a bar at its left edge, or as one that is found."""
        painter.fillRect(row, self.color(TINTS[who] if who else "sunken"))
        if who is not None:
            painter.fillRect(row.left(), row.top(), _BAR, row.height(), self.color(TOKENS[who]))

    def paint_ring(self, painter: QPainter, row: QRect) -> None:
        """Draw a ring round the row that has the keyboard."""
        painter.setPen(self.color("accent"))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(row.adjusted(0, 0, -1, -1))


def share(room: int, value: int, reading: int) -> int:
    """How much of a row's room its reading has: the value goes first, up to two thirds of it."""
    return min(reading, max(room - value, room // 3, 0))
