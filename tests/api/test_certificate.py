"""Certificates come from Amazon's own hosts, small, whole and as they are."""

from __future__ import annotations

import asyncio
import re

import pytest

from apay_console.api import certificate, wire
from apay_console.api.trace import Trace
from apay_console.errors import Invalid, NotSent
from tests.api.conftest import Serve
from tests.api.faults import answering, saying
from tests.api.networks import tunnelling

PEM = b"-----BEGIN CERTIFICATE-----\nTUlJ\n-----END CERTIFICATE-----\n"


def read(url: str) -> bytes:
    async def whole() -> bytes:
        async with wire.open_client(wire.system_trust()) as http:
            return await certificate.read(http, url, Trace())

    return asyncio.run(whole())


def test_what_lies_there_is_read_whole_and_asked_for_plainly(serve: Serve) -> None:
    server = serve(answering(200, PEM))
    assert read(f"{server.url}/x.pem") == PEM
    head = server.requests[0].decode().lower()
    assert head.startswith("get /x.pem http/1.1")
    assert "accept-encoding: identity" in head
    assert "cookie" not in head


@pytest.mark.parametrize("url", ["http://127.0.0.1:9/x.pem", "https://evil.example/x.pem", ""])
def test_nobody_but_amazon_is_asked(url: str) -> None:
    with pytest.raises(Invalid, match="which is not Amazon's"):
        asyncio.run(certificate.fetch(url))


def test_whoever_sends_elsewhere_or_refuses_is_named_and_not_followed(serve: Serve) -> None:
    other = serve(answering(200, PEM))
    for status in (302, 404, 500):
        server = serve(answering(status, b"no", f"Location: {other.url}/"))
        with pytest.raises(NotSent, match=f"answered {status} instead of a certificate"):
            read(server.url)
    assert other.requests == []


def test_what_is_too_large_is_no_certificate(serve: Serve) -> None:
    with pytest.raises(NotSent, match="too large to be a certificate"):
        read(serve(answering(200, b"x" * 100_000)).url)


def test_whoever_is_not_there_is_named() -> None:
    with pytest.raises(NotSent, match=r"127\.0\.0\.1:1 refused the connection"):
        read("http://127.0.0.1:1/x.pem")


def test_it_comes_through_the_proxy_that_is_given_or_not_at_all(serve: Serve) -> None:
    proxy = serve(saying("HTTP/1.1 403 No\r\nContent-Length: 0\r\n\r\n"))
    host = "sns.eu-west-1.amazonaws.com"
    said = f"127.0.0.1:{proxy.port} did not open the way to {host} (it answered 403)"
    with pytest.raises(NotSent, match=re.escape(said)):
        asyncio.run(certificate.fetch(f"https://{host}/x.pem", proxy.url))
    assert proxy.requests[0].startswith(f"CONNECT {host}:443 ".encode())


def test_what_fails_behind_the_proxy_is_not_its_fault(serve: Serve) -> None:
    there = serve(answering(200, PEM))  # it speaks no TLS
    proxy = serve(tunnelling(there.port))
    with pytest.raises(NotSent, match=r"^sns\.eu-west-1\.amazonaws\.com does not speak TLS"):
        asyncio.run(certificate.fetch("https://sns.eu-west-1.amazonaws.com/x.pem", proxy.url))
