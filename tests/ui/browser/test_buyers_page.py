"""The buyer's page goes where it may, catches the way home, and says what went wrong."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QTimer, QUrl
from PySide6.QtWidgets import QLineEdit, QPushButton

from apay_console.model.profile import Environment, Region
from apay_console.presenters.buyer.addresses import Place
from apay_console.presenters.buyer.buyer import Page
from apay_console.ui.browser import sandbox
from tests.ui.gallery import Gallery
from tests.ui.visits import AMAZON, BIG, HOME, QUIET, RETURN, Visit

pytestmark = QUIET

LEAVING = {
    "link": "<a id=a href='{home}'>home</a><script>a.click()</script>",
    "location": "<script>location.href = '{home}'</script>",
    "replace": "<script>location.replace('{home}')</script>",
    "meta": "<meta http-equiv=refresh content='0;url={home}'>",
    "form": "<form id=f method=post action='{home}'></form><script>f.submit()</script>",
}


@pytest.mark.parametrize("way", [*LEAVING, "302", "303", "307"])
def test_the_return_is_caught_before_it_loads(visit: Visit, way: str) -> None:
    if way.isdigit():
        visit.gallery.page("/leave", "", status=int(way), Location=HOME)
    else:
        visit.gallery.page("/leave", LEAVING[way].format(home=HOME))
    with visit.qtbot.waitSignal(visit.shown.returned) as caught:
        visit.go(f"{AMAZON}/leave")
    assert caught.args == [HOME]
    assert visit.gallery.of("shop.test") == []


def test_what_waits_for_the_window_is_done_before_the_engine_starts(
    visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []
    waiting = QTimer()
    waiting.timeout.connect(lambda: done.append("what waited"))
    monkeypatch.setattr(visit.shown, "_start", lambda _: done.append("the engine"))
    visit.shown.show_page(Page(QUrl(f"{AMAZON}/page"), visit.place, RETURN, "mine", visit.owner))
    waiting.start(0)
    visit.until(lambda: "the engine" in done)
    waiting.stop()
    assert done[0] == "what waited"


def test_the_cancel_address_is_a_way_home_too(visit: Visit) -> None:
    visit.gallery.page("/leave", "<script>location.href = 'https://shop.test/cancel?x=1'</script>")
    with visit.qtbot.waitSignal(visit.shown.returned) as caught:
        visit.go(f"{AMAZON}/leave")
    assert caught.args == ["https://shop.test/cancel?x=1"]


def test_p31_no_page_keeps_the_buyer_from_going_home(visit: Visit) -> None:
    hold = "<script>addEventListener('beforeunload', e => e.preventDefault())</script>"
    visit.open(f"<button {BIG} onclick='n = 1'>x</button>{hold}")
    visit.click()
    visit.until(lambda: visit.js("window.n"))
    with visit.qtbot.waitSignal(visit.shown.returned):
        visit.view.own.runJavaScript(f"location.href = '{HOME}'")


def test_after_the_return_nothing_opens_any_more(visit: Visit) -> None:
    visit.gallery.page("/page", f"<script>location.href = '{HOME}'</script>")
    with visit.qtbot.waitSignal(visit.shown.returned):
        visit.go(f"{AMAZON}/page")
    assert visit.shown.windows.count() == 0
    assert visit.shown.bar.text() == ""


def test_b84_another_sessions_return_is_told_and_handed_on(visit: Visit) -> None:
    visit.open("<p>before")
    with visit.qtbot.waitSignal(visit.shown.returned) as caught:
        visit.js(f"location.href = '{RETURN}?amazonCheckoutSessionId=other'; 1")
    assert caught.args == [f"{RETURN}?amazonCheckoutSessionId=other"]
    assert "other" in visit.shown.banner.text()


EVIL = "https://evil.test/{0}"


def test_hops_are_told_with_their_hosts(visit: Visit, places: list[Gallery]) -> None:
    visit.open("<p>one")
    visit.gallery.page("/two", "<p>two")
    with visit.qtbot.waitSignal(visit.shown.hop) as hop:
        visit.js("location.href = 'https://pay.amazon.com/two'; 1")
    assert hop.args == ["pay.amazon.com"]
    visit.shown.bar.hops.click()
    assert not visit.shown.hop_list.isHidden()
    lines = visit.shown.hop_list.text().splitlines()
    assert [line.split()[1] for line in lines] == ["payments.amazon.com", "pay.amazon.com"]


def test_back_goes_to_the_page_before(visit: Visit) -> None:
    visit.open(f"<a href='/two' {BIG}>two</a>")
    assert not visit.shown.bar.can_go_back
    visit.gallery.page("/two", "<p>two")
    visit.click()  # Chromium passes over pages that nobody asked for
    visit.until(lambda: visit.shown.bar.text() == f"{AMAZON}/two" and visit.shown.bar.can_go_back)
    visit.shown.bar.back.emit()
    visit.until(lambda: visit.shown.bar.text() == f"{AMAZON}/page")


def test_loading_can_be_stopped(visit: Visit) -> None:
    visit.go(f"{AMAZON}/hang")
    visit.until(lambda: visit.gallery.hits and visit.is_loading)
    visit.shown.bar.stop.emit()
    visit.until(lambda: not visit.is_loading)
    visit.gallery.let_go.set()
    assert visit.shown.bar.text() == ""
    assert visit.shown.banner.text() == ""


def test_p30_a_wrong_certificate_is_final(visit: Visit, places: list[Gallery]) -> None:
    with visit.qtbot.waitSignal(visit.shown.failed):
        visit.go("https://apay-us.amazon.com/x")
    visit.said("The certificate of apay-us.amazon.com is not right")
    labels = [button.text() for button in visit.shown.banner.buttons()]
    assert labels == ["Reload", "Open in my browser", "Close"]
    assert places[1].hits == []
    assert visit.shown.bar.text() == ""
    assert not visit.shown.bar.is_secure


@pytest.mark.parametrize("host", ["www.amazon.com", "apay-us.amazon.com"])
def test_where_no_page_came_the_window_has_its_own_colour(visit: Visit, host: str) -> None:
    visit.shown._theme.choose("dark")
    with visit.qtbot.waitSignal(visit.shown.failed):
        visit.go(f"https://{host}/ap/signin")
    visit.until(visit.view.isHidden)  # of a certificate it is told before the engine gives up
    ground = visit.shown.windows.grab().toImage().pixelColor(20, 20)
    assert ground.lightness() < 64
    visit.gallery.page("/page", "<p>here")
    visit.view.own.load(QUrl(f"{AMAZON}/page"))
    visit.until(lambda: visit.shown.bar.text() == f"{AMAZON}/page")
    assert visit.view.isVisible()


def test_a_page_that_cannot_be_reached_says_why(visit: Visit) -> None:
    visit.go("https://www.amazon.com/ap/signin")
    visit.said("The page of www.amazon.com could not be loaded (net::ERR_")


def test_a_page_with_an_error_status_is_shown_as_it_is(visit: Visit) -> None:
    visit.open("<title>sorry</title>sorry", status=500)
    assert visit.js("document.title") == "sorry"
    assert visit.shown.banner.text() == ""


def revive(visit: Visit, by: signal.Signals) -> None:
    """End the page's process, and load the page again as a person does."""
    visit.gallery.hits.clear()
    os.kill(visit.view.own.renderProcessPid(), by)
    visit.said("The page stopped working")
    visit.press("Reload")
    visit.until(lambda: visit.gallery.hits and not visit.is_loading)
    assert visit.js("document.title") == "alive"
    assert visit.shown.banner.text() == ""


