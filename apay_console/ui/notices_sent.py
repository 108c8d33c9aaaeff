"""What the emulator sent: each notification with the receiver's answer, and the whole of one."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from apay_console.presenters.console import Console
from apay_console.presenters.notice_lines import Line
from apay_console.ui.labels import WrappedLabel
from apay_console.ui.notice_list import NoticeList, Reader, Row, icon_button
from apay_console.ui.text import clip, say, visible
from apay_console.ui.theme import Theme

_SAID = 300


class SentPage(QWidget):
    """The list, and below it the notification that is chosen, with what can be done with it."""

    def __init__(self, theme: Theme, console: Console) -> None:
        super().__init__()
        self._notifications, self._told = console.notifications, console.told
        self._theme = theme
        self._list = NoticeList(theme, self.tr("Notifications that were sent"))
        self._list.chosen.connect(self._choose)
        self._empty = WrappedLabel(
            self.tr("Nothing yet. Pay in the emulator, or send a test, and it is listed here.")
        )
        self._empty.setProperty("role", "hint")
        self._details = self._make_details()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._empty)
        column.addWidget(self._list, 1)
        column.addWidget(self._details, 1)
        column.addStretch(0)
        self._notifications.changed.connect(self._show)
        self._notifications.opened.connect(self._reader.show_notification)
        self._show()

    def _make_details(self) -> QWidget:
        self._answer = WrappedLabel("")
        self._answer.setProperty("role", "label")
        self._reader = Reader(self._theme, self.tr("The notification, as it is posted"))
        self._again = icon_button(
            self._theme, "paper-plane-right", self.tr("Send again"), self._send_again
        )
        self._look = icon_button(self._theme, "arrows-clockwise", self.tr("Read it"), self._read)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self._look)
        foot.addWidget(self._again)
        foot.addStretch(1)
        details = QWidget()
        column = QVBoxLayout(details)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._answer)
        column.addWidget(self._reader, 1)
        column.addLayout(foot)
        details.hide()
        return details

    @property
    def count(self) -> int:
        """How many are listed."""
        return len(self._notifications.lines)

    def _show(self) -> None:
        lines = self._notifications.lines
        self._empty.setVisible(not lines)
        self._list.setVisible(bool(lines))
        self._list.show_rows([line.id for line in lines], [self._row(line) for line in lines])

    def _row(self, line: Line) -> Row:
        return Row(line.tone, say(line.title), f"{line.at} · {say(line.outcome)}")

    @property
    def _chosen(self) -> Line | None:
        place, lines = self._list.currentRow(), self._notifications.lines
        return lines[place] if 0 <= place < len(lines) else None

    def _choose(self, _: int) -> None:
        line = self._chosen
        self._details.setVisible(line is not None)
        if line is not None:
            self._look.setVisible(bool(line.object_id))
            self._answer.setText(self._words(line))
            self._notifications.open(line.id)

    def _words(self, line: Line) -> str:
        outcome = say(line.outcome)
        if not line.said:
            return outcome
        said = visible(clip(" ".join(line.said.split()), _SAID))
        words = self.tr("{outcome}. It said: {said}")
        return words.replace("{outcome}", outcome).replace("{said}", said)

    def _send_again(self) -> None:
        line = self._chosen
        if line is not None:
            self._notifications.resend(line.id)

    def _read(self) -> None:
        line = self._chosen
        if line is not None:
            self._told.show(line.object_type, line.object_id)

    def texts(self) -> list[str]:
        """What the list says."""
        return self._list.texts()
