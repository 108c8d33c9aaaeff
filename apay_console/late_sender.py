"""The one way out, loaded with the first request that leaves."""

from __future__ import annotations

from dataclasses import replace
from math import ceil
from typing import TYPE_CHECKING

from apay_console.model.attempt import Attempt
from apay_console.model.exchange import Exchange, Outcome, Sent
from apay_console.model.profile import Profile
from apay_console.model.request import Request
from apay_console.presenters.moments import steady
from apay_console.signers import Signers
from apay_console.sources import Sources
from apay_console.store.attempts import Attempts
from apay_console.store.database import Database
from apay_console.store.history import History

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

    from apay_console.sending import Sender

_SLOW_S = 5  # then it is said that the keyring does not answer


class LateSender:
    """The sender, with the HTTP library loaded when the first request leaves."""

    def __init__(self, database: Database, signers: Signers, sources: Sources) -> None:
        self._database = database
        self._signers = signers
        self._sources = sources
        self._sender: Sender | None = None
        self._signs_by_server = False
        self._next_at = 0.0  # when a busy server is asked again, by the clock that never jumps

    async def send(self, request: Request) -> Exchange:
        """Send a request; an exchange, whatever comes of it."""
        return await self._ready().send(request)

    async def repeat(self, attempt: Attempt) -> Exchange:
        """Ask again about a write whose fate is unknown."""
        return await self._ready().repeat(attempt)

    def stop(self, sale_id: str) -> None:
        """Wait no more for a sale's request, on the loop's thread."""
        self._ready().stop(sale_id)

    def waits_for_key(self) -> bool:
        """Whether a private key is long in coming: the keyring may ask for its password."""
        return self._signers.shelf.waits(_SLOW_S)

    def pause_left(self) -> int:
        """Seconds until a busy server is asked again; 0 while nobody waits for that."""
        return max(0, ceil(self._next_at - steady()))

    def _wait(self, seconds: float) -> None:
        self._next_at = steady() + seconds if seconds else 0.0

    async def sign_button(self, profile: Profile, payload: str) -> str:
        """Sign the payload of a checkout button; nothing leaves."""
        return await self._ready().sign_button(profile, payload)

    async def sign_again(self, exchange: Exchange) -> Sent:
        """Sign a request of the past afresh, to be taken elsewhere; nothing leaves."""
        return await self._ready().sign_again(exchange)

    async def unfinished(self) -> list[Attempt]:
        """List the writes whose fate is unknown."""
        return await self._ready().unfinished()

    async def look(self) -> None:
        """Wait until what came is stored; raise NotStored, once, where an answer could not be."""
        await self._ready().look()

    def sign_by_server(self, *, is_on: bool) -> None:
        """Sign with the server's time from now on, or with this machine's."""
        self._signs_by_server = is_on
        if self._sender is not None:
            self._sender.sign_by_server(is_on=is_on)

    def signing_with(self, key: RSAPrivateKey) -> LateSender:
        """The same way out with one key, which may not be stored anywhere yet."""
        return LateSender(self._database, replace(self._signers, given=key), self._sources)

    async def settle(self, attempt: Attempt, outcome: Outcome) -> None:
        """Store what became of a write, by the person's word."""
        await self._ready().settle(attempt, outcome)

    async def close(self) -> None:
        """Wait until what came back is stored, then let go of the connections."""
        if self._sender is not None:
            await self._sender.stored()
            await self._sender.client.close()

    def _ready(self) -> Sender:
        if self._sender is None:
            self._sender = self._make()
            self._sender.sign_by_server(is_on=self._signs_by_server)
        return self._sender

    def _make(self) -> Sender:
        from apay_console.api.client import Client  # noqa: PLC0415 - 100 ms, after the first paint
        from apay_console.api.retry import Retry  # noqa: PLC0415 - as above
        from apay_console.sending import Sender  # noqa: PLC0415 - as above

        return Sender(
            Client(clock=self._sources.clock),
            Attempts(self._database, ticks=steady),
            History(self._database),
            key_of=self._signers.key_of,
            endpoint_of=self._signers.endpoint_of,
            profile_of=self._signers.profile_of,
            clock=self._sources.clock,
            new_id=self._sources.new_id,
            retry=Retry(waiting=self._wait),
        )
