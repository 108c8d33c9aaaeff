"""An edge of the object bar: what lies beyond it fades out, under an arrow and a number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QToolButton, QWidget

from apay_console.ui.parts.text import plain_tip
from apay_console.ui.parts.theme import Theme

if TYPE_CHECKING:
    from PySide6.QtGui import QLinearGradient

WIDTH = 56
_FADE = 16  # of it, in which a chip goes out of sight
_ARROW = 12
_INSET = 8
_GAP = 3


class Edge(QToolButton):
    """Lies over one end of the bar while there is more to that side; a click goes there."""

    def __init__(self, theme: Theme, parent: QWidget, *, is_right: bool) -> None:
        super().__init__(parent)
        self._theme = theme
        self._is_right = is_right
        self.count = 0
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # arrow keys go from chip to chip anyway
        self.hide()

    def show_count(self, count: int) -> None:
        """Say how many objects lie beyond, or hide."""
        self.count = count
        if count:
            self._tell()
        self.setVisible(count > 0)
        self.update()

    def _tell(self) -> None:
        right, left = self.tr("{count} more to the right"), self.tr("{count} more to the left")
        words = (right if self._is_right else left).replace("{count}", str(self.count))
        self.setAccessibleName(words)
        self.setToolTip(plain_tip(words))

    def paintEvent(self, _: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._fade())
        ink = "text" if self.underMouse() else "text2"
        self._theme.icon("caret-right" if self._is_right else "caret-left", ink).paint(
            painter, self._arrow()
        )
        painter.setPen(self._theme.color(ink))
        painter.setFont(self._theme.font("hint"))
        painter.drawText(
            self._number(), self._side() | Qt.AlignmentFlag.AlignVCenter, str(self.count)
        )

    def _fade(self) -> QLinearGradient:
        """From the pane's colour, under the arrow, to nothing."""
        from PySide6.QtGui import QLinearGradient  # noqa: PLC0415 - 1 ms, and seldom seen

        surface, clear = self._theme.color("surface"), QColor(self._theme.color("surface"))
        clear.setAlpha(0)
        start, end = (0, _FADE) if self._is_right else (self.width(), self.width() - _FADE)
        fade = QLinearGradient(QPointF(start, 0), QPointF(end, 0))
        fade.setColorAt(0, clear)
        fade.setColorAt(1, surface)
        return fade

    def _arrow(self) -> QRect:
        left = self.width() - _INSET - _ARROW if self._is_right else _INSET
        return QRect(left, (self.height() - _ARROW) // 2, _ARROW, _ARROW)

    def _number(self) -> QRectF:
        room, taken = QRectF(self.rect()), _INSET + _ARROW + _GAP
        return room.adjusted(0, 0, -taken, 0) if self._is_right else room.adjusted(taken, 0, 0, 0)

    def _side(self) -> Qt.AlignmentFlag:
        right, left = Qt.AlignmentFlag.AlignRight, Qt.AlignmentFlag.AlignLeft
        return right if self._is_right else left
