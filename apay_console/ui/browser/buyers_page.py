"""The buyer's page: Amazon's or the emulator's own pages in the window, closely watched.

Importing this module brings in Chromium, so the window imports it when the first page opens.
"""

from __future__ import annotations

from PySide6.QtCore import QTimer, QUrl, Signal
from PySide6.QtWebEngineCore import QWebEngineLoadingInfo
from PySide6.QtWidgets import QWidget

from apay_console.errors import N_, Message
from apay_console.errors import say as message
from apay_console.model.profile import Environment
from apay_console.model.proxy import shown
from apay_console.presenters.buyer.addresses import encoded, host_of, mismatch
from apay_console.presenters.buyer.buyer import Page
from apay_console.presenters.buyer.journey import Hop, Journey, Move
from apay_console.ui.browser import sandbox
from apay_console.ui.browser.banner import Action, Banner
from apay_console.ui.browser.bars import AddressBar, HopList
from apay_console.ui.browser.engine import Buyers
from apay_console.ui.browser.web_page import View
from apay_console.ui.browser.windows import Windows
from apay_console.ui.parts.layouts import column_in
from apay_console.ui.parts.text import PlainLabel, clip, say, visible
from apay_console.ui.parts.theme import Theme

_BREATH_MS = 1
_MOST_WORDS = 300
_HANGS = message(N_("The page is not responding. Your sale is untouched."))
_NOT_LOADED = N_("The page of {host} could not be loaded ({reason}).")
_NOT_THROUGH = N_("The page of {host} could not be loaded through the proxy {proxy} ({reason}).")
_Domain = QWebEngineLoadingInfo.ErrorDomain
# A page that comes with an error status is a page; what is wrong with a certificate is told apart.
_TOLD = {_Domain.HttpStatusCodeDomain, _Domain.CertificateErrorDomain}


