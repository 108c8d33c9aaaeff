"""A buyer's pages come the way that the profile's requests go: through its proxy, or none."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest

from apay_console.model.profile import Environment, Region
from apay_console.presenters.buyer.addresses import Place
from tests.api.conftest import serve
from tests.api.faults import FaultServer, saying
from tests.api.networks import closed_port, tunnelling
from tests.ui.browser.test_local_services import GATHER
from tests.ui.gallery import Gallery
from tests.ui.visits import AMAZON, QUIET, SANDBOX, Visit

__all__ = ["serve"]

pytestmark = QUIET

Through = Callable[[str], Visit]
ASKS = 'HTTP/1.1 407 Who?\r\nProxy-Authenticate: Basic realm="x"\r\nContent-Length: 0\r\n\r\n'


@pytest.fixture
def through(visit: Visit, buyers: Any, serve: Any) -> Iterator[Through]:
    """Visit Amazon by way of a proxy, or of none; each way has a buyer of its own."""
    owners = set()

    def make(proxy: str) -> Visit:
        owners.add(proxy or "direct")
        return replace(visit, place=SANDBOX._replace(proxy=proxy), owner=proxy or "direct")

    yield make
    visit.shown.shut()  # before the servers, which wait for the last connection to end
    for owner in owners:
        buyers.forget(owner)


@pytest.fixture
def proxy(places: list[Gallery], serve: Any) -> FaultServer:
    made: FaultServer = serve(tunnelling(places[0].port))
    return made


def test_every_request_of_a_page_goes_through_the_profiles_proxy(
    through: Through, proxy: FaultServer
) -> None:
    visit = through(proxy.url)
    visit.open("<body><img src='/x.png'>")
    visit.promise("fetch('/y').then(() => 1)")
    assert [hit.path for hit in visit.gallery.hits] == ["/page", "/x.png", "/y"]
    assert proxy.requests[0].startswith(b"CONNECT payments.amazon.com:443 HTTP/1.1\r\n")
    assert visit.gallery.connections == proxy.connections


def test_the_first_request_of_each_profile_goes_its_own_way_in_any_order(
    through: Through, proxy: FaultServer, places: list[Gallery], serve: Any
) -> None:
    second = serve(tunnelling(places[0].port))
    for way in ("", proxy.url, second.url, "", second.url, proxy.url):
        before = proxy.connections, second.connections
        through(way).open("<body>x")
        grown = proxy.connections > before[0], second.connections > before[1]
        assert grown == (way == proxy.url, way == second.url)


def test_who_pays_with_no_proxy_stays_signed_in_until_another_way_is_taken(
    through: Through, proxy: FaultServer
) -> None:
    visit = through("")
    visit.open("<p>signed in", Set_Cookie="buyer=1; Secure")
    visit.open("<p>still", path="/again")
    assert visit.js("document.cookie") == "buyer=1"
    through(proxy.url).open("<p>else")
    visit.open("<p>anew", path="/anew")
    assert visit.js("document.cookie") == ""


def test_what_is_on_this_computer_comes_through_no_proxy(
    through: Through, proxy: FaultServer, places: list[Gallery]
) -> None:
    through(proxy.url).open("<p>signed in", Set_Cookie="buyer=1; Secure")
    before, base = proxy.connections, f"http://localhost:{places[2].port}"
    own = Place(Environment.EMULATOR, Region.NA, base)
    visit = replace(through(""), place=own, owner="emulated")
    places[2].page("/checkout", "<p>x")
    visit.go(f"{base}/checkout")
    visit.until(lambda: visit.shown.bar.text() == f"{base}/checkout")
    assert proxy.connections == before
    signed_in = through(proxy.url)
    signed_in.open("<p>still", path="/again")
    assert signed_in.js("document.cookie") == "buyer=1"


@pytest.fixture
def far(places: list[Gallery]) -> Iterator[socket.socket]:
    """A UDP port where Amazon is, as if far from here."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as udp:
        udp.bind(("127.0.0.1", places[0].port))
        udp.setblocking(False)
        yield udp


def assert_nothing_came(udp: socket.socket) -> None:
    with pytest.raises(BlockingIOError):
        udp.recv(2000)


@pytest.mark.parametrize("url", ["stun:{}", "turn:{}?transport=udp"])
def test_no_call_between_browsers_goes_past_the_proxy(
    through: Through, proxy: FaultServer, far: socket.socket, url: str
) -> None:
    visit = through(proxy.url)
    visit.open("<body>x")
    place = "{}:{}".format(*far.getsockname())
    assert visit.promise(GATHER % url.format(place)) == ["ok", "complete"]
    assert_nothing_came(far)


def test_no_web_transport_goes_past_the_proxy(
    through: Through, proxy: FaultServer, far: socket.socket
) -> None:
    visit = through(proxy.url)
    visit.open("<body>x")
    call = f"new WebTransport('{AMAZON}:{far.getsockname()[1]}/x')"
    assert visit.promise(f"(it => (it.closed.catch(() => 0), it.ready))({call})")[0] == "no"
    assert_nothing_came(far)


def test_a_proxy_that_asks_for_a_password_is_named_and_gets_none(
    through: Through, serve: Any
) -> None:
    asking = serve(saying(ASKS))
    visit = through(asking.url)
    visit.go(f"{AMAZON}/page")
    visit.said(f"could not be loaded through the proxy 127.0.0.1:{asking.port} (")
    assert visit.gallery.hits == []
    assert not any(b"proxy-authorization" in request.lower() for request in asking.requests)


def test_where_the_proxy_is_not_there_nothing_goes_past_it(through: Through) -> None:
    port = closed_port()
    visit = through(f"http://127.0.0.1:{port}")
    visit.go(f"{AMAZON}/page")
    visit.said(
        f"The page of payments.amazon.com could not be loaded through the proxy 127.0.0.1:{port}"
    )
    assert visit.gallery.hits == []
