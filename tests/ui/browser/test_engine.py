"""The engine is sandboxed, keeps to its settings and the internet, and forgets."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import shiboken6
from PySide6.QtCore import Qt, QUrl
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from apay_console.model.profile import Environment, Region
from apay_console.presenters.buyer.addresses import Place
from apay_console.presenters.buyer.buyer import Page
from apay_console.ui.parts.theme import DARK, LIGHT, Theme
from tests.ui.gallery import Gallery
from tests.ui.visits import AMAZON, QUIET, RETURN, SANDBOX, Visit

pytestmark = QUIET


def test_the_sandbox_is_on(visit: Visit) -> None:
    from PySide6.QtWebEngineCore import QWebEnginePage, QWebEngineProfile

    profile = QWebEngineProfile()  # the doorman of ours lets nobody near such pages
    page = QWebEnginePage(profile)
    page.load(QUrl("chrome://sandbox"))
    texts: list[str] = []
    visit.until(lambda: page.toPlainText(texts.append) or "adequately" in "".join(texts))
    shiboken6.delete(page)
    shiboken6.delete(profile)
    assert "You are adequately sandboxed." in "".join(texts)


def test_pages_are_dark_in_a_dark_window_though_the_system_says_nothing(
    qapp: QApplication, theme: Theme, monkeypatch: pytest.MonkeyPatch
) -> None:
    from apay_console.ui.browser import engine as browser_engine

    hints = type(qapp.styleHints())
    monkeypatch.setattr(hints, "colorScheme", lambda _: Qt.ColorScheme.Unknown)
    assert browser_engine._scheme_flag() == ""
    theme.choose(DARK)
    assert browser_engine._scheme_flag() == "--blink-settings=preferredColorScheme=0"
    monkeypatch.setattr(hints, "colorScheme", lambda _: Qt.ColorScheme.Dark)
    assert browser_engine._scheme_flag() == ""  # Chromium hears it from Qt
    theme.choose(LIGHT)
    assert browser_engine._scheme_flag() == "--blink-settings=preferredColorScheme=1"


WANTED = {
    "JavascriptEnabled": True,
    "JavascriptCanOpenWindows": False,
    "JavascriptCanAccessClipboard": False,
    "JavascriptCanPaste": False,
    "LocalContentCanAccessFileUrls": False,
    "LocalContentCanAccessRemoteUrls": False,
    "LocalStorageEnabled": True,
    "AllowRunningInsecureContent": False,
    "AllowGeolocationOnInsecureOrigins": False,
    "HyperlinkAuditingEnabled": False,
    "PlaybackRequiresUserGesture": True,
    "PdfViewerEnabled": False,
    "NavigateOnDropEnabled": False,
    "WebGLEnabled": False,
    "PluginsEnabled": False,
    "FullScreenSupportEnabled": False,
    "ScreenCaptureEnabled": False,
    "AllowWindowActivationFromJavaScript": False,
    "WebRTCPublicInterfacesOnly": True,
    "DnsPrefetchEnabled": False,
    "AutoLoadIconsForPage": False,
}


@pytest.mark.parametrize(("name", "value"), list(WANTED.items()))
def test_a_page_is_set_up_as_wanted(visit: Visit, name: str, value: bool) -> None:
    from PySide6.QtWebEngineCore import QWebEngineSettings

    from apay_console.ui.browser.engine import SETTINGS

    visit.go(f"{AMAZON}/x")
    attribute = QWebEngineSettings.WebAttribute[name]
    assert SETTINGS[attribute] is value
    assert visit.view.own.settings().testAttribute(attribute) is value


def test_a_page_keeps_nothing_on_the_disk(visit: Visit) -> None:
    from PySide6.QtWebEngineCore import QWebEngineSettings

    visit.go(f"{AMAZON}/x")
    profile = visit.view.own.profile()
    policy = QWebEngineSettings.UnknownUrlSchemePolicy.DisallowUnknownUrlSchemes
    assert profile.isOffTheRecord()
    assert profile.settings().unknownUrlSchemePolicy() is policy
    assert not profile.isPushServiceEnabled()


SET_COOKIE = {"Set_Cookie": "buyer=mara; Path=/; Secure"}


def test_a_buyer_stays_signed_in_until_forgotten(visit: Visit) -> None:
    visit.open("<p>signed in", **SET_COOKIE)
    visit.open("<p>again", path="/again")
    assert visit.js("document.cookie") == "buyer=mara"
    visit.js("localStorage.setItem('a', 'b'); 1")
    visit.shown.forget()
    assert visit.shown.windows.count() == 0
    visit.open("<p>anew", path="/anew")
    assert visit.js("document.cookie + localStorage.length") == "0"


def test_two_profiles_know_nothing_of_each_other(visit: Visit) -> None:
    visit.open("<p>signed in", **SET_COOKIE)
    visit.owner = "somebody else"
    visit.open("<p>else", path="/else")
    assert visit.js("document.cookie") == ""


def test_the_windows_of_one_run_share_their_buyers(buyers: Any) -> None:
    assert type(buyers).of_application() is buyers


def test_live_payments_begin_with_nobody_every_time(visit: Visit) -> None:
    visit.owner, visit.place = "live", Place(Environment.LIVE, Region.NA)
    visit.open("<p>signed in", **SET_COOKIE)
    visit.open("<p>again", path="/again")
    assert visit.js("document.cookie") == ""


def test_no_file_tells_of_the_buyer(visit: Visit) -> None:
    visit.open("<p>canary-4711", Set_Cookie="buyer=canary-4711; Path=/; Max-Age=9999; Secure")
    visit.js("localStorage.setItem('buyer', 'canary-4711'); 1")
    visit.settled()
    for path in Path.home().rglob("*"):
        if path.is_file() and "pytest-of-" not in str(path):  # other tests' own folders
            assert b"canary-4711" not in path.read_bytes()


def test_a_page_that_is_deleted_with_its_window_takes_its_views_along(
    qtbot: QtBot, theme: Theme, buyers: Any, gallery: Gallery
) -> None:
    from apay_console.ui.browser.buyers_page import BuyersPage

    shown = BuyersPage(theme, buyers=buyers)
    gallery.page("/page", "<p>x")
    shown.show_page(Page(QUrl(f"{AMAZON}/page"), SANDBOX, RETURN, "mine", "deleted"))
    qtbot.waitUntil(lambda: shown.bar.text() != "")
    with qtbot.waitSignal(shown.destroyed):
        shown.deleteLater()
    buyers.forget("deleted")


PROGRAM = """
import os, sys
from apay_console import startup
startup.begin(sys.argv, os.environ)
from PySide6.QtCore import QTimer, QUrl
from PySide6.QtWidgets import QApplication
app = QApplication(startup.qt_arguments(sys.argv))
from apay_console.model.profile import Environment, Region
from apay_console.presenters.buyer.addresses import Place
from apay_console.presenters.buyer.buyer import Page
from apay_console.ui.browser.buyers_page import BuyersPage
from apay_console.ui.parts.theme import Theme
from PySide6.QtWebEngineCore import QWebEnginePage, QWebEngineProfile
shown = BuyersPage(Theme(app, now=lambda: 0.0))
shown.show()
base = sys.argv[1]
place = Place(Environment.EMULATOR, Region.NA, base)
shown.show_page(Page(QUrl(base + '/page'), place, '', 'mine', 'me'))
def check():
    profile = QWebEngineProfile()
    page = QWebEnginePage(profile)
    def told(text):
        print('adequately' in text, shown.bar.text() == base + '/page', flush=True)
        import shiboken6
        shiboken6.delete(page)
        shiboken6.delete(profile)
        app.quit()
    page.loadFinished.connect(lambda ok: QTimer.singleShot(100, lambda: page.toPlainText(told)))
    page.load(QUrl('chrome://sandbox'))
