"""What the sheets have in common that take profiles out of the console and into it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from apay_console.ui.parts.labels import ElidedLabel, ProblemLabel, WrappedLabel
from apay_console.ui.parts.sheet import Sheet
from apay_console.ui.parts.text import PlainLabel
from apay_console.ui.parts.theme import Theme

_AROUND = 24
LIST_WIDTH = 216


class ProfileSheet(Sheet):
    """A title, a list beside what belongs to it, what is to be known, and two buttons."""

    def __init__(self, theme: Theme, title: str, window: QWidget) -> None:
        super().__init__(window)
        self._theme = theme
        self.setAccessibleName(title)
        self._title = PlainLabel(title)
        self._title.setProperty("role", "title")
        self.remarks, self.problem = WrappedLabel(), ProblemLabel()
        self.remarks.setProperty("role", "hint")
        self.foot = ElidedLabel("")
        self.foot.setProperty("role", "hint")
        self.closer = QPushButton(self.tr("Cancel"))
        self.closer.setProperty("kind", "secondary")
        self.closer.setAutoDefault(False)
        self.closer.clicked.connect(self.leave)
        self.go = QPushButton()
        self.go.setProperty("kind", "primary")
        self.go.setAutoDefault(False)

    def lay_out(self, chosen: QWidget, detail: QWidget, *more: QWidget) -> None:
        """Put the list left, what belongs to it right, and more below both."""
        outer = QVBoxLayout(self)
        outer.setContentsMargins(20, 16, 20, 16)
        outer.setSpacing(12)
        chosen.setFixedWidth(LIST_WIDTH)
        self.body = QWidget()
        middle = QHBoxLayout(self.body)
        middle.setContentsMargins(0, 0, 0, 0)
        middle.setSpacing(16)
        middle.addWidget(chosen)
        middle.addWidget(detail, 1)
        outer.addWidget(self._title)
        outer.addWidget(self.body, 1)
        for part in (*more, self.remarks, self.problem):
            outer.addWidget(part)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.foot, 1)
        foot.addWidget(self.closer)
        foot.addWidget(self.go)
        outer.addLayout(foot)

    def place(self) -> None:
        """Fill the dialog but for its edge; with nothing to list, take only what words need."""
        room = self.window().rect().adjusted(_AROUND, _AROUND, -_AROUND, -_AROUND)
        if self.body.isHidden() and (layout := self.layout()) is not None:
            layout.activate()
            room.setHeight(layout.totalHeightForWidth(room.width()))
        self.setGeometry(room)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        super().keyPressEvent(event)
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            event.accept()  # or the dialog below would press a button of its own
