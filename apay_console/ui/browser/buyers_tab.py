"""The Buyer's page tab: what is still missing for it, or the page itself."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from apay_console.errors import Message
from apay_console.model.profile import Environment
from apay_console.ui.browser import sandbox
from apay_console.ui.commands import Commands
from apay_console.ui.parts.curtain import Curtain
from apay_console.ui.parts.labels import WrappedLabel
from apay_console.ui.parts.layouts import empty
from apay_console.ui.parts.text import clip, say, unmnemonic, visible, word
from apay_console.ui.parts.theme import Theme

if TYPE_CHECKING:
    from apay_console.presenters.buyer.buyer import Page
    from apay_console.presenters.sale.state.needs import Need
    from apay_console.presenters.sale.state.sale_state import SaleState
    from apay_console.ui.browser.buyers_eye import BuyersEye
    from apay_console.ui.browser.buyers_page import BuyersPage

_LONGEST = 80  # characters of one word of Amazon's


class BuyersTab(QStackedWidget):
    """Holds the page; the browser is only loaded when the first page is opened."""

    returned = Signal(str)  # the address the buyer came back to
    outside_wanted = Signal(QUrl)
    need_chosen = Signal(str)  # the id of a constraint that the page waits for
    closed = Signal()  # the person closed the page before the buyer came back

    def __init__(self, theme: Theme, commands: Commands, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._commands = commands
        self._browser: BuyersPage | None = None
        self._curtain: Curtain | None = None  # before it
        self._is_broken = False  # the browser is there, and cannot be loaded
        self._needs: tuple[Need, ...] = ()
        self._state: SaleState | None = None
        self.addWidget(self._make_empty())
        commands.enable(forget_buyer=False)  # until there is a browser that knows one

    def _make_empty(self) -> QWidget:
        page = QWidget()
        page.setObjectName("noPage")
        column = QVBoxLayout(page)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(12)
        column.addStretch(1)
        self._words = WrappedLabel("")
        self._words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(self._words)
        self._links = QHBoxLayout()
        self._links.setSpacing(12)
        column.addLayout(self._links)
        self._opener = QPushButton()
        self._opener.setProperty("kind", "secondary")
        self._opener.clicked.connect(lambda: self._commands.run("open_page"))
        self._outside = QPushButton(self.tr("Open in my browser"))
        self._outside.setProperty("kind", "secondary")
        self._outside.clicked.connect(lambda: self._commands.run("open_outside"))
        for button in (self._opener, self._outside):
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(12)
        self._preview = QHBoxLayout()
        column.addLayout(self._preview)
        column.addStretch(2)
        return page

    @cached_property
    def eye(self) -> BuyersEye:
        """What the buyer will read of what is typed."""
        from apay_console.ui.browser.buyers_eye import BuyersEye  # noqa: PLC0415 - seen when asked for

        made = BuyersEye()
        self._preview.addWidget(made)
        return made

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._show_eye()

    def _show_eye(self) -> None:
        """Follow what is typed, as long as somebody looks."""
        if self.isVisible() and self._state is not None:
            from apay_console.presenters.sale.state.buyers_view import of_buyer  # noqa: PLC0415 - as above

            self.eye.show_glances(of_buyer(self._state))

    def show_state(self, state: SaleState) -> None:
        """Say what the page waits for, or offer to open it."""
        is_ready = bool(state.session and state.session.is_open and state.session.redirect_url)
        why = self._obstacle(state.profile.environment) if is_ready else None
        self._opener.setText(self.tr("Open buyer's page"))
        self._opener.setVisible(is_ready and why is None)
        self._outside.setVisible(is_ready)
        self._words.setText(say(why) if why else self._sentence(state, is_ready=is_ready))
        self._show_needs(() if is_ready else state.needs)
        self._state = state
        self._show_eye()
        if not state.is_paying:
            self.setCurrentIndex(0)

    def _show_needs(self, needs: tuple[Need, ...]) -> None:
        """Offer what is missing as links, each to what clears it."""
        if needs == self._needs:
            return
        self._needs = needs
        empty(self._links)
        self._links.addStretch(1)
        for need in needs:
            self._links.addWidget(self._link(need))
        self._links.addStretch(1)

    def _link(self, need: Need) -> QPushButton:
        link = QPushButton(unmnemonic(visible(clip(word(need.chip), _LONGEST))))
        link.setProperty("kind", "more")
        link.setCursor(Qt.CursorShape.PointingHandCursor)
        link.setAccessibleName(self.tr("Go to: {need}").replace("{need}", link.text()))
        link.clicked.connect(lambda: self.need_chosen.emit(need.constraint.id))
        return link

    def _sentence(self, state: SaleState, *, is_ready: bool) -> str:
        if is_ready:
            return self.tr("Nothing is missing. The buyer can pay.")
        if state.session is not None and not state.session.is_open:
            words = self.tr("This session is {state}; its page is closed.")
            return words.replace("{state}", visible(clip(state.session.state, _LONGEST)))
        if state.needs:
            return self.tr("Opens when nothing is missing. Still needed:")
        return self.tr("Opens when nothing is missing.")

    def _obstacle(self, environment: Environment) -> Message | None:
        """Say why no page can be shown in the window; “Open in my browser” takes its place."""
        if self._is_broken:
            return sandbox.NOT_THERE
        return sandbox.obstacle(ours=environment is Environment.EMULATOR)

    def open(self, page: Page) -> None:
        """Load a page in the embedded browser, loading the browser first."""
        why = self._obstacle(page.place.environment)
        browser = None if why else self._loaded()
        if browser is None:
            self._words.setText(say(why or sandbox.NOT_THERE))
            self.closed.emit()
            return
        if self._curtain is not None:
            self.setCurrentWidget(self._curtain)
        browser.show_page(page)

    def _loaded(self) -> BuyersPage | None:
        """Bring the browser in; a library that it needs may be missing on this system."""
        try:
            from apay_console.ui.browser.buyers_page import BuyersPage  # noqa: PLC0415 - 120 ms and 150 MiB
        except ImportError:
            self._is_broken = True
            return None
        if self._browser is None:
            self._browser = self._joined(BuyersPage(self._theme))
        return self._browser

    def _joined(self, browser: BuyersPage) -> BuyersPage:
        browser.returned.connect(self.returned)
        browser.open_outside.connect(self.outside_wanted)
        browser.closed.connect(self.closed)
        self._curtain = Curtain(browser, self._theme, words=self.tr("Show the page"))
        self.addWidget(self._curtain)
        self._commands.enable(forget_buyer=True)
        return browser

    def forget(self) -> None:
        """Sign the buyer out in the embedded browser, and close the page."""
        if self._browser is not None:
            self._browser.forget()
            self.closed.emit()

    @property
    def browser(self) -> BuyersPage | None:
        """The embedded browser, once a page was opened."""
        return self._browser

    def text(self) -> str:
        """What the tab says while no page is open."""
        needed = ", ".join(visible(clip(word(need.chip), _LONGEST)) for need in self._needs)
        return f"{self._words.text()} {needed}".rstrip()
