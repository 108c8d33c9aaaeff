"""Fetches the certificate of a notification, from Amazon's own hosts and nowhere else."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from apay_console.api.trace import Trace
from apay_console.errors import N_, NotSent, say
from apay_console.model.notification import check_certificate_url

if TYPE_CHECKING:  # loaded when one is asked for
    import httpx

DEADLINE = 10.0
_LARGEST = 64 * 1024
_NOT_THERE = N_("{host} answered {status} instead of a certificate.")
_TOO_LARGE = N_("What {host} sent is too large to be a certificate.")


async def fetch(url: str, proxy: str = "") -> bytes:
    """Fetch a certificate; raise Invalid for another host than Amazon's, NotSent otherwise."""
    check_certificate_url(url)
    from apay_console.api import wire  # noqa: PLC0415 - httpx takes a tenth of a second

    trace = Trace()
    trace.go_through(proxy)
    async with wire.open_client(wire.system_trust(), proxy) as http:
        return await read(http, url, trace)


async def read(http: httpx.AsyncClient, url: str, trace: Trace) -> bytes:
    """Read a small document whole; raise NotSent with the reason why it could not be had."""
    from apay_console.api import failures, wire  # noqa: PLC0415 - see above

    host, extensions = urlsplit(url).netloc, {"trace": trace}
    headers = [*wire.MANNERS]
    asking = http.stream("GET", url, headers=headers, timeout=None, extensions=extensions)
    try:
        async with asyncio.timeout(DEADLINE), asking as response:
            if response.status_code != 200:
                raise NotSent(say(_NOT_THERE, host=host, status=response.status_code))
            return await _body(response, host)
    except failures.FAILURES as error:
        raise NotSent(failures.Failure(error, host, DEADLINE).explain(trace)) from None


async def _body(response: httpx.Response, host: str) -> bytes:
    body = bytearray()
    async for chunk in response.aiter_raw():
        body += chunk
        if len(body) > _LARGEST:
            raise NotSent(say(_TOO_LARGE, host=host))
    return bytes(body)
