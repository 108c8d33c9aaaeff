"""A profile's own proxy is used for that profile only, and what goes wrong with it is its own."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

from apay_console.api.client import Call, Client, Unanswered, Unsent
from apay_console.model.exchange import Outcome
from apay_console.model.profile import Environment, Profile, Region
from apay_console.model.timeline import Phase, certificate_of, proxy_of, spans_of
from tests.api import faults, networks
from tests.api.calls import EMULATOR, NOW, SESSION, get, send, update
from tests.api.certificates import Authority, authority
from tests.api.conftest import Serve
from tests.api.faults import FaultServer, answering, saying
from tests.api.networks import closed_port

HOST = "pay-api.amazon.eu"
SHOP = Profile("p", "Shop", Environment.SANDBOX, Region.EU, "SANDBOX-A")
TARGET = f"/v2/checkoutSessions/{SESSION}"
OK = answering(200, '{"a":1}')
Through = Callable[..., Call]


@pytest.fixture(scope="module")
def issuer(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return authority(tmp_path_factory.mktemp("authority"))


@pytest.fixture
def through(private_key: RSAPrivateKey) -> Through:
    """Make a write to Amazon through a proxy."""

    def make(proxy: str, host: str = HOST) -> Call:
        profile = replace(SHOP, proxy=proxy)
        return update(private_key, f"https://{host}", profile=profile, target=TARGET)

    return make


def test_a_request_goes_through_its_profiles_proxy_which_cannot_read_it(
    issuer: Authority, serve: Serve, through: Through
) -> None:
    amazon = serve(OK, tls=issuer.server(HOST))
    proxy = serve(networks.tunnelling(amazon.port))
    exchange = send(through(proxy.url), trust=issuer.trust)
    assert exchange.outcome is Outcome.APPLIED
    assert (len(amazon.requests), proxy.connections) == (1, 1)
    [asked] = proxy.requests
    assert asked.startswith(f"CONNECT {HOST}:443 HTTP/1.1\r\n".encode())
    for secret in (b"authorization", b"x-amz-pay", SESSION.encode(), b'{"a":1}'):
        assert secret not in asked.lower()
    assert amazon.last[0] == f"PATCH {TARGET} HTTP/1.1"
    assert dict(amazon.last[1])["Host"] == HOST


def test_the_exchange_keeps_which_proxy_it_went_through_and_its_phases(
    issuer: Authority, serve: Serve, through: Through
) -> None:
    amazon = serve(OK, tls=issuer.server(HOST))
    proxy = serve(networks.tunnelling(amazon.port))
    exchange = send(through(proxy.url), trust=issuer.trust)
    assert proxy_of(exchange) == proxy.url
    phases = [span.phase for span in spans_of(exchange)]
    assert phases == [phase for phase in Phase if phase is not Phase.PAINT]
    events = [name for name, _ in exchange.trace]
    opened = events.index("tunnel.http11.receive_response_headers.complete")
    assert events.index("connection.connect_tcp.complete") > opened
    found = certificate_of(exchange)
    assert found is not None
    assert found.subject == HOST


def test_the_next_profile_without_a_proxy_is_not_led_through_it(
    issuer: Authority, serve: Serve, through: Through, private_key: RSAPrivateKey
) -> None:
    amazon = serve(OK, tls=issuer.server(HOST))
    emulator, proxy = serve(OK), serve(networks.tunnelling(amazon.port))
    kept = replace(EMULATOR, proxy=proxy.url)  # as a damaged data file may say

    async def work() -> list[str]:
        client = Client(clock=lambda: NOW, trust=issuer.trust)
        calls = [
            through(proxy.url),
            get(private_key, emulator.url, profile=kept),
            update(private_key, emulator.url),
        ]
        found = [proxy_of(await client.send(call)) for call in calls]
        await client.close()
        return found

    assert asyncio.run(work()) == [proxy.url, "", ""]
    assert (proxy.connections, len(amazon.requests), len(emulator.requests)) == (1, 1, 2)


def assert_the_proxy_is_named(call: Call, words: str, **settings: object) -> None:
    """Nothing was sent, and the sentence says that it is the proxy, and which."""
    where = call.profile.proxy.removeprefix("http://")
    with pytest.raises(Unsent, match=words) as caught:
        send(call, **settings)
    assert where in str(caught.value)
    assert caught.value.exchange.outcome is Outcome.NOT_SENT
    assert proxy_of(caught.value.exchange) == call.profile.proxy


def test_f11_a_dead_proxy_is_told_apart_from_a_dead_host(through: Through) -> None:
    assert_the_proxy_is_named(
        through(f"http://127.0.0.1:{closed_port()}"), "The proxy .* refused the connection"
    )


def test_f11_a_proxy_that_wants_a_password_is_named_and_hears_nothing_more(
    serve: Serve, through: Through
) -> None:
    proxy = serve(answering(407, "<h1>Who are you?</h1>", "Proxy-Authenticate: Basic"))
    assert_the_proxy_is_named(through(proxy.url), r"name and a password \(407\)")
    assert [one.partition(b" ")[0] for one in proxy.requests] == [b"CONNECT"]


@pytest.mark.parametrize("status", [302, 400, 403, 502, 504])
def test_f11_a_proxy_that_refuses_the_way_is_named_with_its_status(
    status: int, serve: Serve, through: Through
) -> None:
    proxy = serve(answering(status, "<h1>No</h1>"))
    words = rf"did not open the way to {HOST} \(it answered {status}\)"
    assert_the_proxy_is_named(through(proxy.url), words)


@pytest.mark.parametrize(
    "behaviour", [faults.closing, saying("SSH-2.0-OpenSSH_9.2\r\n\r\n"), saying("HTTP/1.1 2")]
)
def test_f11_what_is_no_proxy_is_named(
    behaviour: faults.Behaviour, serve: Serve, through: Through
) -> None:
    assert_the_proxy_is_named(through(serve(behaviour).url), "does not answer as a proxy does")


@pytest.mark.parametrize("behaviour", [faults.holding, faults.dripping_head])
def test_f11_a_proxy_that_hangs_is_named(
    behaviour: faults.Behaviour, serve_late: Serve, through: Through
) -> None:
    assert_the_proxy_is_named(
        through(serve_late(behaviour).url), f"did not open the way to {HOST} in time"
    )


def test_f11_a_proxy_that_breaks_off_is_named(serve: Serve, through: Through) -> None:
    assert_the_proxy_is_named(through(serve(faults.resetting).url), "could not be reached")


def test_f11_a_proxy_whose_name_is_unknown_is_named(
    monkeypatch: pytest.MonkeyPatch, through: Through
) -> None:
    networks.forget_names(monkeypatch)
    assert_the_proxy_is_named(through("http://proxy.example:3128"), "name of the proxy")


def test_a_proxy_that_opens_tls_is_no_amazon(
    issuer: Authority, tmp_path: Path, serve: Serve, through: Through
) -> None:
    stranger = serve(OK, tls=authority(tmp_path).server(HOST))
    proxy = serve(networks.tunnelling(stranger.port))
    with pytest.raises(Unsent, match=f"The certificate of {HOST} is not one that this system"):
        send(through(proxy.url), trust=issuer.trust)
    assert stranger.requests == []


def test_what_breaks_behind_the_proxy_leaves_the_outcome_unknown(
    issuer: Authority, serve: Serve, through: Through
) -> None:
    amazon: FaultServer = serve(faults.closing_in_body, tls=issuer.server(HOST))
    proxy = serve(networks.tunnelling(amazon.port))
    with pytest.raises(Unanswered, match=f"{HOST} broke off in the middle"):
        send(through(proxy.url), trust=issuer.trust)
    assert len(amazon.requests) == 1
