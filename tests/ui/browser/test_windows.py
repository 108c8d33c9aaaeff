"""A window opens beside its opener after a click, and never by itself."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from tests.ui.visits import AMAZON, BIG, HOME, QUIET, Visit

pytestmark = QUIET


OPENED = "<title>opened</title><script>if (opener) opener.document.title = 'touched'</script>"
CLICK_OPENS = {
    "open": "<button {big} onclick=\"window.open('/opened')\">x</button>",
    "blank": "<button {big} onclick=\"w = window.open(''); w.location = '/opened'\">x</button>",
    "form": "<form id=f target=w method=post action='/opened'></form>"
    "<button {big} onclick=\"window.open('', 'w'); f.submit()\">x</button>",
}


@pytest.mark.parametrize("way", list(CLICK_OPENS))
def test_a_click_opens_a_window_beside_its_opener(visit: Visit, way: str) -> None:
    visit.gallery.page("/opened", OPENED)
    visit.open(CLICK_OPENS[way].format(big=BIG))
    opener = visit.view
    visit.click()
    visit.until(lambda: visit.shown.bar.text() == f"{AMAZON}/opened")
    assert visit.shown.windows.count() == 2
    visit.until(lambda: opener.own.title() == "touched")
    visit.shown.bar.back.emit()
    assert visit.view is opener
    assert visit.shown.bar.text() == f"{AMAZON}/page"


def test_a_window_that_closes_itself_gives_way_to_its_opener(visit: Visit) -> None:
    visit.gallery.page("/opened", "<button onclick='window.close()'>done</button>")
    visit.open(CLICK_OPENS["open"].format(big=BIG))
    visit.click()
    visit.until(lambda: visit.shown.bar.text() == f"{AMAZON}/opened")
    visit.js("window.close(); 1")
    visit.until(lambda: visit.shown.windows.count() == 1)
    assert visit.shown.bar.text() == f"{AMAZON}/page"


def test_the_way_home_is_caught_in_a_window_too(visit: Visit) -> None:
    visit.gallery.page("/opened", f"<script>location.href = '{HOME}'</script>")
    visit.open(CLICK_OPENS["open"].format(big=BIG))
    with visit.qtbot.waitSignal(visit.shown.returned):
        visit.click()
    assert visit.gallery.of("shop.test") == []


@pytest.mark.parametrize(
    "script",
    [
        "window.open('/opened')",
        "window.open('about:blank')",
        "a = document.createElement('a'); a.href = '/opened'; a.target = '_blank'; a.click()",
    ],
)
def test_p31_without_a_click_no_window_opens(visit: Visit, script: str) -> None:
    visit.open("<title>before</title><p>before")
    visit.js(f"{script}; 1")
    visit.settled()
    QApplication.processEvents()
    assert visit.shown.windows.count() == 1
    assert [hit.path for hit in visit.gallery.hits] == ["/page"]


def test_p31_one_click_opens_one_window_and_never_more_than_four(visit: Visit) -> None:
    storm = "for (let n = 0; n < 50; n++) window.open('/opened')"
    button = f'<button {BIG} onclick="{storm}">x</button>'
    visit.gallery.page("/opened", f"<title>opened</title>{button}")
    visit.open(button)
    for expected in (2, 3, 4):
        visit.click()
        visit.until(lambda count=expected: visit.shown.windows.count() == count)
        visit.until(lambda: visit.view.own.title() == "opened" and not visit.is_loading)
    visit.click()
    visit.said("Blocked: payments.amazon.com")
    assert visit.shown.windows.count() == 4


def test_p28_a_window_to_an_unknown_host_does_not_open(visit: Visit) -> None:
    visit.open(f"<button {BIG} onclick=\"window.open('http://evil.test/')\">x</button>")
    visit.click()
    visit.said("Blocked: evil.test")
    assert visit.shown.windows.count() == 1
    assert visit.gallery.of("evil.test") == []


def test_p29_an_empty_window_shows_its_openers_address(visit: Visit) -> None:
    visit.open(
        f"<button {BIG} onclick=\"w = window.open(''); w.document.write('<p>fake')\">x</button>"
    )
    visit.click()
    visit.until(lambda: visit.shown.windows.count() == 2)
    assert visit.shown.bar.text() == f"{AMAZON}/page"
