"""Icons drawn from SVG in the theme's colours, sharp at every scale."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from apay_console.ui.resources import resource

_FAINT = 0.4  # how much of a disabled icon is seen


def svg_icon(name: str, color: Callable[[], QColor]) -> QIcon:
    """Return an icon of `resources/icons` that asks for its colour whenever it draws.

    Pass a `color` that keeps nothing alive: Qt alone owns it from here on.
    """
    # A copy: the collector would clear an engine before the icon that it was made for, and delete
    # it twice; with that icon gone, the engine is freed by the last copy and by nothing else.
    return QIcon(QIcon(_Engine(name, color)))


class _Engine(QIconEngine):
    """Asks for its colour when it draws, so that an icon follows the theme by itself."""

    def __init__(self, name: str, color: Callable[[], QColor]) -> None:
        super().__init__()
        self._name = name
        self._color = color
        self._drawn: dict[tuple[int, int, str], QPixmap] = {}

    def clone(self) -> QIconEngine:
        return _Engine(self._name, self._color)

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        ratio = painter.device().devicePixelRatio()
        pixmap = self.pixmap(rect.size() * ratio, mode, state)
        pixmap.setDevicePixelRatio(ratio)
        painter.drawPixmap(rect.topLeft(), pixmap)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:  # noqa: ARG002 - Qt's
        color = self._color()
        if mode == QIcon.Mode.Disabled:
            color.setAlphaF(_FAINT)
        key = (size.width(), size.height(), color.name(QColor.NameFormat.HexArgb))
        if key not in self._drawn:
            self._drawn[key] = _draw(self._name, size, color)
        return QPixmap(self._drawn[key])


def _draw(name: str, size: QSize, color: QColor) -> QPixmap:
    pixmap = QPixmap(size)
    pixmap.fill(Qt.GlobalColor.transparent)
    svg = resource(f"icons/{name}.svg").read_text("utf-8").replace("currentColor", color.name())
    painter = QPainter(pixmap)
    painter.setOpacity(color.alphaF())
    side = min(size.width(), size.height())
    place = QRectF((size.width() - side) / 2, (size.height() - side) / 2, side, side)
    QSvgRenderer(QByteArray(svg.encode())).render(painter, place)
    painter.end()
    return pixmap