CRASHES = [signal.SIGKILL, signal.SIGABRT]


def test_p35_twenty_dead_pages_are_messages_and_reload(
    visit: Visit, record_property: Callable[[str, object], None]
) -> None:
    visit.open("<title>alive</title>alive")
    for round_ in range(20):
        revive(visit, CRASHES[round_ % len(CRASHES)])
    record_property("figure", "20 dead renderers, 20 reloads, 0 ends of the program")


@pytest.mark.parametrize("by", CRASHES)
def test_f70_a_page_that_crashes_or_is_killed_leaves_the_form_alone(
    visit: Visit, by: signal.Signals
) -> None:
    form = QLineEdit("19.99", visit.shown)
    visit.open("<title>alive</title>alive")
    revive(visit, by)
    assert form.text() == "19.99"


def test_f70_a_page_that_dies_while_it_loads_is_said_to_be_dead(visit: Visit) -> None:
    visit.open("<p>x")
    visit.gallery.page("/two", "<script src='/hang'></script>")
    visit.js("location.href = '/two'; 1")
    visit.until(lambda: any(hit.path == "/hang" for hit in visit.gallery.hits))
    os.kill(visit.view.own.renderProcessPid(), signal.SIGKILL)
    visit.said("The page stopped working")
    visit.gallery.let_go.set()


