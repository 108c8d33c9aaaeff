"""A signed request goes to the host that its profile's region has, whatever a profile says."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlsplit

import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from hypothesis import given
from hypothesis import strategies as st

from apay_console.api.call import Call
from apay_console.api.client import Client
from apay_console.api.trace import Trace
from apay_console.api.wire import make_request
from apay_console.errors import Invalid
from apay_console.model.exchange import Outcome
from apay_console.model.fields import ApiVersion
from apay_console.model.operations import UPDATE_SESSION
from apay_console.model.profile import HOSTS, Algorithm, Environment, Profile, Region
from apay_console.signers import Signers
from tests.api import faults
from tests.api.calls import NOW, TARGET, send, update
from tests.api.conftest import Serve

HERE = "http://127.0.0.1:40404"
SIGNERS = Signers(Any, SimpleNamespace(base_url=HERE), Any)  # type: ignore[arg-type]
words = st.one_of(
    st.text(max_size=30),
    st.sampled_from(
        ["LIVE-A", "SANDBOX-A", "https://evil.example", "@evil.example", "\r\nHost: x"]
    ),
)
profiles = st.builds(
    Profile,
    id=words,
    name=words,
    environment=st.sampled_from(Environment),
    region=st.sampled_from(Region),
    public_key_id=words,
    store_id=words,
    merchant_id=words,
    version=st.sampled_from(ApiVersion),
    algorithm=st.sampled_from(Algorithm),
    key_ref=words,
)
targets = st.one_of(st.just(TARGET), st.just("/live/v1/charges"), st.text(max_size=40))


@given(profile=profiles, target=targets)
def test_p14_whatever_a_profile_says_its_requests_go_to_a_host_of_the_table(
    profile: Profile, target: str
) -> None:
    key: Any = None
    try:
        endpoint = SIGNERS.endpoint_of(profile)
        call = Call(UPDATE_SESSION, profile, profile.version, key, endpoint, target)
    except Invalid:
        return
    found = make_request(call, Trace(), 30.0).url
    allowed = {"127.0.0.1"} if profile.environment is Environment.EMULATOR else HOSTS.values()
    assert found.host in allowed
    assert found.host == urlsplit(str(found)).hostname
    assert found.userinfo == b""
    assert found.scheme == ("https" if found.host != "127.0.0.1" else "http")


@pytest.mark.parametrize("region", Region)
@pytest.mark.parametrize("environment", [Environment.SANDBOX, Environment.LIVE])
def test_p14_a_profile_of_amazons_asks_the_host_of_its_region(
    environment: Environment, region: Region
) -> None:
    key: Any = None
    profile = Profile("p", "Shop", environment, region, f"{environment.upper()}-A")
    endpoint = SIGNERS.endpoint_of(profile)
    call = Call(UPDATE_SESSION, profile, profile.version, key, endpoint, "/v2/charges")
    assert str(make_request(call, Trace(), 30.0).url) == f"https://{HOSTS[region]}/v2/charges"


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_p14_nothing_of_a_signed_request_reaches_a_second_host(
    status: int,
    private_key: RSAPrivateKey,
    serve: Serve,
    record_property: Callable[[str, object], None],
) -> None:
    elsewhere = serve(faults.answering(200, "{}"))
    server = serve(faults.redirecting(status, elsewhere.url + TARGET))
    exchange = send(update(private_key, server.url))
    assert exchange.outcome is Outcome.UNKNOWN
    received = sum(map(len, elsewhere.requests))
    assert (elsewhere.connections, received) == (0, 0)
    record_property("figure", f"{received} bytes at the second host")


@pytest.mark.parametrize(
    "header",
    [
        "Refresh: 0; url={url}",
        "Content-Location: {url}",
        "Link: <{url}>; rel=preload",
        'Alt-Svc: h2=":{port}"',
        "Set-Cookie: session=1",
    ],
)
def test_p14_no_header_of_an_answer_leads_the_next_request_elsewhere(
    header: str, private_key: RSAPrivateKey, serve: Serve
) -> None:
    elsewhere = serve(faults.answering(200, "{}"))
    said = header.format(url=elsewhere.url, port=elsewhere.port)
    server = serve(faults.answering(200, "{}", said))

    async def work() -> list[Outcome]:
        client, call = Client(clock=lambda: NOW), update(private_key, server.url)
        outcomes = [(await client.send(call)).outcome for _ in range(2)]
        await client.close()
        return outcomes

    assert asyncio.run(work()) == [Outcome.APPLIED] * 2
    assert (len(server.requests), elsewhere.connections) == (2, 0)
    assert not any(b"cookie" in request.lower() for request in server.requests)
