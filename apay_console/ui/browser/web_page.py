"""One page of the buyer's: it asks before each move, and is refused every power."""

from __future__ import annotations

import ctypes
import json
from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QEvent, Qt, QUrl, Signal
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtNetwork import QAuthenticator
from PySide6.QtWebEngineCore import (
    QWebEngineCertificateError,
    QWebEngineClientCertificateSelection,
    QWebEngineDesktopMediaRequest,
    QWebEngineFileSystemAccessRequest,
    QWebEngineFullScreenRequest,
    QWebEnginePage,
    QWebEnginePermission,
    QWebEngineProfile,
    QWebEngineRegisterProtocolHandlerRequest,
    QWebEngineScript,
    QWebEngineWebAuthUxRequest,
)
from PySide6.QtWebEngineWidgets import QWebEngineView
from PySide6.QtWidgets import QMenu, QWidget
from shiboken6 import delete, getCppPointer, isValid

from apay_console.presenters.buyer.addresses import encoded, host_of
from apay_console.presenters.buyer.journey import Journey, Move

_Type = QWebEnginePage.NavigationType
_Action = QWebEnginePage.WebAction
_OWN_WORLD = QWebEngineScript.ScriptWorldId.ApplicationWorld
# Addresses of the document's forms and frames, read where the page's own scripts cannot reach.
_TARGETS = """
(() => {
  const full = (name) => (e) => {
    try { return new URL(e.getAttribute(name) || '', document.baseURI).href } catch { return '' }
  };
  const all = (kind, name) => [...document.querySelectorAll(kind)].map(full(name));
  return JSON.stringify([all('form', 'action'), all('iframe', 'src')]);
})()
"""
_SUBMIT = "HTMLFormElement.prototype.submit.call(document.querySelectorAll('form')[%d])"
_RELOAD = "(e => { e.src = e.src })(document.querySelectorAll('iframe')[%d])"


class GuardedPage(QWebEnginePage):
    """A page that goes only where its journey allows.

    Connect its signals queued: most come from inside the engine, where a page must not be closed.
    """

    judged = Signal(object, QUrl)  # Move and address of what was not opened
    spoke = Signal(str)  # alert() and its like
    distrusted = Signal(str)  # a host whose certificate is wrong

    def __init__(self, profile: QWebEngineProfile, view: View) -> None:
        super().__init__(profile, view)
        self.view = view
        self.journey: Journey | None = None  # None: nothing opens any more
        self._deny_requests()

    def _deny_requests(self) -> None:
        self.permissionRequested.connect(_deny)
        self.fullScreenRequested.connect(_reject)
        self.registerProtocolHandlerRequested.connect(_reject)
        self.fileSystemAccessRequested.connect(_reject)
        self.desktopMediaRequested.connect(_cancel)
        self.webAuthUxRequested.connect(_cancel)
        self.selectClientCertificate.connect(_select_none)
        self.authenticationRequired.connect(_no_password)
        self.proxyAuthenticationRequired.connect(_no_password)
        self.certificateError.connect(self._distrust)

    def acceptNavigationRequest(  # noqa: N802 - Qt's name
        self, url: QUrl | str, _kind: QWebEnginePage.NavigationType, is_main: bool
    ) -> bool:
        if self.journey is None:
            return False
        move = self.journey.judge(QUrl(url), framed=not is_main)
        if move is not Move.OPEN:
            self.judged.emit(move, QUrl(url))
        return move is Move.OPEN

    def go_on(self, url: QUrl) -> None:
        """Open an address that was refused and is trusted now, as the page had wanted to.

        A form's content does not come with its address, so the page sends the form again.
        """
        self.runJavaScript(_TARGETS, _OWN_WORLD, lambda found: self._repeat(url, found))

    def _repeat(self, url: QUrl, found: str) -> None:
        forms, frames = json.loads(found or "[[], []]")
        wanted = encoded(url)
        if wanted in forms:
            self.runJavaScript(_SUBMIT % forms.index(wanted), _OWN_WORLD)
        elif wanted in frames:
            self.runJavaScript(_RELOAD % frames.index(wanted), _OWN_WORLD)
        else:
            self.load(url)

    def javaScriptAlert(self, _origin: QUrl | str, text: str) -> None:  # noqa: N802 - Qt's name
        self.spoke.emit(text)

    def javaScriptConfirm(self, _origin: QUrl | str, text: str) -> bool:  # noqa: N802 - Qt's name
        if text == _leaving():
            return True  # no page may keep the buyer
        self.spoke.emit(text)
        return False

    def javaScriptPrompt(  # noqa: N802 - Qt's name
        self, _origin: QUrl | str, text: str, _default: str
    ) -> tuple[bool, str]:
        self.spoke.emit(text)
        return False, ""

    def javaScriptConsoleMessage(self, *_: object) -> None:  # noqa: N802 - Qt's name
        """Keep what a page writes to its console out of ours."""

    def chooseFiles(  # noqa: N802 - Qt's name
        self, _mode: QWebEnginePage.FileSelectionMode, _old: Sequence[str], _types: Sequence[str]
    ) -> list[str]:
        return []

    def _distrust(self, error: QWebEngineCertificateError) -> None:
        error.rejectCertificate()
        if error.isMainFrame():
            self.distrusted.emit(host_of(error.url()))


