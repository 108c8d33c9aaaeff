"""Labels that never widen the window, however long the text from outside is."""

from __future__ import annotations

import re

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import (
    QContextMenuEvent,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QMenu, QSizePolicy, QWidget

from apay_console.ui.parts.announcing import announce
from apay_console.ui.parts.copying import copy_briefly
from apay_console.ui.parts.text import BREAK, PlainLabel, as_it_came, shown_tip
from apay_console.ui.parts.widgets import pop_up

_LEAST = 24  # pixels that are left of a label where there is no room
_WIDEST = 2_000  # pixels that a label asks for at the most


class ElidedLabel(PlainLabel):
    """One line, cut in sight where it does not fit; the tool tip has all of it then."""

    def setText(self, text: str) -> None:  # noqa: N802 - Qt's name
        line = text.replace("\n", " ")
        if line != self.text():  # measuring is what takes the time
            super().setText(line)
            self._tell()

    def _tell(self) -> None:
        self.setToolTip(shown_tip(self.text()) if self.is_cut else "")

    @property
    def is_cut(self) -> bool:
        """Whether there is no room for the whole text."""
        return self.fontMetrics().horizontalAdvance(self.text()) > self.contentsRect().width()

    def sizeHint(self) -> QSize:
        return super().sizeHint().boundedTo(QSize(_WIDEST, _WIDEST))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return super().minimumSizeHint().boundedTo(QSize(_LEAST, _WIDEST))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._tell()

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self.is_cut:
            super().paintEvent(event)
            return
        room = self.contentsRect()
        words = self.fontMetrics().elidedText(
            self.text(), Qt.TextElideMode.ElideRight, room.width()
        )
        painter = QPainter(self)
        self.drawFrame(painter)
        self.style().drawItemText(
            painter,
            room,
            self.alignment(),
            self.palette(),
            self.isEnabled(),
            words,
            self.foregroundRole(),
        )


class WrappedLabel(PlainLabel):
    """As many lines as it needs at the width it is given, also for a word without an end."""

    _longest = 40  # of a word's letters that are left in one line

    def __init__(
        self, text: str = "", parent: QWidget | None = None, *, longest: int = _longest
    ) -> None:
        super().__init__("", parent)
        self._longest = longest
        self.setText(text)
        self.setWordWrap(True)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def setText(self, text: str) -> None:  # noqa: N802 - Qt's name
        super().setText(breakable(text, self._longest))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy) and self.hasSelectedText():
            self._copy()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if not self.hasSelectedText():
            event.ignore()
            return
        menu = QMenu(self)
        menu.addAction(self.tr("Copy")).triggered.connect(self._copy)
        pop_up(menu, event)

    def _copy(self) -> None:
        """Copy what is chosen as it came: an id with a sign in it that is not seen is another."""
        copy_briefly(self, as_it_came(self.selectedText()))


class ProblemLabel(WrappedLabel):
    """What is wrong with what was typed or wanted; hidden until there is something to say."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "error")
        self.hide()

    def tell(self, words: str) -> None:
        """Say it, also to those who do not see it."""
        self.setText(words)
        self.show()
        announce(self, words)


def breakable(text: str, longest: int) -> str:
    """Let a line end inside a word that is too long for any line; Qt ends it between words."""
    return re.sub(rf"\S{{{longest}}}(?=\S)", lambda found: found.group() + BREAK, text)
