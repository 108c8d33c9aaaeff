"""How wide the tree's columns are: shared out, until somebody draws the line elsewhere."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHeaderView, QTreeView

from apay_console.ui.tree.model import FIELD

WIDTH = "treeFields"  # the property of the window that keeps the width of the fields' column
_SHARE, _MOST_SHARE = 0.42, 300
_LEAST, _MOST = 60, 1200


class Columns(QObject):
    """The line between fields and values, one for all trees of a window."""

    def __init__(self, tree: QTreeView) -> None:
        super().__init__(tree)
        self._tree = tree
        self._header = header = tree.header()
        self._is_drawn = False
        self._given = 0  # the width that nobody drew
        header.setSectionsMovable(False)
        header.setStretchLastSection(True)
        header.setSectionResizeMode(FIELD, QHeaderView.ResizeMode.Interactive)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.sectionHandleDoubleClicked.connect(self._forget)
        header.sectionResized.connect(self._drawn)

    def recall(self) -> None:
        """Take the width that was drawn last, here or in another tree of the window."""
        kept = self._tree.window().property(WIDTH)
        width = int(kept) if str(kept).isdecimal() else 0
        if _LEAST <= width <= _MOST:
            self._is_drawn = True
            self._give(width)

    def fit(self, width: int) -> None:
        """Give the fields their share of a width, unless theirs was drawn."""
        if not self._is_drawn:
            self._give(min(int(width * _SHARE), _MOST_SHARE))

    def _give(self, width: int) -> None:
        self._given = width
        self._header.resizeSection(FIELD, width)

    def _forget(self) -> None:
        self._is_drawn = False
        self._tree.window().setProperty(WIDTH, 0)
        self.fit(self._tree.viewport().width())

    def _drawn(self, column: int, _: int, width: int) -> None:
        is_hand = QGuiApplication.mouseButtons() != Qt.MouseButton.NoButton
        if column == FIELD and is_hand and width != self._given:
            self._is_drawn = True
            self._tree.window().setProperty(WIDTH, width)
