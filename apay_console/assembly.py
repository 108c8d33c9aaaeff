"""Puts the parts together: what runs, what is kept, who signs, and the console that uses them."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from math import ceil
from pathlib import Path
from typing import TYPE_CHECKING

from apay_console.errors import N_, NoKey, NotSent, NotStored, say
from apay_console.jobs import Runner
from apay_console.model.attempt import Attempt
from apay_console.model.exchange import Exchange, Outcome, Sent
from apay_console.model.profile import Environment, Profile
from apay_console.model.request import Request
from apay_console.presenters.buyer.landing import Landing
from apay_console.presenters.console import Console
from apay_console.presenters.emulator.emulator_host import KEY_ID, EmulatorHost
from apay_console.presenters.moments import steady
from apay_console.presenters.profiles.profile_keeping import ProfileKeeping
from apay_console.presenters.profiles.profiles import Profiles, tea_shop
from apay_console.presenters.services import Services
from apay_console.store.attempts import Attempts
from apay_console.store.database import Database
from apay_console.store.drafts import Drafts
from apay_console.store.folder import DATA_FILE
from apay_console.store.history import History
from apay_console.store.keys.shelf import KeyShelf
from apay_console.store.keys.vault import open_vault
from apay_console.store.profiles import Profiles as ProfileRows
from apay_console.store.records import Records
from apay_console.store.sales import Sales
from apay_console.store.settings import Settings

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

    from apay_console.presenters.notifications.receiver import Receiver
    from apay_console.sending import Sender

_PATIENCE_S = 2
_SLOW_S = 5  # then it is said that the keyring does not answer


@dataclass(frozen=True)
class Sources:
    """Where time and ids come from, so that a test can say which."""

    clock: Callable[[], float]  # seconds since 1970, UTC
    new_id: Callable[[], str]  # 32 characters that nobody had before


def random_id() -> str:
    """Make an id of the 32 signs that Amazon takes for an idempotency key, derived of nothing."""
    return os.urandom(16).hex()


@dataclass(frozen=True)
class Parts:
    """What lives as long as the program."""

    runner: Runner
    database: Database
    shelf: KeyShelf
    console: Console
    sender: LateSender

    def close(self) -> None:
        """End what is under way; what was sent without an answer stays unknown."""
        self.console.later.polling.halt()
        self.console.desk.save_draft()
        ended = self.runner.run(
            self._end(self.console.receiver), owner=self.runner, done=_nothing, failed=_nothing
        )
        with suppress(TimeoutError):
            ended.future.result(timeout=_PATIENCE_S)
        self.runner.close()
        self.shelf.clear()
        self.database.close(timeout=5)

    async def _end(self, receiver: Receiver) -> None:
        """Wait for what was typed last to be stored, then stop answering and asking."""
        with suppress(NotStored):
            await self.database.run(_nothing)  # comes after everything that was begun before
        await self.console.host.stop()
        await self.console.landing.stop()
        await receiver.stop()
        await self.sender.close()


def _nothing(_: object) -> None:
    """Take no notice: the program ends."""


def assemble(folder: Path, sources: Sources) -> Parts:
    """Make every part, each once; nothing is opened, loaded or sent yet."""
    runner = Runner()
    database = Database(folder / DATA_FILE, clock=sources.clock)
    settings = Settings(database)
    shelf = KeyShelf(open_vault)
    host = EmulatorHost(runner, Records(database), settings, sources.clock)
    keeping = ProfileKeeping(ProfileRows(database), settings, shelf)
    profiles = Profiles(keeping, runner, tea_shop(KEY_ID))
    sender = LateSender(database, _Signers(shelf, host, profiles), sources)
    services = Services(
        runner=runner,
        sender=sender,
        sales=Sales(database),
        history=History(database),
        drafts=Drafts(database),
        settings=settings,
        condition=database.condition,
        clock=sources.clock,
        new_id=sources.new_id,
    )
    console = Console(services, profiles, host, Landing(runner, settings))
    return Parts(runner, database, shelf, console, sender)


@dataclass(frozen=True)
class _Signers:
    """Who signs for a profile, and where its requests go."""

    shelf: KeyShelf
    host: EmulatorHost
    profiles: Profiles
    given: RSAPrivateKey | None = None  # signs for everybody, as when a key is tried

    async def key_of(self, profile: Profile) -> RSAPrivateKey:
        """Give a profile's key; raise NoKey."""
        if self.given is not None:
            return self.given
        if profile.environment is Environment.EMULATOR and self.host.key is not None:
            return self.host.key
        if not profile.key_ref:
            raise NoKey(say(N_("This profile has no private key yet; add one under Profiles.")))
        return await self.shelf.load(profile.key_ref)

    def endpoint_of(self, profile: Profile) -> str:
        """Say where a profile's requests go; raise NotSent while the emulator does not answer."""
        if profile.environment is not Environment.EMULATOR:
            return f"https://{profile.host}"
        if not self.host.base_url:
            raise NotSent(say(N_("The emulator is not running yet.")))
        return self.host.base_url

    async def profile_of(self, profile_id: str) -> Profile:
        """Find the profile that an attempt was made as; raise NoKey."""
        profile = self.profiles.get(profile_id)
        if profile is None:
            raise NoKey(say(N_("The profile that sent this was removed.")))
        return profile


class LateSender:
    """The sender, with the HTTP library loaded when the first request leaves."""

    def __init__(self, database: Database, signers: _Signers, sources: Sources) -> None:
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
        """Let go of the connections."""
        if self._sender is not None:
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
