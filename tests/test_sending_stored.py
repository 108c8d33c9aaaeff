"""An answer is there before it is stored, and nobody takes it for lost meanwhile."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

from apay_console.model.attempt import Attempt
from apay_console.model.exchange import Exchange, Outcome
from apay_console.model.request import Request
from apay_console.sending import Sender
from apay_console.store.attempts import Attempts
from apay_console.store.database import Database
from apay_console.store.history import History
from tests.api import faults
from tests.api.faults import Visit, answer
from tests.senders import CREATE, GET, OK, UPDATE, Bench, opened


@pytest.fixture
def bench(tmp_path: Path, private_key: RSAPrivateKey) -> Iterator[Bench]:
    with opened(tmp_path, private_key) as made:
        yield made


class SlowDisk(History):
    """A history that takes its time."""

    def __init__(self, database: Database) -> None:
        super().__init__(database)
        self.is_free = asyncio.Event()

    async def add(self, exchange: Exchange, settled: str = "") -> Exchange:
        await self.is_free.wait()
        return await super().add(exchange, settled)


@pytest.mark.parametrize("request_", [GET, UPDATE, CREATE])
def test_an_answer_is_there_before_it_is_stored_and_then_has_its_number(
    request_: Request, bench: Bench
) -> None:
    disk = SlowDisk(bench.database)

    async def work(sender: Sender) -> tuple[Exchange, int]:
        exchange = await sender.send(request_)
        number = exchange.id
        disk.is_free.set()
        return exchange, number

    exchange, number = bench.run(work, history=disk)
    assert (number, exchange.outcome) == (0, Outcome.APPLIED)
    assert exchange.id > 0
    assert bench.kept() == [exchange]


def test_what_is_stored_because_of_an_answer_comes_after_it(bench: Bench) -> None:
    async def work(sender: Sender) -> list[Any]:
        await sender.send(UPDATE)
        query = "SELECT outcome FROM exchanges UNION ALL SELECT outcome FROM attempts"
        return await bench.database.run(lambda c: c.execute(query).fetchall())

    assert bench.run(work) == [("APPLIED",), ("APPLIED",)]


@pytest.mark.parametrize(("behaviour", "open_"), [(OK, 0), (faults.closing, 1)])
def test_whether_a_write_is_unknown_is_told_once_its_answer_is_stored(
    behaviour: faults.Behaviour, open_: int, bench: Bench
) -> None:
    disk, bench.server.behaviour = SlowDisk(bench.database), behaviour

    async def work(sender: Sender) -> list[Attempt]:
        await sender.send(UPDATE)
        asked = asyncio.ensure_future(sender.unfinished())
        await bench.database.run(lambda _: None)
        await asyncio.sleep(0)
        assert not asked.done()
        disk.is_free.set()
        return await asked

    assert len(bench.run(work, history=disk)) == open_


def test_a_write_counts_as_under_way_until_its_answer_is_stored(bench: Bench) -> None:
    disk = SlowDisk(bench.database)

    class Asked(Attempts):
        async def unfinished(self) -> list[Attempt]:
            found = await super().unfinished()
            await sending.pop()  # its answer comes while the list is on its way
            return found

    sending: list[Any] = []

    async def work(sender: Sender) -> list[Attempt]:
        is_begun = asyncio.Event()
        bench.server.behaviour = _then(is_begun, asyncio.get_running_loop())
        sending.append(asyncio.ensure_future(sender.send(UPDATE)))
        await is_begun.wait()
        found = await sender.unfinished()
        disk.is_free.set()
        return found

    assert bench.run(work, history=disk, attempts=Asked(bench.database)) == []


def _then(event: asyncio.Event, loop: asyncio.AbstractEventLoop) -> faults.Behaviour:
    def behave(visit: Visit) -> None:
        loop.call_soon_threadsafe(event.set)
        visit.say(answer(200, '{"checkoutSessionId":"1"}'))

    return behave