def _leaving() -> str:
    """What Qt asks when a page wants to hold up its own leaving."""
    words = "Are you sure you want to leave this page? Changes that you made may not be saved."
    return QCoreApplication.translate("QWebEnginePage", words)


def _deny(permission: QWebEnginePermission) -> None:
    permission.deny()


def _reject(
    request: QWebEngineFullScreenRequest
    | QWebEngineRegisterProtocolHandlerRequest
    | QWebEngineFileSystemAccessRequest,
) -> None:
    request.reject()


def _cancel(request: QWebEngineDesktopMediaRequest | QWebEngineWebAuthUxRequest) -> None:
    request.cancel()


def _select_none(selection: QWebEngineClientCertificateSelection) -> None:
    selection.selectNone()


def _no_password(_url: QUrl, authenticator: QAuthenticator, *_: object) -> None:
    """Cancel: only an authenticator that is null does, and any other is tried again without end.

    C++ writes `*authenticator = QAuthenticator()`, which Python cannot. Its one member is the
    pointer that is null then; what it pointed to, a few bytes, is left behind.
    """
    ctypes.c_void_p.from_address(getCppPointer(authenticator)[0]).value = None


class View(QWebEngineView):
    """Shows one page, with a menu of three harmless things."""

    def __init__(self, profile: QWebEngineProfile, parent: QWidget) -> None:
        super().__init__(parent)
        self.own = GuardedPage(profile, self)
        self.shown: QUrl | None = None  # the last address that was let through and came
        self.is_ended = False  # by us, to be loaded again
        self.setPage(self.own)
        self.setAcceptDrops(False)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = self.make_menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(event.globalPos())

    def make_menu(self) -> QMenu:
        """Make the menu of a right click."""
        menu = QMenu(self)
        for action in (_Action.Back, _Action.Reload, _Action.Copy):
            menu.addAction(self.own.action(action))
        return menu

    def shut(self) -> None:
        """End view and page, in this order, while their profile still lives."""
        page = self.own
        _hear_out()
        if isValid(self):
            delete(self)
        if isValid(page):
            delete(page)


def _hear_out() -> None:
    """Let the engine tell of the downloads that wait in the queue, while their page is still there.

    They name it by a bare pointer, so that a page that begins one and leaves would end the program.
    What they wait for, the engine's own part of the profile, cannot be had: so all that wait are
    heard, as the event loop would in a moment.
    """
    QCoreApplication.sendPostedEvents(None, QEvent.Type.MetaCall)
