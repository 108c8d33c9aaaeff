"""How the tree's rows are drawn: key, who changed it, value, and a quiet reading beside it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPointF, QRect, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPolygonF
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from apay_console.model.changes import Who
from apay_console.ui.parts.painting import Painter
from apay_console.ui.parts.theme import Theme
from apay_console.ui.tree.model import FIELD, TreeModel
from apay_console.ui.tree.words import Words

_GUTTER = 18  # holds the mark; kept free in every row so that nothing moves
_BETWEEN = 12
_BAR = 3
_KEY_INSET = 3
_TIP, _HALF = 5, 4  # of the triangle that says who
_MARKS = {Who.YOU: ("todo", "todoTint"), Who.AMAZON: ("amazon", "amazonTint")}


@dataclass(frozen=True)
class _Place:
    """Where to draw, with which fonts."""

    rect: QRect
    font: QFont
    quiet: QFont


class RowPainter(Painter):
    """Draws both columns; Qt's own way would ask the model ten times for each cell."""

    def __init__(self, model: TreeModel, theme: Theme, parent: QObject) -> None:
        super().__init__(theme, parent)
        self._model = model
        self._quiet = theme.font("hint")

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        self._paint_ground(painter, option)
        node = index.internalId()
        place = _Place(option.rect.adjusted(0, 0, -8, 0), option.font, self._quiet)
        if index.column() == FIELD:
            self._paint_key(painter, place, node)
            return
        who = self._model.who(node)
        if who is not None:
            self._paint_triangle(painter, place.rect, who)
        self._paint_words(painter, place, self._model.words(node))

    def _paint_key(self, painter: QPainter, place: _Place, node: int) -> None:
        box = place.rect.adjusted(_KEY_INSET, 0, 0, 0)
        key = QFontMetrics(place.font).elidedText(
            self._model.key(node), Qt.TextElideMode.ElideMiddle, box.width()
        )
        painter.setFont(place.font)
        self._write(painter, box, key, "accent" if self._model.is_more(node) else "text")

    def _paint_triangle(self, painter: QPainter, box: QRect, who: Who) -> None:
        """You ▸, Amazon ◂: not by colour alone."""
        middle = QPointF(box.left() + _GUTTER / 2, box.center().y() + 0.5)
        tip = _TIP if who is Who.YOU else -_TIP
        back = middle - QPointF(tip / 2, 0)
        corners = [back - QPointF(0, _HALF), back + QPointF(0, _HALF), back + QPointF(tip, 0)]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.color(_MARKS[who][0]))
        painter.drawPolygon(QPolygonF(corners))
        painter.restore()

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        ground = QStyleOptionViewItem(option)
        style = option.widget.style()
        style.drawPrimitive(
            QStyle.PrimitiveElement.PE_PanelItemViewItem, ground, painter, option.widget
        )

    def _paint_words(self, painter: QPainter, place: _Place, words: Words) -> None:
        beside = self._beside(words)
        quiet = QFontMetrics(place.quiet)
        kept = quiet.horizontalAdvance(beside) + _BETWEEN if beside else 0
        box = place.rect.adjusted(_GUTTER, 0, 0, 0)
        metrics = QFontMetrics(place.font)
        room = max(box.width() - kept, metrics.horizontalAdvance("x" * 6))
        text = metrics.elidedText(words.text, Qt.TextElideMode.ElideMiddle, room)
        painter.setFont(place.font)
        self._write(painter, box, text, words.ink)
        if beside:
            painter.setFont(place.quiet)
            used = metrics.horizontalAdvance(text) + _BETWEEN if text else 0
            token = "accent" if words.is_link else "warn" if words.is_odd else "text3"
            self._write(painter, box.adjusted(used, 0, 0, 0), beside, token)
            painter.setFont(place.font)

    def _beside(self, words: Words) -> str:
        """What stands beside a value: where it leads to, else how a person would read it."""
        if words.leads is not None:
            return "← " + self.tr("go")
        if words.shows is not None:
            return "→ " + self.tr("show")
        if words.opens:
            return "→ " + self.tr("read")
        asks = self.tr("Why?") if words.why else self.tr("Save as…") if words.is_cut else ""
        return f"{words.reading}  {asks}".strip()

    def _write(self, painter: QPainter, box: QRect, text: str, token: str) -> None:
        painter.setPen(self.color(token))
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(box, int(flags | Qt.TextFlag.TextSingleLine), text)

    def paint_mark(self, painter: QPainter, row: QRect, who: Who) -> None:
        """Tint a row that was changed, with a bar at its left edge."""
        token, tint = _MARKS[who]
        painter.fillRect(row, self.color(tint))
        painter.fillRect(QRect(row.left(), row.top(), _BAR, row.height()), self.color(token))

    def paint_hit(self, painter: QPainter, row: QRect) -> None:
        """Tint a row that holds what is looked for."""
        painter.fillRect(row, self.color("sunken"))

    def paint_current(self, painter: QPainter, row: QRect) -> None:
        """Draw a ring round the row that has the keyboard."""
        painter.setPen(self.color("accent"))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(row.adjusted(0, 0, -1, -1))
