"""What is not Amazon's does not open, and is named."""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable

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
def test_p28_a_host_that_is_not_listed_is_not_asked_for_anything(visit: Visit, way: str) -> None:
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
def test_p28_what_is_blocked_is_named(
    visit: Visit, places: list[Gallery], url: str, named: str
) -> None:
    visit.open("<p>before")
    with visit.qtbot.waitSignal(visit.shown.blocked) as blocked:
        visit.js(f"location.href = '{url.format(emulator=places[2].port)}'; 1")
    assert blocked.args == [named]
    assert visit.shown.banner.text() == f"Blocked: {named}"
    assert places[2].hits == []


NOT_THE_WEB = [
    "file:///etc/passwd",
    "file://payments.amazon.com/etc/passwd",
    "chrome://version",
    "chrome://crash",
    "devtools://devtools/bundled/inspector.html",
    "qrc:/x",
    "view-source:about:blank",
    "data:text/html,<title>data</title>",
    "filesystem:https://payments.amazon.com/temporary/x",
    "mailto:a@b.c",
    "intent://x#Intent;scheme=https;end",
    "ftp://evil.test/",
    "tel:1",
    "ms-settings:x",
]


@pytest.mark.parametrize("url", NOT_THE_WEB)
@pytest.mark.parametrize("framed", [False, True])
def test_p28_no_page_reaches_what_is_not_the_web(visit: Visit, url: str, framed: bool) -> None:
    visit.open("<title>before</title><iframe id=f></iframe>")
    visit.js(f"{'f.src' if framed else 'location.href'} = {json.dumps(url)}; 1")
    visit.settled()
    assert visit.js("document.title") == "before"
    assert visit.js("frames.length") == 1
    assert visit.shown.bar.text() == f"{AMAZON}/page"
    assert visit.gallery.of("evil.test") == []


WRONG = [
    "http://payments.amazon.com/x",
    "https://payments.amazon.com@evil.test/",
    "https://user:pw@payments.amazon.com/x",
    "https://@evil.test/",
    "https://payments.amazon.com.evil.test/",
    "https://notamazon.com/",
    "https://evil.test\\@payments.amazon.com/",
    "https:\\\\evil.test\\",
    "https://evil.test%2fpayments.amazon.com/",
    "https://payments.amazon.com%2eevil.test/",
    "https://payments.amazon.com\u3002evil.test/",
    "https://\u0430mazon.com/",
    "https://xn--80ak6aa92e.com/",
    "https://ev\til.test/",
    " https://evil.test/",
    "https:///evil.test",
    "//evil.test/x",
    "https://payments.amazon.com./x",
    "https://payments.amazon.com:8443/x",
    "https://payments.amazon.com:1/x",
    "https://2130706433/",
    "https://0x7f.1/",
    "https://127.1/",
    "https://0177.0.0.1/",
    "https://[::1]/",
    "https://[::ffff:127.0.0.1]/",
    "https://169.254.169.254/latest/meta-data",
    "https://10.0.0.1/",
    "https://printer.local/",
    "https://intranet/",
    "http://evil.test/",
    "wss://evil.test/",
    "https://evil.test/https://payments.amazon.com/",
]


@pytest.mark.parametrize("way", ["location", "frame", "form", "window"])
def test_p28_none_of_thirty_wrong_addresses_is_asked_for_anything(
    visit: Visit, places: list[Gallery], way: str, record_property: Callable[[str, object], None]
) -> None:
    ways = {
        "location": "location.href = it",
        "frame": "document.body.append(Object.assign(document.createElement('iframe'), {src: it}))",
        "form": "document.body.append(Object.assign(document.createElement('form'), "
        "{action: it, method: 'post'})); document.body.lastChild.submit()",
        "window": "open(it)",
    }
    visit.open("<title>before</title><body>x")
    for url in WRONG:
        visit.js(f"try {{ let it = {json.dumps(url)}; {ways[way]} }} catch (e) {{}}; 1")
    visit.settled()
    hits = [hit for place in places for hit in place.hits if hit.path != "/page"]
    assert hits == []
    assert visit.shown.bar.text() == f"{AMAZON}/page"
    record_property("figure", f"{len(WRONG)} addresses by {way}, {len(hits)} hits")


def test_b82_a_chain_that_leaves_the_list_is_stopped_where_it_leaves(visit: Visit) -> None:
    chain = ["/one", "https://pay.amazon.com/two", f"{AMAZON}/three", "http://evil.test/four"]
    for here, there in itertools.pairwise(chain):
        path = "/" + here.rpartition("/")[2]
        visit.gallery.page(path, "", status=302, Location=there)
    visit.open("<p>before")
    visit.js("location.href = '/one'; 1")
    visit.said("Blocked: evil.test")
    assert [hit.path for hit in visit.gallery.hits] == ["/page", "/one", "/two", "/three"]
    assert visit.shown.bar.text() == f"{AMAZON}/page"


def test_p29_the_address_stays_that_of_what_is_shown(visit: Visit) -> None:
    visit.open("<p>before")
    visit.gallery.page("/leave", "", status=302, Location="http://evil.test/")
    visit.js("location.href = '/leave'; 1")
    visit.said("evil.test")
    assert visit.shown.bar.text() == f"{AMAZON}/page"
    assert visit.shown.bar.is_secure


def test_p29_a_second_refusal_shows_nothing_else_than_the_first(visit: Visit) -> None:
    visit.open("<p>before")
    visit.gallery.page("/leave", "", status=302, Location="http://evil.test/")
    for _ in range(2):
        visit.shown.banner.clear()
        visit.js("location.href = '/leave'; 1")
        visit.said("Blocked: evil.test")
        assert visit.shown.bar.text() == f"{AMAZON}/page"


def test_p29_a_page_that_is_only_on_its_way_lends_its_address_to_nobody(visit: Visit) -> None:
    visit.open("<p>before")
    visit.js("location.href = 'https://pay.amazon.com/hang'; 1")
    visit.until(lambda: visit.gallery.of("pay.amazon.com"))
    assert visit.shown.bar.text() == f"{AMAZON}/page"
    visit.shown.bar.stop.emit()
    visit.until(lambda: not visit.is_loading)
    visit.gallery.let_go.set()
    assert visit.shown.bar.text() == f"{AMAZON}/page"


def test_p29_a_page_that_makes_itself_blank_is_still_its_hosts(visit: Visit) -> None:
    visit.open("<title>before</title>before")
    visit.js("location.href = 'about:blank'; 1")
    visit.until(lambda: visit.js("document.title") == "")
    assert visit.js("self.origin") == AMAZON
    assert visit.shown.bar.text() == f"{AMAZON}/page"


@pytest.mark.parametrize(
    "forged", ["https://pay.amazon.com/", "//pay.amazon.com/", "https://payments.amazon.com:1/"]
)
def test_p29_no_script_writes_another_host_into_the_address(visit: Visit, forged: str) -> None:
    visit.open("<title>https://pay.amazon.com/</title><p>before")
    push = f"try {{ history.pushState(0, '', '{forged}'); 'ok' }} catch (e) {{ e.name }}"
    assert visit.js(push) == "SecurityError"
    visit.js("history.pushState(0, '', '/other'); 1")
    visit.until(lambda: visit.shown.bar.text() == f"{AMAZON}/other")


def test_p29_the_address_shows_its_host_in_ascii_and_its_signs_encoded(visit: Visit) -> None:
    visit.open("<p>x", path="/a%0d%0ab/%E2%80%AEgpj")
    assert visit.shown.bar.text() == f"{AMAZON}/a%0D%0Ab/%E2%80%AEgpj"