def test_p30_a_wrong_certificate_stays_wrong_when_it_is_loaded_again(
    visit: Visit, places: list[Gallery]
) -> None:
    visit.go("https://apay-us.amazon.com/x")
    for _ in range(3):
        visit.said("The certificate of apay-us.amazon.com is not right")
        visit.press("Reload")
    visit.said("The certificate of apay-us.amazon.com is not right")
    assert places[1].hits == []
    assert not visit.shown.bar.is_secure


def test_p30_no_part_of_a_page_comes_from_a_wrong_certificate(
    visit: Visit, places: list[Gallery]
) -> None:
    wrong = "https://apay-us.amazon.com/x"
    visit.open(f"<img src='{wrong}'><iframe src='{wrong}'></iframe><script src='{wrong}'></script>")
    assert visit.promise(f"fetch('{wrong}', {{mode: 'no-cors'}})")[0] == "no"
    assert places[1].hits == []
    assert visit.shown.bar.text() == f"{AMAZON}/page"


def test_f72_without_a_graphics_card_a_page_is_drawn(visit: Visit) -> None:
    from apay_console.ui.browser.engine import FLAGS

    assert "--disable-gpu" in FLAGS.split()
    visit.open("<body style='background: rgb(10, 200, 30)'>")
    middle = visit.view.rect().center()
    visit.until(
        lambda: visit.view.grab().toImage().pixelColor(middle).getRgb()[:3] == (10, 200, 30)
    )


def test_p35_a_dead_page_can_be_closed_or_opened_outside(visit: Visit) -> None:
    visit.open("<p>alive")
    os.kill(visit.view.own.renderProcessPid(), signal.SIGKILL)
    visit.said("The page stopped working")
    with visit.qtbot.waitSignal(visit.shown.open_outside):
        visit.press("Open in my browser")
    with visit.qtbot.waitSignal(visit.shown.closed):
        visit.shown.close_page()


@pytest.fixture
def at_emulator(visit: Visit, places: list[Gallery]) -> Visit:
    base = f"http://127.0.0.1:{places[2].port}"
    place = Place(Environment.EMULATOR, Region.NA, base)
    return replace(visit, gallery=places[2], owner="emulated", place=place)


def test_the_emulators_page_opens_and_loads_its_own_parts(at_emulator: Visit) -> None:
    gallery, base = at_emulator.gallery, at_emulator.place.emulator_base
    gallery.page("/style.css", "p { color: red }", Content_Type="text/css")
    gallery.page("/checkout", "<link rel=stylesheet href=/style.css><p id=p>x")
    at_emulator.go(f"{base}/checkout")
    at_emulator.until(lambda: at_emulator.shown.bar.text() == f"{base}/checkout")
    at_emulator.until(lambda: len(gallery.hits) == 2)
    assert not at_emulator.shown.bar.is_secure
    assert at_emulator.shown.unsandboxed.isHidden()


def test_p28_the_emulators_page_reaches_no_other_host(
    at_emulator: Visit, places: list[Gallery]
) -> None:
    base = at_emulator.place.emulator_base
    at_emulator.gallery.page(
        "/checkout", f"<img src='{AMAZON}/x'><script src='{AMAZON}/y'></script>"
    )
    at_emulator.go(f"{base}/checkout")
    at_emulator.until(lambda: at_emulator.shown.bar.text() and not at_emulator.is_loading)
    with at_emulator.qtbot.waitSignal(at_emulator.shown.blocked) as blocked:
        at_emulator.js(f"location.href = '{AMAZON}/z'; 1")
    assert blocked.args == ["payments.amazon.com"]
    assert places[0].hits == []


def test_p26_our_own_page_without_a_sandbox_says_so(
    at_emulator: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sandbox, "can_sandbox", lambda: False)
    at_emulator.go(f"{at_emulator.place.emulator_base}/checkout")
    assert not at_emulator.shown.unsandboxed.isHidden()
    assert "no sandbox" in at_emulator.shown.unsandboxed.text()


def test_p26_a_foreign_page_without_a_sandbox_does_not_open(
    visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sandbox, "can_sandbox", lambda: False)
    visit.go(f"{AMAZON}/page")
    assert "no sandbox" in visit.shown.banner.text()
    assert visit.shown.windows.count() == 0
    assert isinstance(visit.shown.banner.buttons()[0], QPushButton)
    with visit.qtbot.waitSignal(visit.shown.open_outside):
        visit.press("Open in my browser")
