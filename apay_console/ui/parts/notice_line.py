"""An icon and a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from apay_console.ui.parts.text import PlainLabel, say, visible
from apay_console.ui.parts.theme import Theme
from apay_console.ui.parts.tones import icon_of

if TYPE_CHECKING:
    from apay_console.presenters.notice import Notice

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
