"""What is not Amazon's does not open, and is named."""

from __future__ import annotations

import pytest

from tests.ui.gallery import Gallery
from tests.ui.visits import AMAZON, QUIET, Visit

pytestmark = QUIET

TO_EVIL = {
    "location": "<script>location.href = '{url}'</script>",
    "meta": "<meta http-equiv=refresh content='0;url={url}'>",
    "form": "<form id=f method=post action='{url}'></form><script>f.submit()</script>",
    "iframe": "<iframe src='{url}'></iframe>",
    "object": "<object data='{url}'></object>",
    "nested": "<iframe srcdoc=\"<iframe src='{url}'></iframe>\"></iframe>",
    "click": "<a id=a href='{url}'>x</a><script>a.click()</script>",
}


@pytest.mark.parametrize("way", [*TO_EVIL, "302", "307"])
def test_a_host_that_is_not_listed_is_not_asked_for_anything(visit: Visit, way: str) -> None:
    url = "http://evil.test/" if way == "click" else "https://evil.test/"
    visit.open("<p>before")
    if way.isdigit():
        visit.gallery.page("/leave", "", status=int(way), Location=url)
    else:
        visit.gallery.page("/leave", TO_EVIL[way].format(url=url))
    visit.js("location.href = '/leave'; 1")
    visit.said("evil.test")
    assert visit.gallery.of("evil.test") == []


@pytest.mark.parametrize(
    ("url", "named"),
    [
        ("http://payments.amazon.com/x", "payments.amazon.com"),
        ("https://payments.amazon.com:8443/x", "payments.amazon.com"),
        ("http://127.0.0.1:{emulator}/x", "127.0.0.1"),
        ("http://localhost:{emulator}/x", "localhost"),
    ],
)
def test_what_is_blocked_is_named(
    visit: Visit, places: list[Gallery], url: str, named: str
) -> None:
    visit.open("<p>before")
    with visit.qtbot.waitSignal(visit.shown.blocked) as blocked:
        visit.js(f"location.href = '{url.format(emulator=places[2].port)}'; 1")
    assert blocked.args == [named]
    assert visit.shown.banner.text() == f"Blocked: {named}"
    assert places[2].hits == []


@pytest.mark.parametrize(
    "url",
    ["file:///etc/passwd", "chrome://version", "qrc:/x", "view-source:about:blank", "mailto:a@b.c"],
)
def test_no_page_reaches_what_is_not_the_web(visit: Visit, url: str) -> None:
    visit.open("<title>before</title>before")
    visit.js(f"location.href = '{url}'; 1")
    visit.settled()
    assert visit.js("document.title") == "before"
    assert visit.shown.bar.text() == f"{AMAZON}/page"


def test_the_address_stays_that_of_what_is_shown(visit: Visit) -> None:
    visit.open("<p>before")
    visit.gallery.page("/leave", "", status=302, Location="http://evil.test/")
    visit.js("location.href = '/leave'; 1")
    visit.said("evil.test")
    assert visit.shown.bar.text() == f"{AMAZON}/page"
    assert visit.shown.bar.is_secure


def test_the_address_shows_its_host_in_ascii_and_its_signs_encoded(visit: Visit) -> None:
    visit.open("<p>x", path="/a%0d%0ab/%E2%80%AEgpj")
    assert visit.shown.bar.text() == f"{AMAZON}/a%0D%0Ab/%E2%80%AEgpj"
