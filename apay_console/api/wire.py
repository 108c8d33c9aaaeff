"""The HTTP library, hardened: the only place that makes a client of it."""

from __future__ import annotations

import logging
import ssl
import sys
from collections.abc import AsyncGenerator
from contextlib import aclosing
from http.cookiejar import CookieJar, DefaultCookiePolicy
from importlib.util import find_spec
from typing import cast

import httpx
import truststore

from apay_console.api.auth import Signature, header_pairs
from apay_console.api.call import Call
from apay_console.api.trace import Trace
from apay_console.errors import N_, Message, say
from apay_console.model.exchange import Answered

CONNECT = 10.0  # seconds
USER_AGENT = "apay-console"
MANNERS = (("accept-encoding", "identity"), ("connection", "close"))  # of every request
_OPTIONAL = "sniffio"
_COMPRESSED = N_("The answer is compressed ({coding}), which was not asked for; it was not read.")
_TOO_LARGE = N_("The answer is larger than {cap} bytes; the rest of it was not read.")


def system_trust() -> ssl.SSLContext:
    """Trust whom this system trusts; no environment variable can make it log its keys."""
    context = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context


def open_client(context: ssl.SSLContext, proxy: str = "") -> httpx.AsyncClient:
    """Make a client that follows nothing, keeps nothing and takes no hint from its surroundings."""
    for name in ("httpx", "httpcore"):  # below WARNING they log URLs and headers
        logging.getLogger(name).setLevel(logging.WARNING)
    _say_what_is_missing()
    return httpx.AsyncClient(
        verify=context,
        trust_env=False,
        proxy=proxy or None,
        follow_redirects=False,
        # Each request has a connection of its own: one that is swallowed on a stale connection
        # has an unknown outcome, and what a server says too much can never answer the next one.
        limits=httpx.Limits(max_keepalive_connections=0),
        cookies=CookieJar(DefaultCookiePolicy(allowed_domains=[])),
    )


def _say_what_is_missing() -> None:
    """Tell Python that a module is not there.

    httpcore tries to import it six times for each request, and each time Python would look for it
    in every folder: a fifth of all that is done for the request.
    """
    if find_spec(_OPTIONAL) is None:
        sys.modules[_OPTIONAL] = None  # type: ignore[assignment]  # Python's own sign for it


def make_request(call: Call, trace: Trace, deadline: float) -> httpx.Request:
    """Make the request, but for the headers that `Signature` adds."""
    timeout = httpx.Timeout(None, connect=min(CONNECT, deadline))
    return httpx.Request(
        call.operation.method,
        call.endpoint + call.target,
        headers=[("user-agent", USER_AGENT), *MANNERS],
        content=call.body,
        extensions={"timeout": timeout.as_dict(), "trace": trace},
    )


async def fetch(
    client: httpx.AsyncClient, request: httpx.Request, signature: Signature, cap: int
) -> tuple[Answered, Message | None]:
    """Send a request and read its answer, or say why not all of the answer was read."""
    response = await client.send(request, auth=signature, stream=True)
    try:
        body, spoilt = await _read(response, cap)
    finally:
        await response.aclose()
    return Answered(response.status_code, header_pairs(response.headers), body), spoilt


async def _read(response: httpx.Response, cap: int) -> tuple[bytes, Message | None]:
    coding = response.headers.get("content-encoding", "identity")
    if coding.strip().lower() not in {"", "identity"}:
        return b"", say(_COMPRESSED, coding=coding[:80])
    body = bytearray()
    chunks = cast("AsyncGenerator[bytes]", response.aiter_raw())
    async with aclosing(chunks):
        async for chunk in chunks:
            body += chunk
            if len(body) > cap:
                return bytes(body[:cap]), say(_TOO_LARGE, cap=cap)
    return bytes(body), None
