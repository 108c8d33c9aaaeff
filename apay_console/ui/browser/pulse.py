"""Whether a page still answers: it is asked every few seconds, and told of once it stays silent."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWebEngineCore import QWebEngineScript
from shiboken6 import isValid

from apay_console.ui.browser.web_page import GuardedPage, View

EVERY_MS = 2_500
_MOST = 4  # questions without an answer: 10 s
_QUESTION, _ANSWER = "7", 7  # a page that has ended answers too, with nothing
_OWN_WORLD = QWebEngineScript.ScriptWorldId.ApplicationWorld


class Pulse(QObject):
    """Asks one page, for QtWebEngine does not say that a renderer hangs."""

    silent = Signal()
    back = Signal()  # it answered after all

    def __init__(self, parent: QObject | None = None, *, every_ms: int = EVERY_MS) -> None:
        super().__init__(parent)
        self._page: GuardedPage | None = None
        self._unanswered = 0
        self.is_silent = False
        self._timer = QTimer(self, interval=every_ms)
        self._timer.timeout.connect(self._ask)

    def follow(self, view: View | None) -> None:
        """Ask the page of this view from now on; with None, nobody."""
        page = view.own if view else None
        if page is not self._page:
            self._page = page
            self.wait()
        if page is None:
            self._timer.stop()
        elif not self._timer.isActive():
            self._timer.start()

    def wait(self) -> None:
        """Give the page as long again as it had."""
        self._unanswered, self.is_silent = 0, False

    def _ask(self) -> None:
        page = self._page
        if page is None or not isValid(page) or not page.renderProcessPid():
            self.wait()  # there is nobody to answer: that is told elsewhere
        elif self._unanswered < _MOST:
            self._unanswered += 1
            page.runJavaScript(_QUESTION, _OWN_WORLD, partial(self._hear, page))
        elif not self.is_silent:
            self.is_silent = True
            self.silent.emit()

    def _hear(self, page: GuardedPage, answer: object) -> None:
        if answer != _ANSWER or page is not self._page:
            return
        was_silent = self.is_silent
        self.wait()
        if was_silent:
            self.back.emit()
