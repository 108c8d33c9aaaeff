"""Certificates come from Amazon's own hosts, small, whole and as they are."""

from __future__ import annotations

import asyncio

import pytest

from apay_console.api import certificate, wire
from apay_console.errors import Invalid, NotSent
from tests.api.conftest import Serve
from tests.api.faults import answering

PEM = b"-----BEGIN CERTIFICATE-----\nTUlJ\n-----END CERTIFICATE-----\n"


def read(url: str) -> bytes:
    async def whole() -> bytes:
        async with wire.open_client(wire.system_trust()) as http:
            return await certificate.read(http, url)

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
