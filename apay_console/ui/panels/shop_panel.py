"""“Watch my shop”: setting it up, and what it asks of the emulator."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QTabBar

from apay_console.model.exchange import Exchange
from apay_console.presenters.console import Console
from apay_console.ui.commands import Commands
from apay_console.ui.panels.shop_requests import ShopRequests
from apay_console.ui.panels.shop_setup import ShopSetup
from apay_console.ui.parts.layouts import column_in
from apay_console.ui.parts.theme import Theme

SETUP, REQUESTS = range(2)
_TAB_INSET = 6  # with the tab's own padding its words stand above those of the page


class ShopPanel(QFrame):
    """Two pages: how a shop is pointed here, and its requests as they come."""

    def __init__(self, theme: Theme, commands: Commands, console: Console) -> None:
        super().__init__()
        self.setObjectName("form")
        self._shop = console.make_shop()
        self._shop.setParent(self)
        self.setup = ShopSetup(theme, self._shop)
        self.requests = ShopRequests(theme, self._shop)
        column = column_in(self)
        self.tabs = self._make_tabs()
        column.addLayout(_inset(self.tabs))
        self._pages = QStackedWidget()
        for page in (self.setup, self.requests):
            self._pages.addWidget(page)
        column.addWidget(self._pages, 1)
        self.setFocusProxy(self.tabs)
        self.requests.explained.compared.connect(lambda: commands.run("signature"))
        self._shop.watch.recorded.connect(self._count)
        self._was_empty = not self._shop.watch.count
        self._count()
        if not self._was_empty:
            self.tabs.setCurrentIndex(REQUESTS)
        self._shop.begin(console.profiles.current.region)

    def _make_tabs(self) -> QTabBar:
        tabs = QTabBar()
        tabs.setDrawBase(False)
        tabs.setExpanding(False)
        tabs.setUsesScrollButtons(False)
        tabs.setAccessibleName(self.tr("Pages of “Watch my shop”"))
        tabs.addTab(self.tr("Set up"))
        tabs.addTab(self.tr("Requests"))
        tabs.currentChanged.connect(self._turn)
        return tabs

    def explains(self, exchange: Exchange) -> bool:
        """Whether an exchange is explained here and now."""
        is_here = self._pages.currentIndex() == REQUESTS
        return is_here and self.requests.explained.exchange == exchange

    def _turn(self, place: int) -> None:
        self._pages.setCurrentIndex(place)

    def _count(self) -> None:
        """Say how much came; turn to the first that comes, unless something is being typed."""
        count = self._shop.watch.count
        words = self.tr("Requests {count}").replace("{count}", str(count))
        self.tabs.setTabText(REQUESTS, words if count else self.tr("Requests"))
        if self._was_empty and count:
            self._was_empty = False
            if self.setup.paste_row.isHidden():
                self.tabs.setCurrentIndex(REQUESTS)


def _inset(tabs: QTabBar) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setContentsMargins(_TAB_INSET, 0, 0, 0)
    row.addWidget(tabs)
    row.addStretch(1)
    return row
