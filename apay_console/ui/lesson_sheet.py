"""What a bad day teaches, in a small sheet: what happened, and what a good shop does."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from apay_console.presenters.emulator.lessons import Lesson
from apay_console.ui.panels.parts import button, section
from apay_console.ui.parts.labels import WrappedLabel
from apay_console.ui.parts.sheet import Sheet
from apay_console.ui.parts.text import PlainLabel, say

_WIDTH = 480


class LessonSheet(Sheet):
    """Opens when a bad day is over."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setFixedWidth(_WIDTH)
        self._title = PlainLabel("")
        self._title.setProperty("role", "title")
        self._happened, self._advice = WrappedLabel(""), WrappedLabel("")
        self._closer = button(self.tr("Close"), "secondary")
        self._closer.clicked.connect(self.leave)
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(6)
        column.addWidget(self._title)
        column.addWidget(self._happened)
        column.addWidget(section(self.tr("What a good shop does")))
        column.addWidget(self._advice)
        column.addSpacing(8)
        column.addWidget(self._closer, 0, Qt.AlignmentFlag.AlignRight)

    def open(self, lesson: Lesson) -> None:
        """Show a lesson in the upper half of the window."""
        self._title.setText(say(lesson.title))
        self._happened.setText(say(lesson.happened))
        self._advice.setText(say(lesson.advice))
        self.setAccessibleName(self._title.text())
        self._closer.setAccessibleDescription(self.text())
        self.setFixedHeight(self._height())
        window = self.window()
        self.move((window.width() - self.width()) // 2, window.height() // 5)
        self.show_with(self._closer)

    def _height(self) -> int:
        """As high as its words are, and the border around them."""
        self.ensurePolished()
        border = self.rect().width() - self.contentsRect().width()
        return self._column.heightForWidth(_WIDTH - border) + border

    def text(self) -> str:
        """Everything that it says."""
        parts = (self._title, self._happened, self._advice)
        return "\n".join(part.text() for part in parts)
