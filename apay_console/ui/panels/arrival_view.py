"""One notification that came: the verdict, what it means, what to do, and the whole of it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from apay_console.presenters.notifications.arrival import Arrival
from apay_console.presenters.notifications.receiver import Receiver
from apay_console.ui.panels.notice_list import Reader, icon_button
from apay_console.ui.parts.copying import copy_briefly
from apay_console.ui.parts.labels import WrappedLabel
from apay_console.ui.parts.text import plain_tip, say
from apay_console.ui.parts.theme import Theme
from apay_console.ui.parts.tones import icon_of

_ICON = 16


class ArrivalView(QWidget):
    """Shows an arrival, and offers the GET that it calls for."""

    def __init__(self, theme: Theme, receiver: Receiver) -> None:
        super().__init__()
        self._theme = theme
        self._receiver = receiver
        self._found: Arrival | None = None
        self._icon = QLabel()
        self._icon.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.verdict, self.meaning = WrappedLabel(""), WrappedLabel("")
        self.meaning.setProperty("role", "label")
        self.reader = Reader(theme, self.tr("The notification, as it came"))
        self.read = icon_button(theme, "arrows-clockwise", self.tr("Read it"), self._go)
        words = self.tr("Fetch Amazon's certificate and check")
        self.fetch = icon_button(theme, "shield-check", words, self._get_certificate)
        self.confirm = icon_button(theme, "check", self.tr("Confirm"), self._confirm)
        self.copy = icon_button(theme, "copy", self.tr("Copy SubscribeURL"), self._copy)
        self._place()

    def _place(self) -> None:
        verdict, foot = QHBoxLayout(), QHBoxLayout()
        for row in (verdict, foot):
            row.setSpacing(8)
        verdict.addWidget(self._icon)
        verdict.addWidget(self.verdict, 1)
        for button in (self.read, self.fetch, self.confirm, self.copy):
            button.hide()  # each is shown where it helps; all of them would widen the panel
            foot.addWidget(button)
        foot.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(verdict)
        column.addWidget(self.meaning)
        column.addLayout(foot)
        column.addWidget(self.reader, 1)

    def show_arrival(self, found: Arrival) -> None:
        """Show what came."""
        self._found = found
        self._icon.setPixmap(icon_of(self._theme, found.tone).pixmap(_ICON, _ICON))
        self.verdict.setText(say(found.verdict) if found.verdict else "")
        meanings = [say(words) for words in (found.claim, found.again) if words is not None]
        self.meaning.setText(" ".join(meanings))
        self.meaning.setVisible(bool(meanings))
        question = found.question
        self.read.setVisible(question is not None)
        self.read.setToolTip(plain_tip(f"GET {question}") if question else "")
        self.fetch.setVisible(found.may_fetch)
        self.confirm.setVisible(found.is_own and bool(found.subscribe_url))
        self.copy.setVisible(not found.is_own and bool(found.subscribe_url))
        self.reader.show_notification(found.raw)

    def _confirm(self) -> None:
        if self._found is not None:
            self._receiver.confirm(self._found)

    def _copy(self) -> None:
        if self._found is not None:
            copy_briefly(self, self._found.subscribe_url)

    def _go(self) -> None:
        if self._found is not None:
            self._receiver.read(self._found)

    def _get_certificate(self) -> None:
        if self._found is not None:
            self._receiver.fetch(self._found)