class BuyersPage(QWidget):
    """Shows one buyer's way through hosted pages, until they are back."""

    returned = Signal(str)  # the address the buyer came back to; it is not loaded
    blocked = Signal(str)  # a host that was not opened
    hop = Signal(str)  # a host that is shown now
    open_outside = Signal(QUrl)  # the person wants their own browser
    failed = Signal(object)  # Message
    closed = Signal()  # the person closed the page before the buyer was back

    def __init__(
        self, theme: Theme, parent: QWidget | None = None, *, buyers: Buyers | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("buyersPage")
        self._theme = theme
        self._buyers = buyers or Buyers.of_application()
        self._page: Page | None = None
        self._opening: Page | None = None
        self.bar = AddressBar(theme)
        self.hop_list = HopList()
        self.banner = Banner(theme)
        self.unsandboxed = self._make_unsandboxed()
        self.windows = Windows()
        self._place()
        self._connect_bars()
        self._connect_windows()

    def _make_unsandboxed(self) -> PlainLabel:
        words = self.tr("This system gives no sandbox; only the emulator's own pages open here.")
        line = PlainLabel(words)
        line.setObjectName("unsandboxed")
        line.setProperty("role", "hint")
        line.setWordWrap(True)
        line.setContentsMargins(16, 0, 16, 8)
        line.hide()
        return line

    def _place(self) -> None:
        column = column_in(self)
        for part in (self.bar, self.hop_list, self.unsandboxed, self.banner):
            column.addWidget(part)
        column.addWidget(self.windows, 1)

    def _connect_bars(self) -> None:
        self.bar.back.connect(self.windows.go_back)
        self.bar.stop.connect(self.windows.stop)
        self.bar.outside.connect(self._go_outside)
        self.bar.hops.toggled.connect(self.hop_list.setVisible)
        self._buyers.leaving.connect(self._leave)

    def _connect_windows(self) -> None:
        self.windows.judged.connect(self._judged)
        self.windows.spoke.connect(self._spoke)
        self.windows.distrusted.connect(self._distrusted)
        self.windows.died.connect(self._died)
        self.windows.arrived.connect(self._arrived)
        self.windows.loading.connect(self.bar.show_loading)
        self.windows.not_loaded.connect(self._not_loaded)
        self.windows.changed.connect(self._refresh)
        self.windows.pulse.silent.connect(self._hangs)
        self.windows.pulse.back.connect(self._answers_again)

    def show_page(self, page: Page) -> None:
        """Open a page that the gate let through; what was shown before is gone."""
        self.shut()
        self._page = page
        is_ours = page.place.environment is Environment.EMULATOR
        obstacle = sandbox.obstacle(ours=is_ours)
        if obstacle is not None:
            self._fail(obstacle, (self.tr("Open in my browser"), self._go_outside))
            return
        self.unsandboxed.setVisible(is_ours and not sandbox.can_sandbox())
        self._opening = page
        # The first page starts the engine, 0.1 s after the 0.1 s that loading it took: in between
        # the window is painted and takes keys, which a timer of 0 would come before.
        QTimer.singleShot(_BREATH_MS, self, lambda: self._start(page))

    def _start(self, page: Page) -> None:
        """Go on opening a page, unless it was closed or another one wanted since."""
        if self._opening is not page:
            return
        self._opening = None
        ways_home = (page.return_url, page.cancel_url)
        journey = Journey(page.place, ways_home, page.session_id, self._theme.now)
        self.windows.start(page.url, journey, self._buyers.web_profile(page.owner, page.place))

    def _judged(self, view: View, move: Move, url: QUrl) -> None:
        if move in {Move.RETURN, Move.STRANGER}:
            self._end(url)
        elif move is Move.ASK:
            self._ask(view, url)
        else:
            self._block(host_of(url) or f"{url.scheme()}:")

    def _end(self, url: QUrl) -> None:
        self.windows.shut()
        known = self._page.session_id if self._page else ""
        wrong = mismatch(url, known) if known else None
        if wrong is not None:
            self.banner.show_words("warn", say(wrong))
        self.returned.emit(encoded(url))

    def _ask(self, view: View, url: QUrl) -> None:
        words = self.tr("Is this your bank? {host}").replace("{host}", visible(host_of(url)))
        self.banner.show_words(
            "todo",
            words,
            (self.tr("Continue"), lambda: self.windows.go_on(view, url)),
            (self.tr("Use my browser"), self._go_outside),
            (self.tr("Stop"), self.close_page),
        )

    def _block(self, what: str) -> None:
        words = self.tr("Blocked: {host}").replace("{host}", visible(what))
        self.banner.show_words("warn", words)
        self.blocked.emit(what)

    def _spoke(self, words: str) -> None:
        said = visible(clip(words, _MOST_WORDS))
        self.banner.show_words("info", self.tr("The page says: {words}").replace("{words}", said))

    def _arrived(self, hop: Hop) -> None:
        self.hop_list.show_hops(self.windows.hops)
        self.bar.show_hops(len(self.windows.hops))
        self.hop.emit(hop.host)

    def _refresh(self) -> None:
        view = self.windows.current
        self.bar.show_address(view.shown if view else None)
        self.bar.show_way(can_go_back=self.windows.can_go_back)

    def _not_loaded(self, info: QWebEngineLoadingInfo) -> None:
        if info.errorDomain() not in _TOLD:
            proxy = shown(self._page.place.proxy) if self._page else ""
            reason = info.errorString() or str(info.errorCode())
            words = message(
                _NOT_THROUGH if proxy else _NOT_LOADED,
                host=host_of(info.url()),
                reason=reason,
                proxy=proxy,
            )
            self._fail(words, *self._ways_out())

    def _distrusted(self, host: str) -> None:
        words = N_("The certificate of {host} is not right, so its page was not loaded.")
        self._fail(message(words, host=host), *self._ways_out())

    def _died(self, code: int) -> None:
        words = N_("The page stopped working ({code}). Your sale is untouched.")
        self._fail(message(words, code=code), *self._ways_out())

    def _hangs(self) -> None:
        wait = (self.tr("Wait"), self.windows.pulse.wait)
        self._fail(_HANGS, wait, self._reload(), self._close())

    def _answers_again(self) -> None:
        if self.banner.text() == say(_HANGS):
            self.banner.clear()

    def _reload(self) -> Action:
        return (self.tr("Reload"), self.windows.reload)

    def _close(self) -> Action:
        return (self.tr("Close"), self.close_page)

    def _ways_out(self) -> tuple[Action, ...]:
        outside = (self.tr("Open in my browser"), self._go_outside)
        return (self._reload(), outside, self._close())

    def _fail(self, why: Message, *actions: Action) -> None:
        self.bar.show_loading(False)
        self.banner.show_words("err", say(why), *actions)
        self.failed.emit(why)

    def _go_outside(self) -> None:
        # The first address: later ones belong to a browser that is signed in.
        if self._page is not None:
            self.open_outside.emit(self._page.url)

    def close_page(self) -> None:
        """Close the page because the person wants to."""
        self.shut()
        self.closed.emit()

    def forget(self) -> None:
        """Forget the buyer: signed out, cookies and all."""
        if self._page is not None:
            self._buyers.forget(self._page.owner)

    def _leave(self, owner: str) -> None:
        if self._page is not None and self._page.owner == owner:
            self.shut()

    def shut(self) -> None:
        """Close whatever is shown."""
        self._opening = None
        self.windows.shut()
        self.banner.clear()
        self.hop_list.show_hops([])
        self.bar.show_hops(0)
        self.bar.show_loading(False)

    def text(self) -> str:
        """What stands around the page: its address, and what is said about it."""
        return " ".join(part for part in (self.bar.text(), self.banner.text()) if part)
