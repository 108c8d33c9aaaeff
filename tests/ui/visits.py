"""A real browser, in a real sandbox, for whom every host of the world is the gallery."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from PySide6.QtCore import QPoint, Qt, QUrl
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from apay_console.model.profile import Environment, Region
from apay_console.presenters.buyer.addresses import Place
from apay_console.presenters.buyer.buyer import Page
from apay_console.ui.browser import sandbox
from apay_console.ui.parts.theme import Theme
from tests.ui.gallery import NAMED, Authority, Gallery, open_gallery, public_key_hash

AMAZON = "https://payments.amazon.com"
SANDBOX = Place(Environment.SANDBOX, Region.NA)
RETURN = "https://shop.test/return"
HOME = f"{RETURN}?amazonCheckoutSessionId=mine"
BIG = "style='display:block;width:400px;height:300px'"  # hard to miss with a click
# What Chromium says of a computer without a camera; more of its kind is in pyproject.toml.
QUIET = pytest.mark.qt_log_ignore("capturing is not available", extend=True)


@pytest.fixture(scope="session")
def places(
    private_key: RSAPrivateKey, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[list[Gallery]]:
    """Everybody's server over TLS, one that nobody certified, and the emulator's."""
    folder = tmp_path_factory.mktemp("certificates")
    authority = Authority(private_key, folder)
    with (
        open_gallery(authority.certifies(*NAMED)) as named,
        open_gallery(Authority.new(folder).certifies("apay-us.amazon.com")) as unnamed,
        open_gallery() as emulator,
    ):
        yield [named, unnamed, emulator]


@pytest.fixture(scope="session")
def buyers(qapp: QApplication, places: list[Gallery], private_key: RSAPrivateKey) -> Iterator[Any]:
    """The engine of the whole run, which `Buyers.of_application` finds too.

    Chromium reads its switches once, so whoever opens a page in a test asks for this first.
    """
    pytest.importorskip("PySide6.QtWebEngineWidgets", reason="QtWebEngine cannot be loaded here")
    if not sandbox.can_sandbox():
        why = "this is root" if sandbox.is_root() else "the kernel forbids user namespaces"
        pytest.skip(f"no sandbox for the browser here: {why}")
    from apay_console.ui.browser.engine import FLAGS, Buyers

    assert qapp.findChild(Buyers) is None, "a page was opened before this fixture was asked for"
    named, unnamed, emulator = places
    hosts = (
        f"MAP apay-us.amazon.com 127.0.0.1:{unnamed.port},MAP www.amazon.com 127.0.0.1:9,"
        f"MAP rebound.test 127.0.0.1:{emulator.port},"
        f"MAP * 127.0.0.1:{named.port},EXCLUDE 127.0.0.1,EXCLUDE localhost"
    )
    known = f"--ignore-certificate-errors-spki-list={public_key_hash(private_key)}"
    far = (
        f"--ip-address-space-overrides=127.0.0.1:{named.port}=public"  # as if not on this computer
    )
    engine = Buyers(qapp, flags=f'{FLAGS} {known} {far} --host-resolver-rules="{hosts}"')
    yield engine
    engine.close()


@pytest.fixture
def gallery(places: list[Gallery]) -> Gallery:
    """Amazon's, the bank's and the shop's server, with no page yet."""
    for place in places:
        place.clear()
    return places[0]


@dataclass
class Visit:
    """A page on the screen, its server, and how to use both."""

    shown: Any  # BuyersPage, which is imported late
    gallery: Gallery
    qtbot: QtBot
    owner: str = "tester"
    place: Place = SANDBOX

    @property
    def view(self) -> Any:
        view = self.shown.windows.current
        assert view is not None
        return view

    def open(self, body: str, path: str = "/page", **headers: str) -> None:
        """Show a page of Amazon's with this body."""
        self.gallery.page(path, body, **headers)
        self.go(AMAZON + path)
        self.until(lambda: self.view.shown == QUrl(AMAZON + path) and not self.is_loading)

    def go(self, url: str) -> None:
        """Open an address."""
        page = Page(QUrl(url), self.place, RETURN, "mine", self.owner, "https://shop.test/cancel")
        self.shown.show_page(page)  # the engine starts once the window was painted
        self.until(lambda: self.shown._opening is None)

    @property
    def is_loading(self) -> bool:
        return self.view.own.isLoading()

    def until(self, condition: Callable[[], object]) -> None:
        """Wait for a condition that has to come."""
        self.qtbot.waitUntil(lambda: bool(condition()))

    def said(self, words: str) -> None:
        """Wait for the banner to say something."""
        self.until(lambda: words in self.shown.banner.text())

    def js(self, script: str) -> Any:
        """Run a script in the page and give back its value."""
        answers: list[Any] = []
        self.view.own.runJavaScript(script, 0, answers.append)
        self.until(lambda: answers)
        return answers[0]

    def promise(self, script: str) -> Any:
        """Run a script that is a promise; give back what it came to."""
        ends = "v => came = ['ok', v], e => came = ['no', e.name]"
        self.js(f"window.came = null; ({script}).then({ends}); 1")
        self.until(lambda: self.js("window.came !== null"))
        return json.loads(self.js("JSON.stringify(came)"))

    def click(self, button: Qt.MouseButton = Qt.MouseButton.LeftButton) -> None:
        """Click into the page as a person does: once it is seen."""
        self.promise("new Promise(y => requestAnimationFrame(() => requestAnimationFrame(y)))")
        target = self.view.focusProxy()
        QTest.mouseClick(target, button, pos=QPoint(60, 60))

    def press(self, label: str) -> None:
        """Choose what the banner offers."""
        button = next(b for b in self.shown.banner.buttons() if b.text() == label)
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    def settled(self) -> None:
        """Wait until the renderer has done all it was told to do before."""
        assert self.js("1 + 1") == 2


@pytest.fixture
def visit(qtbot: QtBot, theme: Theme, buyers: Any, gallery: Gallery) -> Iterator[Visit]:
    """A buyer's page with nothing opened yet."""
    from apay_console.ui.browser.buyers_page import BuyersPage

    shown = BuyersPage(theme, buyers=buyers)
    qtbot.addWidget(shown)
    shown.resize(760, 600)
    shown.show()
    yield Visit(shown, gallery, qtbot)
    shown.shut()
