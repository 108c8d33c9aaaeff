"""One of each thing that is stored, and a way to wait for the store."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any, TypeVar

from apay_console.errors import say
from apay_console.model.attempt import Attempt
from apay_console.model.exchange import Answered, Exchange, Outcome, Sent
from apay_console.model.fields import ApiVersion
from apay_console.model.past import EVERYTHING, Wanted
from apay_console.model.profile import Environment, Profile, Region
from apay_console.model.sale import Sale
from apay_console.store.history import History

T = TypeVar("T")

PUT = "INSERT INTO settings VALUES (?, ?)"
COUNT = "SELECT count(*) FROM settings"
NOW = 1_749_543_312.0  # 2025-06-10 08:15:12 UTC
DAY = 86_400.0
ANSWER = b'{"checkoutSessionId":"3f0c","buyer":{"name":"Mara Quill"},"amount":"19.99"}'


def wait(work: Awaitable[T]) -> T:
    """Wait for the store on an event loop of its own."""

    async def waited() -> T:
        return await work

    return asyncio.run(waited())


def count(connection: sqlite3.Connection) -> int:
    return connection.execute(COUNT).fetchone()[0]


def put(name: str) -> Callable[[sqlite3.Connection], object]:
    return lambda connection: connection.execute(PUT, (name, "1"))


async def newest(history: History, count: int = 1_000) -> list[Exchange]:
    """Read the newest exchanges whole, as the list and its details do."""
    lines = await history.lines(EVERYTHING, 0, count)
    return [one for line in lines if (one := await history.get(line.id))]


def found(history: History, **wanted: Any) -> list[int]:
    """List the numbers of what is wanted, counted too."""
    looked_for = Wanted(**wanted)
    numbers = [line.id for line in wait(history.lines(looked_for, 0, 100))]
    assert wait(history.count(looked_for)) == len(numbers)
    return numbers


def exchange(**changes: Any) -> Exchange:
    made = Exchange(
        operation="get_session",
        version="v1",
        sent=Sent("GET", "https://pay-api.amazon.com/v1/x", (("B", "2"), ("a", "1"), ("a", "3"))),
        answered=Answered(200, (("X-Amz-Pay-Request-Id", "r"), ("content-type", "x")), ANSWER),
        outcome=Outcome.APPLIED,
        started_at=NOW,
        took_ms=12.25,
        reason=say("A {word}.", word="reason"),
        trace=(("connect", 0.25), ("receive", 11.5)),
        sale_id="sale",
        profile_id="profile",
        session_id="3f0c",
        idempotency_key="8f14e45fceea",
        string_to_sign="AMZN\nhash",
        canonical_request="GET\n/v1/x",
    )
    return replace(made, **changes)


def attempt(number: int = 1, **changes: Any) -> Attempt:
    made = Attempt(
        id=f"attempt-{number}",
        profile_id="profile",
        sale_id="sale",
        operation="complete_session",
        version="v2",
        method="POST",
        path="/sandbox/v2/checkoutSessions/3f0c/complete",
        body=b'{"chargeAmount": \xff\x00}',
        idempotency_key=f"8f14e45fce{number}",
        created_at=NOW,
    )
    return replace(made, **changes)


def sale(number: int = 1, **changes: Any) -> Sale:
    made = Sale(
        id=f"sale-{number}",
        profile_id="profile",
        version=ApiVersion.V1,
        created_at=NOW - number,
        updated_at=NOW,
        reference="\u202e1001",
        session_id=f"session-{number}",
    )
    return replace(made, **changes)


def profile(number: int = 1, **changes: Any) -> Profile:
    made = Profile(
        id=f"profile-{number}",
        name="Tea shöp",
        environment=Environment.SANDBOX,
        region=Region.EU,
        public_key_id="SANDBOX-AG",
        key_ref="secret-service/profile-1.1",
    )
    return replace(made, **changes)
