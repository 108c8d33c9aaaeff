"""The engine is sandboxed, keeps to its settings and the internet, and forgets."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import shiboken6
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from PySide6.QtCore import Qt, QUrl
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from apay_console.model.profile import Environment, Region
from apay_console.presenters.buyer.addresses import Place
from apay_console.presenters.buyer.buyer import Page
from apay_console.ui.browser import sandbox
from apay_console.ui.parts.theme import DARK, LIGHT, Theme
from tests.patience import PATIENCE_S
from tests.ui.gallery import Gallery, public_key_hash
from tests.ui.visits import AMAZON, QUIET, RETURN, SANDBOX, Visit

pytestmark = QUIET


def test_p26_a_page_runs_in_the_sandbox(visit: Visit) -> None:
    from PySide6.QtWebEngineCore import QWebEnginePage, QWebEngineProfile

    profile = QWebEngineProfile()  # the doorman of ours lets nobody near such pages
    page = QWebEnginePage(profile)
    page.load(QUrl("chrome://sandbox"))
    texts: list[str] = []
    visit.until(lambda: page.toPlainText(texts.append) or "adequately" in "".join(texts))
    shiboken6.delete(page)
    shiboken6.delete(profile)
    assert "You are adequately sandboxed." in "".join(texts)


@pytest.mark.usefixtures("buyers")
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
def test_p31_a_page_is_set_up_as_wanted(visit: Visit, name: str, value: bool) -> None:
    from PySide6.QtWebEngineCore import QWebEngineSettings

    from apay_console.ui.browser.engine import SETTINGS

    visit.go(f"{AMAZON}/x")
    attribute = QWebEngineSettings.WebAttribute[name]
    assert SETTINGS[attribute] is value
    assert visit.view.own.settings().testAttribute(attribute) is value


def test_p34_a_page_keeps_nothing_on_the_disk(visit: Visit) -> None:
    from PySide6.QtWebEngineCore import QWebEngineSettings

    visit.go(f"{AMAZON}/x")
    profile = visit.view.own.profile()
    policy = QWebEngineSettings.UnknownUrlSchemePolicy.DisallowUnknownUrlSchemes
    assert profile.isOffTheRecord()
    assert profile.settings().unknownUrlSchemePolicy() is policy
    assert not profile.isPushServiceEnabled()


SET_COOKIE = {"Set_Cookie": "buyer=mara; Path=/; Secure"}


def test_p34_a_buyer_stays_signed_in_until_forgotten(visit: Visit) -> None:
    visit.open("<p>signed in", **SET_COOKIE)
    visit.open("<p>again", path="/again")
    assert visit.js("document.cookie") == "buyer=mara"
    visit.js("localStorage.setItem('a', 'b'); 1")
    visit.shown.forget()
    assert visit.shown.windows.count() == 0
    visit.open("<p>anew", path="/anew")
    assert visit.js("document.cookie + localStorage.length") == "0"


def test_p34_two_profiles_know_nothing_of_each_other(visit: Visit) -> None:
    visit.open("<p>signed in", **SET_COOKIE)
    visit.owner = "somebody else"
    visit.open("<p>else", path="/else")
    assert visit.js("document.cookie") == ""


def test_the_windows_of_one_run_share_their_buyers(buyers: Any) -> None:
    assert type(buyers).of_application() is buyers


def test_p34_live_payments_begin_with_nobody_every_time(visit: Visit) -> None:
    visit.owner, visit.place = "live", Place(Environment.LIVE, Region.NA)
    visit.open("<p>signed in", **SET_COOKIE)
    visit.open("<p>again", path="/again")
    assert visit.js("document.cookie") == ""


def test_p34_no_file_tells_of_the_buyer(visit: Visit) -> None:
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
import os, socket, sys
from apay_console import startup
startup.begin(sys.argv, os.environ)
from PySide6.QtCore import QTimer, QUrl
from PySide6.QtWidgets import QApplication
app = QApplication(startup.qt_arguments(sys.argv))
import shiboken6
from apay_console.model.profile import Environment, Region
from apay_console.presenters.buyer.addresses import Place
from apay_console.presenters.buyer.buyer import Page
from apay_console.ui.browser.buyers_page import BuyersPage
from apay_console.ui.browser.engine import FLAGS, Buyers
from apay_console.ui.parts.theme import Theme
from PySide6.QtWebEngineCore import QWebEnginePage, QWebEngineProfile
url, flags, *doors = sys.argv[1:5]
buyers = Buyers(app, flags=FLAGS + ' ' + flags)
app.aboutToQuit.connect(buyers.close)
shown = BuyersPage(Theme(app, now=lambda: 0.0), buyers=buyers)
shown.show()
place = Place(Environment.SANDBOX, Region.NA)
shown.show_page(Page(QUrl(url), place, '', 'mine', 'me'))
def is_open(door):
    with socket.socket() as tried:
        return tried.connect_ex(('127.0.0.1', int(door))) == 0
def check():
    profile = QWebEngineProfile()
    page = QWebEnginePage(profile)
    def told(text):
        is_safe = 'You are adequately sandboxed.' in text  # else it says NOT adequately
        print(is_safe, shown.bar.text() == url, *map(is_open, doors), flush=True)
        shiboken6.delete(page)
        shiboken6.delete(profile)
        shown.shut()
        app.quit()
    page.loadFinished.connect(lambda ok: QTimer.singleShot(100, lambda: page.toPlainText(told)))
    page.load(QUrl('chrome://sandbox'))
shown.hop.connect(lambda host: check())
sys.exit(app.exec())
"""


