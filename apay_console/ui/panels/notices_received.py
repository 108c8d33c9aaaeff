"""What came to this console: whether each notification is genuine, what it means, what to do."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QToolButton, QVBoxLayout, QWidget

from apay_console.errors import Invalid, Message
from apay_console.presenters import moments
from apay_console.presenters.console import Console
from apay_console.presenters.notifications.arrival import FORGED, UNCHECKED, Arrival
from apay_console.presenters.notifications.receiver import ANSWERS
from apay_console.ui.panels.arrival_view import ArrivalView
from apay_console.ui.panels.notice_list import Drill, NoticeList, Row, button_row, icon_button
from apay_console.ui.parts.copying import copy
from apay_console.ui.parts.labels import ElidedLabel, ProblemLabel, WrappedLabel
from apay_console.ui.parts.text import say
from apay_console.ui.parts.theme import Theme
from apay_console.ui.parts.widgets import Area, Combo

_PASTE = 2  # the place of the page for pasting


class ReceivedPage(Drill):
    """The address with the list, or one notification that came, or a box to paste one into."""

    def __init__(self, theme: Theme, console: Console) -> None:
        super().__init__()
        self._theme = theme
        self._receiver = console.receiver
        self._now = console.desk.services.clock
        self._opened: Arrival | None = None
        self._doubts = {FORGED: self.tr("not genuine"), UNCHECKED: self.tr("not checked")}
        self._goes_to_next = False  # what was pasted is what the person wants to look at
        self._make_parts()
        self.add_pages(self._make_front(), self._make_details(), self.list)
        self.addWidget(self._make_paste())
        self._receiver.changed.connect(self._show)
        self._receiver.settled.connect(self._follow)
        self._receiver.ready.connect(self._show_address)
        self._receiver.failed.connect(self._tell)
        self._show_address(self._receiver.url)
        self._show()

    def _make_parts(self) -> None:
        self.list = NoticeList(self._theme, self.tr("Notifications that came"))
        self.list.opened.connect(self._choose)
        self._empty = WrappedLabel(
            self.tr("Nothing came yet. Let the emulator send here, or paste one from a log.")
        )
        self._empty.setProperty("role", "hint")
        self._address = ElidedLabel("")
        self._address.setProperty("role", "mono")
        self._copier = QToolButton()
        self._copier.setIcon(self._theme.icon("copy", "text2"))
        self._copier.setAccessibleName(self.tr("Copy this console's address"))
        self._copier.setToolTip(self.tr("Copy this console's address"))
        self._copier.clicked.connect(self._copy)
        self.answers = Combo()
        self.answers.setAccessibleName(self.tr("What this console answers"))
        for status in ANSWERS:
            words = self.tr("Answers {status}").replace("{status}", str(status))
            self.answers.addItem(words, status)
        self.answers.currentIndexChanged.connect(self._answer)

    def _make_front(self) -> QWidget:
        self.paster = icon_button(
            self._theme, "clipboard-text", self.tr("Paste…"), self._open_paste
        )
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(self._address, 1)
        row.addWidget(self._copier)
        row.addWidget(self.answers)
        row.addWidget(self.paster)
        front = QWidget()
        column = QVBoxLayout(front)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(row)
        column.addWidget(self._empty)
        column.addWidget(self.list, 1)
        column.addStretch(0)
        return front

    def _make_details(self) -> QWidget:
        self.view = ArrivalView(self._theme, self._receiver)
        details = QWidget()
        column = QVBoxLayout(details)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(self.make_head(self._theme))
        column.addWidget(self.view, 1)
        return details

    def _make_paste(self) -> QWidget:
        words = self.tr("A notification as it was posted, from your log")
        label = WrappedLabel(words)
        label.setProperty("role", "label")
        self.box = Area()
        self.box.setFont(self._theme.font("mono"))
        self.box.setAccessibleName(words)
        self.box.setPlaceholderText('{"Type": "Notification", "MessageId": …}')
        self.box.noticed.connect(self._tell)
        self.problem = ProblemLabel()
        self.check = icon_button(self._theme, "shield-check", self.tr("Check it"), self._check)
        close = QPushButton(self.tr("Close"))
        close.setProperty("kind", "ghost")
        close.clicked.connect(self._close_paste)
        paste = QWidget()
        column = QVBoxLayout(paste)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(label)
        column.addWidget(self.box, 1)
        column.addWidget(self.problem)
        column.addLayout(button_row(self.check, close))
        return paste

    @property
    def number(self) -> int:
        """How many are listed."""
        return len(self._receiver.arrivals)

    def _show_address(self, url: str) -> None:
        self._address.setText(url or self.tr("No address yet"))
        self._copier.setVisible(bool(url))
        self.answers.setVisible(bool(url))

    def _show(self) -> None:
        found = self._receiver.arrivals
        self._empty.setVisible(not found)
        self.list.setVisible(bool(found))
        self.list.show_rows([one.number for one in found], [self._row(one) for one in found])
        if self._goes_to_next and found:
            self._goes_to_next = False
            self.list.setCurrentRow(0)
            self._choose(0)

    def _row(self, found: Arrival) -> Row:
        below = [moments.short(found.at, self._now())]
        if found.is_pasted:
            below.append(self.tr("pasted"))
        elif found.status is not None:
            below.append(self.tr("answered {status}").replace("{status}", str(found.status)))
        if found.tone in self._doubts:
            below.append(self._doubts[found.tone])
        if found.again is not None:
            below.append(self.tr("came before"))
        return Row(found.tone, say(found.title), " · ".join(below))

    def _choose(self, place: int) -> None:
        self._opened = self._receiver.arrivals[place]
        self.title.setText(say(self._opened.title))
        self.view.show_arrival(self._opened)
        self.go_to_details()

    def _follow(self, found: Arrival) -> None:
        """Show what was found out since about the one that is looked at."""
        if self._opened is not None and found.number == self._opened.number:
            self._opened = found
            self.view.show_arrival(found)

    def _answer(self) -> None:
        self._receiver.answer(int(self.answers.currentData()))

    def _copy(self) -> None:
        copy(self, self._receiver.url)

    def _open_paste(self) -> None:
        self.problem.hide()
        self.setCurrentIndex(_PASTE)
        self.box.setFocus()

    def _close_paste(self) -> None:
        self.box.put("")
        self.go_back()
        self.paster.setFocus()

    def _check(self) -> None:
        self.problem.hide()
        try:
            self._receiver.paste(self.box.text())
        except Invalid as error:
            self._tell(error.message)
            return
        self._goes_to_next = True
        self._close_paste()

    def _tell(self, words: Message) -> None:
        self.problem.tell(say(words))
