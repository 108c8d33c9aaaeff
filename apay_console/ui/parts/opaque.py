"""A tree that nothing shines through, so that scrolling moves what has been drawn."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QTreeView, QWidget


class OpaqueTree(QTreeView):
    """Draws only the rows that come into sight; under a style sheet Qt draws all of them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setViewport(_ground())

    def paintEvent(self, event: QPaintEvent) -> None:
        ground = QPainter(self.viewport())
        ground.eraseRect(event.rect())
        ground.end()
        super().paintEvent(event)


def _ground() -> QWidget:
    """Make the place of the rows, with all that Qt gives its own.

    To tell what Qt's own is, PySide would load every kind of widget: 8 ms and 1 MiB.
    """
    ground = QWidget()
    ground.setBackgroundRole(QPalette.ColorRole.Base)
    ground.setAutoFillBackground(True)
    ground.grabGesture(Qt.GestureType.PanGesture)
    ground.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
    return ground
