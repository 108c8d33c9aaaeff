"""A place for one notice at a time, and the same as a strip with things to do."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from apay_console.ui.parts.announcing import announce
from apay_console.ui.parts.layouts import empty
from apay_console.ui.parts.notice_line import NoticeLine
from apay_console.ui.parts.theme import Theme, restyle

if TYPE_CHECKING:
    from apay_console.presenters.notice import Notice


class NoticeFrame(QFrame):
    """Hidden without a notice; who fills it gives it a name, which is read aloud."""

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._theme = theme
        self._notice: Notice | None = None
        self._row = QHBoxLayout(self)
        self.hide()
        theme.changed.connect(self._draw)

    def show_notice(self, notice: Notice | None) -> None:
        """Draw a notice, or hide."""
        if notice != self._notice:
            self._notice = notice
            self._draw()
            announce(self, self.accessibleName() if notice else "")

    def _draw(self) -> None:
        empty(self._row)
        self.setVisible(self._notice is not None)
        if self._notice is not None:
            restyle(self, "tone", self._notice.tone)
            self._fill(self._notice)

    def _fill(self, notice: Notice) -> None:
        raise NotImplementedError


class NoticeStrip(NoticeFrame):
    """What became of the last step, and what can be done about it."""

    wanted = Signal(str)  # an action's name

    def __init__(self, theme: Theme, labels: Mapping[str, str]) -> None:
        super().__init__(theme, "strip")
        self._labels = labels
        self._row.setContentsMargins(20, 8, 16, 8)
        self._row.setSpacing(8)

    def _fill(self, notice: Notice) -> None:
        line = NoticeLine(self._theme, notice)
        self.setAccessibleName(line.text())
        self._row.addWidget(line, 1)
        for name in notice.actions:
            self._row.addWidget(self._button(name))

    def _button(self, name: str) -> QPushButton:
        button = QPushButton(self._labels[name])
        button.setProperty("kind", "secondary")
        button.setObjectName(name)
        button.setAutoDefault(False)
        button.clicked.connect(self._tell)
        return button

    def _tell(self) -> None:
        self.wanted.emit(self.sender().objectName())

    def text(self) -> str:
        """What the strip says, empty when it says nothing."""
        return self.accessibleName() if self._notice is not None else ""
