"""A sender as the program makes it: a real store, a real client, one server that may fail."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

from apay_console.api.client import Client
from apay_console.api.retry import Retry
from apay_console.model.attempt import Attempt
from apay_console.model.exchange import Exchange
from apay_console.model.fields import ApiVersion
from apay_console.model.operations import (
    COMPLETE_SESSION,
    CREATE_SESSION,
    GET_SESSION,
    UPDATE_SESSION,
)
from apay_console.model.profile import Profile
from apay_console.model.request import Request
from apay_console.sending import Sender
from apay_console.store.attempts import Attempts
from apay_console.store.database import Database
from apay_console.store.history import History
from tests.api import faults
from tests.api.calls import EMULATOR, NOW, SESSION
from tests.api.faults import FaultServer, answering

IDS = {"checkoutSessionId": SESSION}
UPDATE = Request(
    UPDATE_SESSION, EMULATOR, ApiVersion.V1, IDS, b'{"a":1}', sale_id="s1", session_id=SESSION
)
GET = replace(UPDATE, operation=GET_SESSION, body=b"")
CREATE = Request(CREATE_SESSION, EMULATOR, ApiVersion.V1, body=b"{}", sale_id="s1")
COMPLETE = replace(UPDATE, operation=COMPLETE_SESSION, version=ApiVersion.V2)
OK = answering(200, '{"checkoutSessionId":"1"}')


def refusing(status: int, code: str) -> faults.Behaviour:
    return answering(status, f'{{"reasonCode":"{code}"}}')


def nowhere(_: Profile) -> str:
    return "http://127.0.0.1:1"


@dataclass
class Bench:
    """A sender with a real store and a real client, in front of one server."""

    path: Path
    key: RSAPrivateKey
    server: FaultServer
    database: Database = field(init=False)
    pauses: list[float] = field(default_factory=list)
    steady: float = 0.0  # by the clock that never jumps

    def __post_init__(self) -> None:
        self.database = Database(self.path)
        self.attempts = Attempts(self.database, ticks=lambda: self.steady)
        self.history = History(self.database)
        self.numbers = itertools.count(1)

    def sender(self, **instead: Any) -> Sender:
        parts: dict[str, Any] = {
            "client": Client(clock=lambda: NOW),
            "attempts": self.attempts,
            "history": self.history,
            "key_of": self._key_of,
            "endpoint_of": self._endpoint_of,
            "profile_of": self._profile_of,
            "clock": lambda: NOW,
            "new_id": lambda: f"{next(self.numbers):032x}",
            "retry": Retry(self._sleep, lambda: 0.5),
        }
        return Sender(**parts | instead)

    def run(self, work: Callable[[Sender], Awaitable[Any]], **instead: Any) -> Any:
        async def whole() -> Any:
            sender = self.sender(**instead)
            found = await work(sender)
            await sender.stored()
            return found

        return asyncio.run(whole())

    def send(self, request: Request, **instead: Any) -> Exchange:
        exchange: Exchange = self.run(lambda sender: sender.send(request), **instead)
        return exchange

    def unfinished(self) -> list[Attempt]:
        found: list[Attempt] = self.run(lambda sender: sender.unfinished())
        return found

    def kept(self) -> list[Exchange]:
        return asyncio.run(self.history.of_sale("s1"))

    async def _key_of(self, profile: Profile) -> RSAPrivateKey:
        assert profile.id == EMULATOR.id
        return self.key

    def _endpoint_of(self, profile: Profile) -> str:
        assert profile.id == EMULATOR.id
        return self.server.url

    async def _profile_of(self, profile_id: str) -> Profile:
        assert profile_id == EMULATOR.id
        return EMULATOR

    async def _sleep(self, seconds: float) -> None:
        self.pauses.append(seconds)


@contextmanager
def opened(folder: Path, key: RSAPrivateKey) -> Iterator[Bench]:
    """Open a bench, and let go of its server and store at the end."""
    with FaultServer(OK) as server:
        bench = Bench(folder / "console.sqlite", key, server)
        yield bench
        bench.database.close()
