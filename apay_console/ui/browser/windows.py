"""The windows of one buyer's way: the page itself, and those that it opened after a click."""

from __future__ import annotations

import os
import signal

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtWebEngineCore import (
    QWebEngineLoadingInfo,
    QWebEngineNewWindowRequest,
    QWebEnginePage,
    QWebEngineProfile,
)
from PySide6.QtWidgets import QStackedWidget, QWidget
from shiboken6 import isValid

from apay_console.presenters.buyer.journey import Hop, Journey, Move
from apay_console.ui.browser.pulse import Pulse
from apay_console.ui.browser.web_page import GuardedPage, View

_MOST = 4
_KILL = getattr(signal, "SIGKILL", signal.SIGTERM)  # Windows knows one way only
_QUEUED = Qt.ConnectionType.QueuedConnection
_Action = QWebEnginePage.WebAction
_Ended = QWebEnginePage.RenderProcessTerminationStatus
_Status = QWebEngineLoadingInfo.LoadStatus
_Domain = QWebEngineLoadingInfo.ErrorDomain


class Windows(QStackedWidget):
    """Shows the newest window; closing it shows its opener again."""

    judged = Signal(object, object, QUrl)  # View, Move, and the address that was not opened
    spoke = Signal(str)  # words of a page
    distrusted = Signal(str)  # a host with a wrong certificate
    died = Signal(int)  # the code that a page's process ended with
    arrived = Signal(object)  # Hop: another host is shown
    loading = Signal(bool)
    not_loaded = Signal(object)  # QWebEngineLoadingInfo
    changed = Signal()  # another address, or another window

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._profile: QWebEngineProfile | None = None
        self._journey: Journey | None = None
        self.pulse = Pulse(self)
        self.changed.connect(self._follow)

    def _follow(self) -> None:
        self.pulse.follow(self.current)

    def start(self, url: QUrl, journey: Journey, profile: QWebEngineProfile) -> None:
        """Open the first window."""
        self._profile = profile
        self._journey = journey
        self._add(profile).own.load(url)
        self._follow()

    def _add(self, profile: QWebEngineProfile) -> View:
        view = View(profile, self)
        view.own.journey = self._journey
        self._watch(view.own)
        self.addWidget(view)
        self.setCurrentWidget(view)
        return view

    def _watch(self, page: GuardedPage) -> None:
        # Queued where it comes from inside the engine: a page must not be closed there.
        page.judged.connect(self._judge, _QUEUED)
        page.spoke.connect(self.spoke, _QUEUED)
        page.distrusted.connect(self.distrusted, _QUEUED)
        page.renderProcessTerminated.connect(self._bury, _QUEUED)
        page.windowCloseRequested.connect(self._close_window, _QUEUED)
        page.urlChanged.connect(self._move)
        page.loadingChanged.connect(self._load)
        page.newWindowRequested.connect(self._open_window)

    def _source(self) -> View | None:
        """The view whose page sent the signal that is being taken; None when it is gone."""
        page = self.sender()
        return page.view if isinstance(page, GuardedPage) and isValid(page.view) else None

    def _judge(self, move: Move, url: QUrl) -> None:
        view = self._source()
        if view is not None and self._journey is not None:
            self.judged.emit(view, move, url)

    def _move(self, url: QUrl) -> None:
        """Take an address only once its page is shown, and never one that was refused."""
        view = self._source()
        if view is None or self._journey is None or self._journey.judge(url) is not Move.OPEN:
            return
        view.shown = url
        hop = self._journey.arrive(url)
        self.changed.emit()
        if hop is not None:
            self.arrived.emit(hop)

    def _load(self, info: QWebEngineLoadingInfo) -> None:
        view = self._source()
        is_beginning = info.status() is _Status.LoadStartedStatus
        if view is not None and view is self.current:
            view.setVisible(is_beginning or view.isVisibleTo(self))
            self.loading.emit(is_beginning)
            self.changed.emit()
        is_ended = view is not None and view.is_ended  # it loads again
        if info.status() is _Status.LoadFailedStatus and not is_ended:
            self._clear_away(view, info)
            self.not_loaded.emit(info)

    def _clear_away(self, view: View | None, info: QWebEngineLoadingInfo) -> None:
        """Let the window's ground be seen where no page came, not the engine's white sheet."""
        comes_with_page = info.errorDomain() is _Domain.HttpStatusCodeDomain
        if view is not None and not comes_with_page:
            view.hide()

    def _bury(self, status: QWebEnginePage.RenderProcessTerminationStatus, code: int) -> None:
        view = self._source()
        if view is not None and view.is_ended:
            view.is_ended = False
            view.own.triggerAction(_Action.Reload)
        elif view is not None and status is not _Ended.NormalTerminationStatus:
            self.died.emit(code)

    def _open_window(self, request: QWebEngineNewWindowRequest) -> None:
        """Open a window that a click asked for, to a place that is allowed; drop all others."""
        opener = self._source()
        if opener is None or self._journey is None or self._profile is None:
            return
        move = self._judge_window(request, self._journey)
        if move is not Move.OPEN:
            opener.own.judged.emit(move, request.requestedUrl())
            return
        view = self._add(self._profile)
        view.shown = opener.shown  # until its own page comes, it shows what the opener writes
        request.openIn(view.own)
        self.changed.emit()

    def _judge_window(self, request: QWebEngineNewWindowRequest, journey: Journey) -> Move:
        if not request.isUserInitiated() or self.count() >= _MOST:
            return Move.BLOCK
        url = request.requestedUrl()
        return Move.OPEN if url.toString() == "about:blank" else journey.judge(url)

    def _close_window(self) -> None:
        view = self._source()
        if view is not None and self.count() > 1:
            self._drop(view)
            self.changed.emit()

    def _drop(self, view: View) -> None:
        self.removeWidget(view)
        view.shut()

    @property
    def current(self) -> View | None:
        """The view that is seen."""
        view = self.currentWidget()
        return view if isinstance(view, View) else None

    @property
    def views(self) -> list[View]:
        """All views, the first window first."""
        widgets = (self.widget(place) for place in range(self.count()))
        return [widget for widget in widgets if isinstance(widget, View)]

    @property
    def can_go_back(self) -> bool:
        """Whether there is a page before, or an opener."""
        view = self.current
        return view is not None and (view.own.history().canGoBack() or self.count() > 1)

    @property
    def hops(self) -> list[Hop]:
        """The hosts that were shown."""
        return self._journey.hops if self._journey else []

    def go_back(self) -> None:
        """Go back to the page before, or from a window to its opener."""
        view = self.current
        if view is not None and view.own.history().canGoBack():
            view.own.triggerAction(_Action.Back)
        elif view is not None and self.count() > 1:
            self._drop(view)
            self.changed.emit()

    def stop(self) -> None:
        """Stop loading."""
        for view in self.views:
            view.own.triggerAction(_Action.Stop)

    def reload(self) -> None:
        """Load the page once more; also one whose process died, or has to end because it hangs."""
        view = self.current
        if view is not None and not (self.pulse.is_silent and self._end(view)):
            view.own.triggerAction(_Action.Reload)
        self.pulse.wait()

    def _end(self, hanging: View) -> bool:
        """End the process of a page; False when it has none. Its windows load again by that."""
        pid = hanging.own.renderProcessPid()
        for view in self.views:
            view.is_ended = bool(pid) and view.own.renderProcessPid() == pid
        if pid:
            os.kill(pid, _KILL)
        return bool(pid)

    def go_on(self, view: View, url: QUrl) -> None:
        """Let a bank's host through, and open what its page wanted to open."""
        if self._journey is not None and isValid(view):
            self._journey.trust(url)
            view.own.go_on(url)

    def shut(self) -> None:
        """Close the windows, the last one first."""
        self._journey = None
        while views := self.views:  # looked at anew: a window may close itself meanwhile
            self._drop(views[-1])
        self.changed.emit()
