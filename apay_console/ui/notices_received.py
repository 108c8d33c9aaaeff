"""What came to this console: whether each notification is genuine, what it means, what to do."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QToolButton, QVBoxLayout, QWidget

from apay_console.errors import Invalid, Message
from apay_console.presenters.arrival import Arrival
from apay_console.presenters.console import Console
from apay_console.presenters.notice_lines import clock_time
from apay_console.presenters.receiver import ANSWERS
from apay_console.ui.arrival_view import ArrivalView
from apay_console.ui.labels import ElidedLabel, WrappedLabel
from apay_console.ui.notice_list import NoticeList, Row, icon_button
from apay_console.ui.text import say
from apay_console.ui.theme import Theme
from apay_console.ui.widgets import Area, Combo

_PASTE_HEIGHT = 96


class ReceivedPage(QWidget):
    """The address, the list, and below it the notification that is chosen."""

    def __init__(self, theme: Theme, console: Console) -> None:
        super().__init__()
        self._theme = theme
        self._receiver = console.receiver
        self._now = console.desk.services.clock
        self._goes_to_next = False  # what was pasted is what the person wants to look at
        self._list = NoticeList(theme, self.tr("Notifications that came"))
        self._list.chosen.connect(self._choose)
        self._empty = WrappedLabel(
            self.tr("Nothing came yet. Let the emulator send here, or paste one from a log.")
        )
        self._empty.setProperty("role", "hint")
        self._problem = WrappedLabel("")
        self._problem.setProperty("role", "error")
        self._problem.hide()
        self._paste = self._make_paste()
        self._details = ArrivalView(theme, console.receiver)
        self._details.hide()
        self._place()
        self._receiver.changed.connect(self._show)
        self._receiver.ready.connect(self._show_address)
        self._receiver.failed.connect(self._tell)
        self._show_address(self._receiver.url)
        self._show()

    def _place(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(self._make_head())
        column.addWidget(self._problem)
        column.addWidget(self._paste)
        column.addWidget(self._empty)
        column.addWidget(self._list, 1)
        column.addWidget(self._details, 1)
        column.addStretch(0)

    def _make_head(self) -> QHBoxLayout:
        self._address = ElidedLabel("")
        self._address.setProperty("role", "mono")
        self._copier = QToolButton()
        self._copier.setIcon(self._theme.icon("copy", "text2"))
        self._copier.setAccessibleName(self.tr("Copy this console's address"))
        self._copier.setToolTip(self.tr("Copy this console's address"))
        self._copier.clicked.connect(self._copy)
        self._answers = Combo()
        self._answers.setAccessibleName(self.tr("What this console answers"))
        for status in ANSWERS:
            words = self.tr("Answers {status}").replace("{status}", str(status))
            self._answers.addItem(words, status)
        self._answers.currentIndexChanged.connect(self._answer)
        self._paster = icon_button(
            self._theme, "clipboard-text", self.tr("Paste…"), self._open_paste
        )
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(self._address, 1)
        row.addWidget(self._copier)
        row.addWidget(self._answers)
        row.addWidget(self._paster)
        return row

    def _make_paste(self) -> QWidget:
        self._text = Area()
        self._text.setFont(self._theme.font("mono"))
        self._text.setFixedHeight(_PASTE_HEIGHT)
        self._text.setAccessibleName(self.tr("A notification as it was posted"))
        self._text.setPlaceholderText('{"Type": "Notification", "MessageId": …}')
        self._text.noticed.connect(self._tell)
        check = icon_button(self._theme, "shield-check", self.tr("Check it"), self._check)
        close = QPushButton(self.tr("Close"))
        close.setProperty("kind", "ghost")
        close.clicked.connect(self._close_paste)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(check)
        foot.addWidget(close)
        foot.addStretch(1)
        paste = QWidget()
        column = QVBoxLayout(paste)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._text)
        column.addLayout(foot)
        paste.hide()
        return paste

    @property
    def count(self) -> int:
        """How many are listed."""
        return len(self._receiver.arrivals)

    def _show_address(self, url: str) -> None:
        self._address.setText(url or self.tr("No address yet"))
        self._copier.setEnabled(bool(url))
        self._answers.setEnabled(bool(url))

    def _show(self) -> None:
        found = self._receiver.arrivals
        self._empty.setVisible(not found)
        self._list.setVisible(bool(found))
        keys = [(one.at, one.raw) for one in found]
        self._list.show_rows(keys, [self._row(one) for one in found])
        if self._goes_to_next and found:
            self._goes_to_next = False
            self._list.setCurrentRow(0)

    def _row(self, found: Arrival) -> Row:
        below = [clock_time(found.at, self._now())]
        if found.is_pasted:
            below.append(self.tr("pasted"))
        elif found.status is not None:
            below.append(self.tr("answered {status}").replace("{status}", str(found.status)))
        if found.again is not None:
            below.append(self.tr("came before"))
        return Row(found.tone, say(found.title), " · ".join(below))

    @property
    def _chosen(self) -> Arrival | None:
        place, found = self._list.currentRow(), self._receiver.arrivals
        return found[place] if 0 <= place < len(found) else None

    def _choose(self, _: int) -> None:
        found = self._chosen
        self._details.setVisible(found is not None)
        if found is not None:
            self._details.show_arrival(found)

    def _answer(self) -> None:
        self._receiver.answer(int(self._answers.currentData()))

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._receiver.url)

    def _open_paste(self) -> None:
        self._paste.show()
        self._text.setFocus()

    def _close_paste(self) -> None:
        self._text.put("")
        self._paste.hide()
        self._problem.hide()
        self._paster.setFocus()

    def _check(self) -> None:
        self._problem.hide()
        try:
            self._receiver.paste(self._text.text())
        except Invalid as error:
            self._tell(error.message)
            return
        self._goes_to_next = True
        self._close_paste()

    def _tell(self, words: Message) -> None:
        self._problem.setText(say(words))
        self._problem.show()

    def texts(self) -> list[str]:
        """What the list says."""
        return self._list.texts()
