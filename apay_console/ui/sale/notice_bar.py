"""The bar above the panes: one sentence, and at most two things to do about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QToolButton, QWidget

from apay_console.ui.commands import Commands, label_of
from apay_console.ui.parts.labels import WrappedLabel
from apay_console.ui.parts.notice_frame import NoticeFrame
from apay_console.ui.parts.text import plain_tip, say, visible
from apay_console.ui.parts.theme import Theme
from apay_console.ui.parts.tones import icon_of
from apay_console.ui.parts.why_button import WhyButton

if TYPE_CHECKING:
    from apay_console.presenters.notice import Notice

_LONGEST_WORD = 100  # hashes and ids stay whole, to be copied
_EXPLAINED = {"err", "warn", "unknown"}  # the tones of what went wrong
_MOST_WORDS = 140  # characters of Amazon's own; the tool tip and Raw have all


class NoticeBar(NoticeFrame):
    """Shows a notice; its words are always plain text."""

    closed = Signal()  # by the person, who has read it
    left = Signal()  # what had the keyboard here is gone

    def __init__(self, theme: Theme, commands: Commands, parent: QWidget | None = None) -> None:
        super().__init__(theme, "notice", parent)
        self._commands = commands
        self._row.setContentsMargins(12, 5, 12, 5)
        self._row.setSpacing(10)

    def _draw(self) -> None:
        had_keyboard = self._has_keyboard()
        super()._draw()
        if had_keyboard:
            self.left.emit()

    def _has_keyboard(self) -> bool:
        focused = self.window().focusWidget()
        return focused is not None and self.isAncestorOf(focused)

    def _fill(self, notice: Notice) -> None:
        icon = QLabel()
        icon.setPixmap(icon_of(self._theme, notice.tone).pixmap(18, 18))
        self._row.addWidget(icon)
        self._row.addWidget(self._words(notice), 1)
        for name in notice.actions[:2]:
            self._row.addWidget(self._button(name))
        if notice.why or notice.tone in _EXPLAINED:
            self._row.addWidget(self._why(notice))
        self._row.addWidget(self._closer())

    def _words(self, notice: Notice) -> WrappedLabel:
        sentence = say(notice.sentence)
        if notice.details:
            details = visible(" ".join(notice.details.splitlines()), _MOST_WORDS)
            own = self.tr("Amazon's words: {words}")
            sentence += "\n" + own.replace("{words}", details)
        label = WrappedLabel(sentence, longest=_LONGEST_WORD)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        label.setToolTip(plain_tip(notice.details) if len(notice.details) > _MOST_WORDS else "")
        self.setAccessibleName(sentence)
        return label

    def _button(self, name: str) -> QPushButton:
        button = QPushButton(label_of(name))
        button.setProperty("kind", "secondary")
        button.clicked.connect(lambda: self._commands.run(name))
        return button

    def _why(self, notice: Notice) -> WhyButton:
        button = WhyButton("notice")
        button.about(say(notice.sentence))
        return button

    def _closer(self) -> QToolButton:
        closer = QToolButton()
        closer.setIcon(self._theme.icon("x", "text2"))
        closer.setAccessibleName(self.tr("Close this message"))
        closer.clicked.connect(self._close)
        return closer

    def _close(self) -> None:
        self.show_notice(None)
        self.closed.emit()

    def text(self) -> str:
        """What the bar says, empty when it is hidden."""
        return say(self._notice.sentence) if self._notice and not self.isHidden() else ""