shown.hop.connect(lambda host: check())
sys.exit(app.exec())
"""


@pytest.mark.usefixtures("buyers")  # it skips where there is no sandbox to look for
def test_no_variable_and_no_switch_opens_a_door(places: list[Gallery], tmp_path: Path) -> None:
    places[2].clear()
    places[2].page("/page", "<p>x")
    base = f"http://127.0.0.1:{places[2].port}"
    evil = {
        "QTWEBENGINE_DISABLE_SANDBOX": "1",
        "QTWEBENGINE_CHROMIUM_FLAGS": f"--no-sandbox --log-net-log={tmp_path / 'net'}",
        "QTWEBENGINE_REMOTE_DEBUGGING": "127.0.0.1:9333",
        "SSLKEYLOGFILE": str(tmp_path / "keys"),
    }
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, base, "--no-sandbox", "--remote-debugging-port=9334"],
        env=os.environ | evil,
        capture_output=True,
        text=True,
        check=False,
        timeout=30,
    )
    assert done.stdout.split() == ["True", "True"]
    assert done.returncode == 0
    assert "DevTools listening" not in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_the_engines_age_is_known(buyers: Any) -> None:
    from apay_console.ui.browser.engine import versions

    engine, patches = versions()
    assert int(engine.split(".")[0]) >= 140
    assert int(patches.split(".")[0]) >= int(engine.split(".")[0])