@dataclass(frozen=True)
class Doors:
    """What came of a run in which everything outside wanted doors opened."""

    told: list[str]
    status: int
    errors: str
    files: list[Path]


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@pytest.fixture(scope="module")
def doors(
    buyers: Any,  # it skips where there is no sandbox to look for
    places: list[Gallery],
    private_key: RSAPrivateKey,
    tmp_path_factory: pytest.TempPathFactory,
) -> Doors:
    """A real process that shows a page over TLS, with each variable and switch set against it."""
    folder = tmp_path_factory.mktemp("doors")
    places[0].clear()
    places[0].page("/page", "<p>x")
    by_variable, by_switch = str(free_port()), str(free_port())
    evil = {
        "QTWEBENGINE_DISABLE_SANDBOX": "1",
        "QTWEBENGINE_CHROMIUM_FLAGS": f"--no-sandbox --log-net-log={folder / 'net'}",
        "QTWEBENGINE_REMOTE_DEBUGGING": f"127.0.0.1:{by_variable}",
        "SSLKEYLOGFILE": str(folder / "keys"),
    }
    flags = (
        f"--ignore-certificate-errors-spki-list={public_key_hash(private_key)}"
        f" --host-resolver-rules='MAP * 127.0.0.1:{places[0].port},EXCLUDE 127.0.0.1'"
    ).replace("'", '"')
    switches = ["--no-sandbox", f"--remote-debugging-port={by_switch}", "--webEngineArgs"]
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, f"{AMAZON}/page", flags, by_variable, by_switch, *switches],
        env=os.environ | evil,
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE_S,
    )
    return Doors(done.stdout.split(), done.returncode, done.stderr, list(folder.iterdir()))


def test_p26_no_variable_and_no_switch_weakens_the_sandbox(doors: Doors) -> None:
    assert doors.told[:2] == ["True", "True"], doors.errors
    assert doors.status == 0


def test_p27_no_variable_and_no_switch_opens_a_debugger(doors: Doors) -> None:
    assert doors.told[2:] == ["False", "False"]
    assert "DevTools listening" not in doors.errors


def test_p27_no_keys_of_tls_and_no_log_of_the_network_are_written(doors: Doors) -> None:
    assert doors.told[1] == "True"  # a page came over TLS
    assert doors.files == []


CHROMIUM, PATCHES = (140, 0, 7339, 264), (155, 0, 8059, 85)  # what the last release came with


def test_p36_the_engine_is_not_older_than_that_of_the_last_release(
    buyers: Any, record_property: Callable[[str, object], None]
) -> None:
    known = sandbox.versions()
    assert known is not None
    engine, patches = (tuple(map(int, one.split("."))) for one in known)
    assert engine >= CHROMIUM
    assert patches >= PATCHES
    record_property("figure", "Chromium {}, patched up to {}".format(*known))
