"""The buyer's page: what it still waits for, or the page itself, loaded only when it is wanted."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QUrl, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from apay_console.errors import say
from apay_console.model.draft import Draft
from apay_console.model.profile import Environment
from apay_console.presenters.buyer.addresses import Place
from apay_console.presenters.buyer.buyer import Page
from apay_console.ui.browser import sandbox
from apay_console.ui.browser.buyers_tab import BuyersTab
from apay_console.ui.commands import COMMANDS, Commands
from tests.sale_parts import MISSING, PROFILE, STORE_NAME, begun, opened, ready
from tests.ui.hands import shown

PLACE = Place(PROFILE.environment, PROFILE.region, "http://127.0.0.1:8098")
REAL_OBSTACLE = sandbox.obstacle
PAGE = Page(QUrl("http://127.0.0.1:8098/pay"), PLACE, "http://x/return", "id", "owner")


class FakeBrowser(QWidget):
    """In the browser's place: remembers what it was told."""

    returned = Signal(str)
    open_outside = Signal(QUrl)
    closed = Signal()

    def __init__(self, _theme) -> None:
        super().__init__()
        self.shown, self.forgot = [], 0

    def show_page(self, page: Page) -> None:
        self.shown.append(page)

    def forget(self) -> None:
        self.forgot += 1


@pytest.fixture
def window(qtbot, theme, monkeypatch):
    module = SimpleNamespace(BuyersPage=FakeBrowser)
    monkeypatch.setattr(sandbox, "obstacle", lambda *, ours: None)
    monkeypatch.setitem(sys.modules, "apay_console.ui.browser.buyers_page", module)
    frame = QWidget()
    frame.commands = Commands(frame)
    frame.done = []
    for row in COMMANDS:
        frame.commands.connect_to(**{row.name: lambda name=row.name: frame.done.append(name)})
    frame.tab = BuyersTab(theme, frame.commands, frame)
    frame.tab.resize(700, 500)
    return shown(frame, qtbot)


@pytest.fixture
def tab(window):
    return window.tab


def buttons(tab: BuyersTab) -> list[QPushButton]:
    return [button for button in tab.findChildren(QPushButton) if button.isVisible()]


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (begun(), "Opens when nothing is missing."),
        (
            opened(missing=MISSING),
            "Opens when nothing is missing. Still needed: Amount, Result URL, Intent",
        ),
        (ready(), "Nothing is missing. The buyer can pay."),
        (
            opened(values={"statusDetails.state": "Comp\u202eleted"}),
            "This session is Comp<U+202E>leted; its page is closed.",
        ),
    ],
)
def test_it_says_what_the_page_waits_for(state, words, tab):
    tab.show_state(state)
    assert tab.text() == words
    assert tab.browser is None


def test_a_page_that_can_be_opened_offers_both_ways(window, tab):
    tab.show_state(opened(missing=MISSING))
    assert buttons(tab) == []
    tab.show_state(ready())
    assert [button.text() for button in buttons(tab)] == ["Open buyer's page", "Open in my browser"]
    for button in buttons(tab):
        button.click()
    assert window.done == ["open_page", "open_outside"]


def test_the_browser_is_loaded_with_the_first_page_and_kept(tab):
    tab.open(PAGE)
    first = tab.browser
    tab.open(PAGE)
    assert tab.browser is first
    assert first.shown == [PAGE, PAGE]
    assert first.isVisible()


def test_what_the_browser_tells_is_passed_on(tab):
    told = []
    tab.returned.connect(told.append)
    tab.outside_wanted.connect(lambda url: told.append(url.toString()))
    tab.closed.connect(lambda: told.append("closed"))
    tab.open(PAGE)
    tab.browser.returned.emit("http://x/return?a=1")
    tab.browser.open_outside.emit(PAGE.url)
    tab.browser.closed.emit()
    assert told == ["http://x/return?a=1", "http://127.0.0.1:8098/pay", "closed"]


def test_the_page_stays_while_the_buyer_pays_and_goes_when_they_are_back(tab):
    tab.open(PAGE)
    tab.show_state(replace(ready(), is_paying=True))
    assert tab.browser.isVisible()
    tab.show_state(ready())
    assert not tab.browser.isVisible()


def test_p12_the_page_is_hidden_behind_the_veil_and_shown_when_told_so(theme, tab):
    theme.veil.draw(is_drawn=True)
    try:
        tab.open(PAGE)
        assert not tab.browser.isVisible()
        assert tab.browser.shown == [PAGE], "it loads all the same"
        (button,) = buttons(tab)
        assert button.text() == "Show the page"
        button.click()
        assert tab.browser.isVisible()
        theme.veil.draw(is_drawn=False)
        theme.veil.draw(is_drawn=True)
        assert not tab.browser.isVisible()
    finally:
        theme.veil.draw(is_drawn=False)
    assert tab.browser.isVisible()


