"""The engine of the buyer's page: web profiles that forget, and pages that get no powers."""

from __future__ import annotations

import os
from urllib.parse import urlsplit

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtNetwork import QNetworkProxy
from PySide6.QtWebEngineCore import (
    QWebEngineDownloadRequest,
    QWebEngineProfile,
    QWebEngineSettings,
    QWebEngineUrlRequestInfo,
    QWebEngineUrlRequestInterceptor,
)
from shiboken6 import delete, isValid

from apay_console.model.profile import Environment
from apay_console.presenters.buyer.addresses import Place
from apay_console.presenters.buyer.journey import may_load

# The doorman hears of a redirect when it is under way already, and of WebRTC nothing at all. So
# Chromium itself, where it connects, keeps pages of the internet off this computer and its network;
# it would ask the person, but QtWebEngine knows no such question, so the answer is no.
_NO_LOCAL_NETWORK = "--enable-features=" + ",".join(
    (
        "LocalNetworkAccessChecks:LocalNetworkAccessChecksWarn/false",
        "LocalNetworkAccessChecksWebRTC",
        "LocalNetworkAccessForSubframeNavigations",
        "LocalNetworkAccessForWorkers",
    )
)
# Calls between browsers would go past a proxy by UDP; where none may, they ask by way of the proxy.
_NO_UDP = "--force-webrtc-ip-handling-policy=disable_non_proxied_udp"
# FedCM fetches from hosts that a page names, and asks neither the doorman nor the network's checks.
#
# What is left to a page is a connection without a request: `rel=preconnect`, as a link or a header,
# greets a TCP port, WebTransport a UDP port, and a TURN server by its name gets the first line of
# its own protocol. Chromium 140 looks at none of them and has no switch for them: without effect
# were --disable-features and --disable-blink-features of LinkPreconnect and WebTransport,
# --disable-quic, --quic-version, --quic-max-packet-length, --dns-prefetch-disable,
# --disable-background-networking and the policy above; --host-resolver-rules cannot know where a
# name leads, and the emulator's port is on this computer too.
_NO_FEDCM = "--disable-features=FedCm"
# Drawing without a GPU costs 60 MiB less and starts in half the time; a buyer's page moves little.
FLAGS = f"--disable-gpu {_NO_LOCAL_NETWORK} {_NO_UDP} {_NO_FEDCM}"
_MIDDLE = 0.5  # between a dark window and a light one

_Attribute = QWebEngineSettings.WebAttribute
SETTINGS = {
    _Attribute.JavascriptEnabled: True,  # a checkout does not work without
    _Attribute.LocalStorageEnabled: True,  # in memory, like all of the profile
    _Attribute.PlaybackRequiresUserGesture: True,
    _Attribute.WebRTCPublicInterfacesOnly: True,
    _Attribute.ErrorPageEnabled: False,  # the window says what went wrong
    **dict.fromkeys(
        (
            _Attribute.JavascriptCanOpenWindows,  # a click still can
            _Attribute.JavascriptCanAccessClipboard,
            _Attribute.JavascriptCanPaste,
            _Attribute.LocalContentCanAccessFileUrls,
            _Attribute.LocalContentCanAccessRemoteUrls,
            _Attribute.AllowRunningInsecureContent,
            _Attribute.AllowGeolocationOnInsecureOrigins,
            _Attribute.AllowWindowActivationFromJavaScript,
            _Attribute.HyperlinkAuditingEnabled,
            _Attribute.PdfViewerEnabled,
            _Attribute.PluginsEnabled,
            _Attribute.NavigateOnDropEnabled,
            _Attribute.WebGLEnabled,
            _Attribute.FullScreenSupportEnabled,
            _Attribute.ScreenCaptureEnabled,
            _Attribute.DnsPrefetchEnabled,
            _Attribute.AutoLoadIconsForPage,
            _Attribute.TouchIconsEnabled,
            _Attribute.BackForwardCacheEnabled,
        ),
        False,
    ),
}


class Doorman(QWebEngineUrlRequestInterceptor):
    """Looks at everything that a page sends or loads, and keeps it out of this network."""

    def __init__(self, place: Place) -> None:
        super().__init__()
        self.place = place

    def goes_like(self, place: Place) -> bool:
        """Whether pages come the same way as those of a place; the emulator's need none."""
        own = self.place
        return own.environment is Environment.EMULATOR or own.proxy == place.proxy

    def interceptRequest(self, info: QWebEngineUrlRequestInfo) -> None:  # noqa: N802 - Qt's name
        if not may_load(info.requestUrl(), info.initiator(), self.place):
            info.block(True)


