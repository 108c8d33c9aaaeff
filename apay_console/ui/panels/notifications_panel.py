"""Notifications: where the emulator sends them, what it sent, and what came to this console."""

from __future__ import annotations

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QTabBar, QVBoxLayout

from apay_console.presenters.console import Console
from apay_console.ui.commands import Commands
from apay_console.ui.panels.notice_plan_form import PlanForm
from apay_console.ui.panels.notices_received import ReceivedPage
from apay_console.ui.panels.notices_sent import SentPage
from apay_console.ui.parts.theme import Theme


class _Pages(QStackedWidget):
    """Gives way where there is little room, so that what stands above it is never cut."""

    def __init__(self) -> None:
        super().__init__()
        self.setMinimumHeight(1)

    def hasHeightForWidth(self) -> bool:  # noqa: N802 - Qt's name
        return False


class NotificationsPanel(QFrame):
    """The plan above, and below it the two lists as tabs."""

    def __init__(self, theme: Theme, commands: Commands, console: Console) -> None:
        super().__init__()
        del commands  # nothing here is a command: it would act on what is not seen
        self.setObjectName("form")
        self._console = console
        self.plan = PlanForm(theme, console)
        self.sent = SentPage(theme, console)
        self.received = ReceivedPage(theme, console)
        self.tabs = QTabBar()
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setUsesScrollButtons(False)
        self.tabs.setAccessibleName(self.tr("Sent or received"))
        self._pages = _Pages()
        for page in (self.sent, self.received):
            self.tabs.addTab("")
            self._pages.addWidget(page)
        self.tabs.currentChanged.connect(self._pages.setCurrentIndex)
        self._place()
        self.setFocusProxy(self.plan)
        console.notifications.changed.connect(self._count)
        console.receiver.changed.connect(self._count)
        self._count()

    def _place(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 4, 16, 12)
        column.setSpacing(8)
        column.addWidget(self.plan)
        head = QHBoxLayout()
        head.addWidget(self.tabs, 1)
        head.addLayout(self.plan.make_senders())
        column.addLayout(head)
        column.addWidget(self._pages, 1)

    def _count(self) -> None:
        rows = (
            (self.tr("Sent"), self.sent.number),
            (self.tr("Received here"), self.received.number),
        )
        for place, (words, count) in enumerate(rows):
            self.tabs.setTabText(place, f"{words} {count}" if count else words)

    def showEvent(self, event: QShowEvent) -> None:
        """List what is sent as soon as somebody looks."""
        super().showEvent(event)
        self._console.notifications.watch()
