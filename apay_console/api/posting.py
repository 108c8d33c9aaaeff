"""Posts a notification to a shop: on this computer, or on a host that the person named."""

from __future__ import annotations

import asyncio
import ipaddress
import socket
import threading
from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast
from urllib.parse import SplitResult, urlsplit

from apay_console.api.trace import Trace
from apay_console.errors import N_, Message, say
from apay_console.model.letter import Letter, Receipt

if TYPE_CHECKING:  # loaded with the first letter, after the first paint
    import ssl

    import httpx

DEADLINE = 10.0  # seconds for everything
_MOST_SAID = 4096  # bytes of the shop's answer that are kept
_NOT_HERE = N_(
    "{host} is not this computer, so nothing was sent to it. Allow that host by its name first."
)


@dataclass(frozen=True)
class _Place:
    """Where a letter goes: a name, and an address that was found for it."""

    parts: SplitResult
    address: str

    @property
    def url(self) -> str:
        host = f"[{self.address}]" if ":" in self.address else self.address
        port = f":{self.parts.port}" if self.parts.port else ""
        return self.parts._replace(netloc=f"{host}{port}", fragment="").geturl()

    @property
    def is_here(self) -> bool:
        return ipaddress.ip_address(self.address.partition("%")[0]).is_loopback


class Poster:
    """Posts letters; httpx is loaded with the first."""

    def __init__(
        self, *, deadline: float = DEADLINE, trust: Callable[[], ssl.SSLContext] | None = None
    ) -> None:
        self._deadline = deadline
        self._trust = trust
        self._opening = threading.Lock()
        self._http: httpx.AsyncClient | None = None

    def _prepare(self) -> httpx.AsyncClient:
        from apay_console.api import wire  # noqa: PLC0415 - httpx takes a tenth of a second

        with self._opening:
            self._http = self._http or wire.open_client((self._trust or wire.system_trust)())
            return self._http

    async def post(self, letter: Letter) -> Receipt:
        """Post a letter once; whatever comes of it is a receipt."""
        self._prepare()
        from apay_console.api import failures  # noqa: PLC0415 - see above

        trace = Trace()
        try:
            async with asyncio.timeout(self._deadline):
                return await self._post(letter, trace)
        except failures.FAILURES as error:
            host = urlsplit(letter.url).netloc
            reason = failures.Failure(error, host, self._deadline).explain(trace)
            return Receipt(None, trace.elapsed, reason)

    async def _post(self, letter: Letter, trace: Trace) -> Receipt:
        places = await _places(urlsplit(letter.url))
        host = places[0].parts.hostname or ""
        if host not in letter.allowed and not all(place.is_here for place in places):
            return Receipt(None, trace.elapsed, _refusal(host))
        for place in places[:-1]:
            receipt = await self._try(letter, place, trace)
            if receipt:
                return receipt
        return await self._send(letter, places[-1], trace)

    async def _try(self, letter: Letter, place: _Place, trace: Trace) -> Receipt | None:
        """Post to an address; None where nobody takes the connection, so another may be tried."""
        import httpx  # noqa: PLC0415 - see above

        try:
            return await self._send(letter, place, trace)
        except httpx.ConnectError:
            return None

    async def _send(self, letter: Letter, place: _Place, trace: Trace) -> Receipt:
        """Post to the very address that was looked at, so that no name can lead elsewhere since."""
        from apay_console.api import wire  # noqa: PLC0415 - see above

        http, host = self._prepare(), place.parts.hostname or ""
        request = http.build_request(
            "POST",
            place.url,
            headers=[("host", place.parts.netloc), *letter.headers, *wire.MANNERS],
            content=letter.body,
            timeout=None,
            extensions={"trace": trace, "sni_hostname": host},
        )
        response = await http.send(request, stream=True)
        try:
            return Receipt(response.status_code, trace.elapsed, body=await _first_of(response))
        finally:
            await response.aclose()

    async def close(self) -> None:
        """Let go of the HTTP library's client."""
        if self._http:
            await self._http.aclose()


async def leads_away(url: str) -> bool:
    """Say whether an address is on another computer; one whose name is unknown leads nowhere."""
    try:
        return not all(place.is_here for place in await _places(urlsplit(url)))
    except OSError:
        return False


async def _places(parts: SplitResult) -> list[_Place]:
    loop = asyncio.get_running_loop()
    port = parts.port or (443 if parts.scheme == "https" else 80)
    try:
        found = await loop.getaddrinfo(parts.hostname, port)
    except UnicodeError:  # a part of the name is empty or too long
        raise socket.gaierror(socket.EAI_NONAME, "no name") from None
    addresses = dict.fromkeys(str(row[4][0]) for row in found)
    return [_Place(parts, address) for address in addresses]


def _refusal(host: str) -> Message:
    return say(_NOT_HERE, host=host)


async def _first_of(response: httpx.Response) -> bytes:
    body = bytearray()
    chunks = cast("AsyncGenerator[bytes]", response.aiter_raw())
    async with aclosing(chunks):
        async for chunk in chunks:
            body += chunk
            if len(body) >= _MOST_SAID:
                break
    return bytes(body[:_MOST_SAID])
