"""Where a public key is pasted that the shop has already."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from apay_console.presenters.shop.shop import Shop
from apay_console.ui.panels.parts import named
from apay_console.ui.parts.widgets import Area, Line

_ROWS = 5


class PublicKeyRow(QWidget):
    """The key's id and its text; hidden until asked for."""

    closed = Signal()

    def __init__(self, shop: Shop) -> None:
        super().__init__()
        self._shop = shop
        self.key_id = Line()
        self.key_id.setPlaceholderText("SANDBOX-AGEXAMPLE0SHOP0KEY0ID000")
        self.text = Area()
        self.text.setProperty("role", "mono")
        self.text.setPlaceholderText("-----BEGIN PUBLIC KEY-----\n…\n-----END PUBLIC KEY-----")
        self.text.setFixedHeight(QFontMetrics(self.text.font()).lineSpacing() * _ROWS + 12)
        self.text.noticed.connect(shop.refuse)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 6, 0, 0)
        column.setSpacing(4)
        self._add(column, self.tr("Its public key id"), self.key_id)
        self._add(column, self.tr("The public key"), self.text)
        column.addLayout(self._make_buttons())
        self.hide()

    def _add(self, column: QVBoxLayout, words: str, part: QWidget) -> None:
        column.addWidget(named(words, part))
        column.addWidget(part)

    def _make_buttons(self) -> QHBoxLayout:
        self.take = QPushButton(self.tr("Take it"))
        self.take.setProperty("kind", "secondary")
        self.take.clicked.connect(self._take)
        close = QPushButton(self.tr("Close"))
        close.setProperty("kind", "ghost")
        close.clicked.connect(self.end)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.take)
        row.addWidget(close)
        row.addStretch(1)
        return row

    def open(self) -> None:
        """Show both boxes, ready for a paste."""
        self.show()
        self.key_id.setFocus()

    def end(self) -> None:
        """Take the boxes away, with everything in them."""
        self.key_id.clear()
        self.text.put("")
        self.hide()
        self.closed.emit()

    def _take(self) -> None:
        if self._shop.take_public(self.key_id.text(), self.text.text()):
            self.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.end()
        else:
            super().keyPressEvent(event)
