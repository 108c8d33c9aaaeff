"""What the emulator sent: each notification with the receiver's answer, and the whole of one."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from apay_console.presenters.console import Console
from apay_console.presenters.notifications.notice_lines import Line
from apay_console.ui.panels.notice_list import (
    Drill,
    NoticeList,
    Reader,
    Row,
    button_row,
    icon_button,
)
from apay_console.ui.parts.labels import WrappedLabel
from apay_console.ui.parts.text import clip, say, visible
from apay_console.ui.parts.theme import Theme

_SAID = 300


class SentPage(Drill):
    """The list, or the notification that was chosen in it, with what can be done with it."""

    def __init__(self, theme: Theme, console: Console) -> None:
        super().__init__()
        self._notifications, self._told = console.notifications, console.told
        self._theme = theme
        self._opened = ""  # the id of the one that is looked at
        self.list = NoticeList(theme, self.tr("Notifications that were sent"))
        self.list.opened.connect(self._choose)
        self._empty = WrappedLabel("")
        self._empty.setProperty("role", "hint")
        self.add_pages(self._make_front(), self._make_details(), self.list)
        self._notifications.changed.connect(self._show)
        self._notifications.planned.connect(lambda _: self._show())
        self._notifications.opened.connect(self.reader.show_notification)
        self._show()

    def _make_front(self) -> QWidget:
        front = QWidget()
        column = QVBoxLayout(front)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._empty)
        column.addWidget(self.list, 1)
        column.addStretch(0)
        return front

    def _make_details(self) -> QWidget:
        theme = self._theme
        self.answer = WrappedLabel("")
        self.answer.setProperty("role", "label")
        self.reader = Reader(theme, self.tr("The notification, as it is posted"))
        self.again = icon_button(
            theme, "paper-plane-right", self.tr("Send again"), self._send_again
        )
        self.read = icon_button(theme, "arrows-clockwise", self.tr("Read it"), self._read)
        details = QWidget()
        column = QVBoxLayout(details)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(self.make_head(theme))
        column.addWidget(self.answer)
        column.addLayout(button_row(self.read, self.again))
        column.addWidget(self.reader, 1)
        return details

    @property
    def number(self) -> int:
        """How many are listed."""
        return len(self._notifications.lines)

    def _show(self) -> None:
        lines = self._notifications.lines
        self._empty.setText(self._words_for_none())
        self._empty.setVisible(not lines)
        self.list.setVisible(bool(lines))
        self.list.show_rows([line.id for line in lines], [self._row(line) for line in lines])
        line = self._chosen
        if line is not None:
            self.answer.setText(self._words(line))
        elif self._opened:
            self.go_back()

    def _words_for_none(self) -> str:
        if not self._notifications.plan.endpoint:
            return self.tr("Nothing is sent before there is an address above.")
        return self.tr("Nothing yet. Pay in the emulator, or send a test, and it is listed here.")

    def _row(self, line: Line) -> Row:
        return Row(line.tone, say(line.title), f"{line.at} · {say(line.outcome)}")

    @property
    def _chosen(self) -> Line | None:
        lines = self._notifications.lines
        return next((line for line in lines if line.id == self._opened), None)

    def _choose(self, place: int) -> None:
        line = self._notifications.lines[place]
        self._opened = line.id
        self.title.setText(say(line.title))
        self.read.setVisible(bool(line.object_id))
        self.answer.setText(self._words(line))
        self._notifications.open(line.id)
        self.go_to_details()

    def _words(self, line: Line) -> str:
        outcome = say(line.outcome)
        if not line.said:
            return outcome
        said = visible(clip(" ".join(line.said.split()), _SAID))
        words = self.tr("{outcome}. It said: {said}")
        return words.replace("{outcome}", outcome).replace("{said}", said)

    def _send_again(self) -> None:
        if self._chosen is not None:
            self._notifications.resend(self._opened)

    def _read(self) -> None:
        line = self._chosen
        if line is not None:
            self._told.show(line.object_type, line.object_id)
