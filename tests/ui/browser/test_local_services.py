"""What runs on this computer is out of a page's reach, by every means that a page has."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest

from apay_console.model.profile import Environment, Region
from apay_console.presenters.buyer.addresses import Place
from tests.ui.gallery import Gallery
from tests.ui.visits import AMAZON, QUIET, Visit

pytestmark = QUIET

Record = Callable[[str, object], None]
NEAR = [
    "127.0.0.1",
    "localhost",
    "[::1]",
    "0.0.0.0",
    "127.1",
    "app.localhost",
    "2130706433",
    "[::ffff:127.0.0.1]",
]
REACH = {
    "fetch": "fetch('http:'+it, {method: 'POST', mode: 'no-cors', body: 'x'})",
    "https": "fetch('https:'+it)",
    "image": "new Promise((y, n) => Object.assign(new Image(), "
    "{onload: y, onerror: n, src: 'http:'+it}))",
    "beacon": "Promise.resolve(navigator.sendBeacon('http:'+it)).then(() => fetch('https:'+it))",
    "socket": "new Promise((y, n) => Object.assign(new WebSocket('ws:'+it), "
    "{onopen: y, onerror: n}))",
    "events": "new Promise((y, n) => Object.assign(new EventSource('http:'+it), "
    "{onopen: y, onerror: n}))",
    "script": "import('http:'+it)",
    "style": "new Promise((y, n) => document.head.append(Object.assign(document.createElement("
    "'link'), {rel: 'stylesheet', href: 'http:'+it, onload: y, onerror: n})))",
    "worker": "new Promise((y, n) => Object.assign(new Worker(URL.createObjectURL(new Blob(["
    "`fetch('http:${it}', {mode: 'no-cors'}).then(() => postMessage(1), () => postMessage(0))`"
    "]))), {onmessage: e => e.data ? y() : n(), onerror: n}))",
}


@pytest.mark.parametrize("means", list(REACH))
def test_p33_a_page_reaches_nothing_on_this_computer(
    visit: Visit, places: list[Gallery], means: str, record_property: Record
) -> None:
    targets = [f"//{name}:{places[2].port}/_emulator/reset" for name in NEAR]
    visit.open("<body>x")
    tries = f"Promise.allSettled({targets}.map(it => {REACH[means]}))"
    came = visit.promise(f"{tries}.then(all => all.map(one => one.status))")
    assert came == ["ok", ["rejected"] * len(NEAR)]
    assert places[2].hits == []
    record_property("figure", f"{len(NEAR)} names by {means}, {len(places[2].hits)} accepted")


# Each is tried often, for the doorman and the network run side by side once a page is redirected.
REDIRECTED = {
    "fetch": "fetch('/away', {mode: 'no-cors'})",
    "post": "fetch('/away', {mode: 'no-cors', method: 'POST', body: 'x'})",
    "image": "new Promise(y => Object.assign(new Image(), {onerror: y, src: '/away?' + n}))",
    "script": "import(location.origin + '/away?' + n)",
    "beacon": "Promise.resolve(navigator.sendBeacon('/away', 'x'))",
}
WORKER = "Promise.allSettled(Array(20).fill(0).map(() => fetch('/away', {mode: 'no-cors'})))"
IN_WORKERS = {
    "worker": "Object.assign(new Worker('/worker.js'), {onmessage: y, onerror: n})",
    "shared": "Object.assign(new SharedWorker('/worker.js').port, {onmessage: y})",
    "service": "(navigator.serviceWorker.onmessage = y, navigator.serviceWorker"
    ".register('/worker.js').then(() => navigator.serviceWorker.ready)"
    ".then(one => one.active.postMessage(1)))",
}
ANSWERS = (
    f"onmessage = e => {WORKER}.then(() => e.source.postMessage(1));"
    f"onconnect = e => {WORKER}.then(() => e.ports[0].postMessage(1));"
    f"if (self.postMessage) {WORKER}.then(() => postMessage(1))"
)


@pytest.mark.parametrize("scheme", ["http", "https"])
@pytest.mark.parametrize("means", list(REDIRECTED))
def test_p33_no_redirect_leads_a_part_of_a_page_to_this_computer(
    visit: Visit, places: list[Gallery], means: str, scheme: str
) -> None:
    target = f"{scheme}://127.0.0.1:{places[2].port}/_emulator/reset"
    visit.gallery.page("/away", "", status=307, Location=target)
    visit.open("<body>x")
    tries = f"[...Array(30).keys()].map(n => {REDIRECTED[means]})"
    visit.promise(f"Promise.allSettled({tries}).then(() => fetch('/page')).then(() => 1)")
    visit.until(lambda: sum("/away" in hit.path for hit in visit.gallery.hits) >= 30)
    assert places[2].hits == []


@pytest.mark.parametrize("means", list(IN_WORKERS))
def test_p33_no_worker_is_led_to_this_computer(
    visit: Visit, places: list[Gallery], means: str
) -> None:
    visit.owner = means  # nobody else gets the service worker
    target = f"http://127.0.0.1:{places[2].port}/_emulator/reset"
    visit.gallery.page("/away", "", status=307, Location=target)
    visit.gallery.page("/worker.js", ANSWERS, Content_Type="text/javascript")
    visit.open("<body>x")
    visit.promise(f"new Promise((y, n) => {IN_WORKERS[means]}).then(() => 1)")
    assert sum(hit.path == "/away" for hit in visit.gallery.hits) >= 20
    assert places[2].hits == []


@contextmanager
def ear() -> Iterator[tuple[int, list[str]]]:
    """A port of this computer, TCP and UDP, and what is heard there."""
    heard: list[str] = []
    with (
        socket.create_server(("127.0.0.1", 0)) as tcp,
        socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as udp,
    ):
        port = tcp.getsockname()[1]
        udp.bind(("127.0.0.1", port))
        threading.Thread(target=_accept, args=(tcp, heard), daemon=True).start()
        threading.Thread(target=_receive, args=(udp, heard), daemon=True).start()
        yield port, heard
        udp.sendto(b"end", ("127.0.0.1", port))
        tcp.shutdown(socket.SHUT_RDWR)


def _accept(tcp: socket.socket, heard: list[str]) -> None:
    try:
        while True:
            tcp.accept()[0].close()
            heard.append("tcp")
    except OSError:
        return


def _receive(udp: socket.socket, heard: list[str]) -> None:
    while udp.recv(2000) != b"end":
        heard.append("udp")


GATHER = """new Promise(y => {
  const pc = new RTCPeerConnection({iceServers: [{urls: '%s', username: 'a', credential: 'b'}]})
  pc.createDataChannel('x')
  pc.onicegatheringstatechange = () => pc.iceGatheringState == 'complete' && y(pc.iceGatheringState)
  pc.createOffer().then(offer => pc.setLocalDescription(offer))
})"""


@pytest.mark.parametrize("url", ["stun:127.0.0.1:{}", "turn:127.0.0.1:{}?transport=tcp"])
def test_p33_no_call_between_browsers_reaches_this_computer(visit: Visit, url: str) -> None:
    visit.open("<body>x")
    with ear() as (port, heard):
        assert visit.promise(GATHER % url.format(port)) == ["ok", "complete"]
        assert heard == []


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_p33_no_sign_in_by_another_site_reaches_this_computer(visit: Visit, host: str) -> None:
    visit.open("<body>x")
    with ear() as (port, heard):
        provider = f"{{configURL: 'https://{host}:{port}/fedcm.json', clientId: '1'}}"
        call = f"navigator.credentials.get({{identity: {{providers: [{provider}]}}}})"
        assert visit.promise(call)[0] == "no"
        assert visit.promise("fetch('/page').then(() => 1)") == ["ok", 1]
        assert heard == []
    assert visit.js("'IdentityCredential' in self") is False


def test_p33_a_name_that_is_bound_to_this_computer_leads_nowhere(
    visit: Visit, places: list[Gallery]
) -> None:
    visit.open("<body>x")
    for scheme in ("http", "https"):
        call = f"fetch('{scheme}://rebound.test/', {{mode: 'no-cors'}})"
        assert visit.promise(call)[0] == "no"
    assert places[2].hits == []


def test_p33_this_consoles_own_page_loads_amazons_button(
    visit: Visit, places: list[Gallery]
) -> None:
    own = f"http://127.0.0.1:{places[2].port}"
    script = "https://static-na.payments-amazon.com/checkout.js"
    places[2].page("/button", f"<title>before</title><script src='{script}'></script>")
    places[0].page("/checkout.js", "document.title = 'loaded'", Content_Type="text/javascript")
    place = Place(Environment.SANDBOX, Region.NA, None, own)
    there = replace(visit, place=place, owner="button")
    there.go(f"{own}/button")
    there.until(lambda: there.view.own.title() == "loaded")
    assert AMAZON not in there.shown.bar.text()