class Buyers(QObject):
    """Where buyers are signed in: for each owner until the program ends, or is told to forget."""

    leaving = Signal(str)  # an owner, whose pages have to go at once

    def __init__(self, parent: QObject | None = None, *, flags: str = FLAGS) -> None:
        super().__init__(parent)
        # The doormen too: a profile does not keep its own, and without one lets everything pass.
        self._kept: dict[str, tuple[Doorman, QWebEngineProfile]] = {}
        # Both are read when the first page opens; what the outside had set is gone by then.
        os.environ["QTWEBENGINE_CHROMIUM_FLAGS"] = flags
        os.environ["QT_QUICK_BACKEND"] = "software"

    @classmethod
    def of_application(cls) -> Buyers:
        """The buyers of this run, shared by its windows; they end with the application."""
        application = QCoreApplication.instance()
        assert application is not None  # noqa: S101 - a page needs one anyway
        found = application.findChild(cls)
        if found is None:
            found = cls(application, flags=f"{FLAGS} {_scheme_flag()}".rstrip())
            application.aboutToQuit.connect(found.close)
        return found

    def web_profile(self, owner: str, place: Place) -> QWebEngineProfile:
        """The owner's profile, where a buyer may be signed in; for live payments a new one."""
        kept = self._kept.get(owner)
        if kept is None or kept[0].place != place or place.environment is Environment.LIVE:
            self.forget(owner)
            self._lead(place)
            doorman = Doorman(place)
            self._kept[owner] = (doorman, self._made(doorman))
        return self._kept[owner][1]

    def _lead(self, place: Place) -> None:
        """Let pages come through a place's proxy, or with none at once, whatever the system says.

        Qt has one proxy for all profiles. Each reads it when it is made, and what changes later
        only after its next request: so profiles that go another way end first. What is on this
        computer, as the emulator is, never comes through a proxy.
        """
        if place.environment is Environment.EMULATOR:
            return
        for owner, (doorman, _) in list(self._kept.items()):
            if not doorman.goes_like(place):
                self.forget(owner)
        QNetworkProxy.setApplicationProxy(_proxy_of(place))

    def _made(self, doorman: Doorman) -> QWebEngineProfile:
        profile = QWebEngineProfile(self)  # without a name it keeps all in memory
        profile.setUrlRequestInterceptor(doorman)
        profile.setPushServiceEnabled(False)
        profile.setSpellCheckEnabled(False)
        profile.downloadRequested.connect(_no_download)
        _forbid(profile.settings())
        return profile

    def forget(self, owner: str) -> None:
        """Close the owner's pages and drop everything a buyer left behind."""
        self.leaving.emit(owner)
        kept = self._kept.pop(owner, None)
        if kept is not None and isValid(kept[1]):
            delete(kept[1])

    def close(self) -> None:
        """Forget all; call before the application ends, or Chromium outlives what it needs."""
        for owner in list(self._kept):
            self.forget(owner)


def _scheme_flag() -> str:
    """Give pages the window's colours also where Qt cannot tell Chromium about them."""
    told_dark = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
    is_dark = QGuiApplication.palette().window().color().lightnessF() < _MIDDLE
    return "" if told_dark == is_dark else f"--blink-settings=preferredColorScheme={int(told_dark)}"


def _proxy_of(place: Place) -> QNetworkProxy:
    if not place.proxy:
        return QNetworkProxy(QNetworkProxy.ProxyType.NoProxy)
    parts = urlsplit(place.proxy)
    kind = QNetworkProxy.ProxyType.HttpProxy
    return QNetworkProxy(kind, parts.hostname or "", parts.port or 0)


def _no_download(request: QWebEngineDownloadRequest) -> None:
    request.cancel()


def _forbid(settings: QWebEngineSettings) -> None:
    for attribute, value in SETTINGS.items():
        settings.setAttribute(attribute, value)
    unknown = QWebEngineSettings.UnknownUrlSchemePolicy.DisallowUnknownUrlSchemes
    settings.setUnknownUrlSchemePolicy(unknown)