def test_a_buyer_is_forgotten_only_by_a_browser_that_knows_one(window, tab):
    assert not window.commands["forget_buyer"].isEnabled()
    tab.forget()
    told = []
    tab.closed.connect(lambda: told.append(True))
    tab.open(PAGE)
    assert window.commands["forget_buyer"].isEnabled()
    tab.forget()
    assert (tab.browser.forgot, told) == (1, [True])


def test_f71_where_no_page_can_be_shown_it_says_why_and_offers_the_other(tab, monkeypatch):
    words = say("The built-in browser is not available.")
    monkeypatch.setattr(sandbox, "obstacle", lambda *, ours: words)
    tab.show_state(ready())
    assert tab.text() == "The built-in browser is not available."
    assert [button.text() for button in buttons(tab)] == ["Open in my browser"]
    told = []
    tab.closed.connect(lambda: told.append(True))
    tab.open(PAGE)
    assert (tab.browser, told) == (None, [True])


def test_f71_a_browser_that_cannot_be_loaded_is_said_and_the_other_offered(window, monkeypatch):
    monkeypatch.setattr(sandbox, "obstacle", REAL_OBSTACLE)
    monkeypatch.setattr(sandbox, "is_root", lambda: False)
    for name in [one for one in sys.modules if one.startswith("apay_console.ui.browser.")]:
        if name != "apay_console.ui.browser.buyers_tab" and not name.endswith(".sandbox"):
            monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "PySide6.QtWebEngineCore", None)  # as a missing library does
    told = []
    window.tab.closed.connect(lambda: told.append(True))
    window.tab.show_state(ready())
    for _ in range(2):
        window.tab.open(PAGE)
    window.tab.show_state(ready())
    assert window.tab.text() == (
        "The built-in browser is not available. Pages open in your own browser."
    )
    assert [button.text() for button in buttons(window.tab)] == ["Open in my browser"]
    assert (window.tab.browser, told) == (None, [True, True])


@pytest.mark.parametrize("environment", list(Environment))
def test_only_the_emulators_pages_are_our_own(environment, tab, monkeypatch):
    asked = []
    monkeypatch.setattr(sandbox, "obstacle", lambda *, ours: asked.append(ours))
    state = ready()
    tab.show_state(replace(state, profile=replace(state.profile, environment=environment)))
    assert asked == [environment is Environment.EMULATOR]


def test_a_state_without_an_end_does_not_widen_it(tab):
    tab.show_state(opened(values={"statusDetails.state": "x" * 10_000}))
    assert tab.minimumSizeHint().width() <= 568


def test_the_window_loads_no_browser_by_itself():
    code = (
        "import sys, apay_console.ui.main_window as w;"
        "print([m for m in sys.modules if 'WebEngine' in m or m.endswith('browser.buyers_page')])"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"


def test_it_dies_when_it_is_closed(dies, theme):
    window = QWidget()
    assert dies(lambda: BuyersTab(theme, Commands(window)))


def test_each_thing_that_is_missing_is_a_link_to_it(window):
    told = []
    window.tab.need_chosen.connect(told.append)
    window.tab.show_state(opened(missing=MISSING))
    links = [one for one in window.tab.findChildren(QPushButton) if one.property("kind") == "more"]
    assert [link.text() for link in links] == ["Amount", "Result URL", "Intent"]
    for link in links:
        link.click()
    assert told == [*MISSING]


def test_the_links_go_when_nothing_is_missing_any_more(window):
    window.tab.show_state(opened(missing=MISSING))
    window.tab.show_state(ready())
    links = [one for one in window.tab.findChildren(QPushButton) if one.property("kind") == "more"]
    assert not any(link.isVisible() for link in links)


def test_beside_the_form_it_shows_what_the_buyer_will_read_and_where_it_is_cut(tab):
    tab.show_state(replace(opened(), draft=Draft({STORE_NAME.name: "<b>Te\u202ea</b>"})))
    assert "Store. <b>Te<U+202E>a</b>." in tab.eye.text()
    tab.show_state(replace(opened(), draft=Draft({STORE_NAME.name: "x" * 51})))
    assert f"Store. {'x' * 50}…. Only 50 characters are taken. Too long by 1: “x”" in tab.eye.text()


def test_what_the_buyer_reads_is_not_made_before_somebody_looks(qtbot, theme):
    window = QWidget()
    qtbot.addWidget(window)
    unseen = BuyersTab(theme, Commands(window), window)
    unseen.show_state(opened())
    assert "eye" not in vars(unseen)
