"""An icon and a sentence, and the same as a strip with things to do."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from apay_console.presenters.notice import Notice
from apay_console.ui.parts.announcing import announce
from apay_console.ui.parts.layouts import empty
from apay_console.ui.parts.text import PlainLabel, say, visible
from apay_console.ui.parts.theme import Theme, restyle
from apay_console.ui.parts.tones import icon_of

_SIDE = 16
_COLUMN = 20  # as wide as a larger icon above it


class NoticeLine(QWidget):
    """One sentence with the icon of its tone."""

    def __init__(self, theme: Theme, notice: Notice) -> None:
        super().__init__()
        icon = QLabel()
        icon.setPixmap(icon_of(theme, notice.tone).pixmap(_SIDE, _SIDE))
        self._words = PlainLabel(sentence_of(notice, self.tr("Amazon's words: {words}")))
        self._words.setWordWrap(True)
        self._words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        icon.setFixedWidth(_COLUMN)
        icon.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        row.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._words, 1)

    def text(self) -> str:
        """What it says."""
        return self._words.text()


def sentence_of(notice: Notice, theirs: str) -> str:
    """Write the notice's sentence, with Amazon's own words below."""
    sentence = say(notice.sentence)
    if not notice.details:
        return sentence
    return sentence + "\n" + theirs.replace("{words}", visible(notice.details))


class NoticeStrip(QFrame):
    """What became of the last step, and what can be done about it."""

    wanted = Signal(str)  # an action's name

    def __init__(self, theme: Theme, labels: Mapping[str, str]) -> None:
        super().__init__()
        self.setObjectName("strip")
        self._theme = theme
        self._labels = labels
        self._notice: Notice | None = None
        self._line: NoticeLine | None = None
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(20, 8, 16, 8)
        self._row.setSpacing(8)
        self.hide()
        theme.changed.connect(self._draw)

    def show_notice(self, notice: Notice | None) -> None:
        """Draw a notice, or hide."""
        if notice != self._notice:
            self._notice = notice
            self._draw()
            announce(self, self.text())

    def _draw(self) -> None:
        empty(self._row)
        self._line = None
        if self._notice is not None:
            self._fill(self._notice)
        self.setVisible(self._notice is not None)

    def _fill(self, notice: Notice) -> None:
        restyle(self, "tone", notice.tone)
        self._line = NoticeLine(self._theme, notice)
        self.setAccessibleName(self._line.text())
        self._row.addWidget(self._line, 1)
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
        return self._line.text() if self._line is not None else ""
