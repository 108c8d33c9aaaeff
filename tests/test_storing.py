"""What came back is given out at once, and stored before all that follows from it."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from dataclasses import replace
from typing import Any

import pytest

from apay_console.errors import NotStored, say
from apay_console.model.attempt import Attempt
from apay_console.model.exchange import Exchange, Outcome
from apay_console.storing import Keeper
from tests.store.samples import exchange

FULL = NotStored(say("The disk is full."))


class Disk:
    """A history and a list of attempts on a disk that may be slow, full or not there."""

    def __init__(
        self, error: Exception | None = None, *, settling: Exception | None = None
    ) -> None:
        self.is_free = asyncio.Event()
        self.is_free.set()
        self.asked: list[tuple[Exchange, str]] = []
        self.settled: list[tuple[str, Outcome]] = []
        self._error, self._settling = error, settling

    async def add(self, exchange: Exchange, settled: str = "") -> Exchange:
        self.asked.append((exchange, settled))
        await self.is_free.wait()
        if self._error is not None:
            raise self._error
        return replace(exchange, id=len(self.asked))

    async def finish(self, attempt_id: str, outcome: Outcome) -> None:
        if self._settling is not None:
            raise self._settling
        self.settled.append((attempt_id, outcome))

    async def begin(self, attempt: Attempt, *, is_separate: bool = False) -> None: ...
    async def unfinished(self) -> list[Attempt]:
        return []


def run(work: Coroutine[Any, Any, Any]) -> Any:
    return asyncio.run(work)


async def kept(disk: Disk, settled: str) -> tuple[Exchange, list[str]]:
    """Keep one exchange to the end; it, and who was told of the end."""
    keeper, found, ended = Keeper(disk, disk), exchange(), list[str]()
    await keeper.keep(found, settled, lambda: ended.append("ended"))
    await keeper.all_kept()
    return found, ended


def test_an_exchange_has_its_number_once_it_is_stored() -> None:
    async def work() -> list[int]:
        disk, found = Disk(), exchange()
        keeper = Keeper(disk, disk)
        disk.is_free.clear()
        await keeper.keep(found, "", lambda: None)
        await asyncio.sleep(0)
        numbers = [found.id]
        disk.is_free.set()
        await keeper.all_kept()
        return [*numbers, found.id]

    assert run(work()) == [0, 1]


def test_exchanges_are_stored_in_the_order_in_which_they_came() -> None:
    async def work() -> list[str]:
        disk = Disk()
        keeper = Keeper(disk, disk)
        for name in ("one", "two", "three"):
            await keeper.keep(exchange(sale_id=name), "", lambda: None)
        await keeper.all_kept()
        return [found.sale_id for found, _ in disk.asked]

    assert run(work()) == ["one", "two", "three"]


def test_what_it_settles_is_stored_with_it() -> None:
    disk = Disk()
    found, ended = run(kept(disk, "attempt-1"))
    assert [settled for _, settled in disk.asked] == ["attempt-1"]
    assert (disk.settled, found.id, ended) == ([], 1, ["ended"])


@pytest.mark.parametrize(
    ("settled", "expected"), [("attempt-1", [("attempt-1", Outcome.APPLIED)]), ("", [])]
)
def test_what_cannot_be_stored_has_no_number_and_settles_all_the_same(
    settled: str, expected: list[Any]
) -> None:
    disk = Disk(FULL)
    found, ended = run(kept(disk, settled))
    assert (disk.settled, found.id, ended) == (expected, 0, ["ended"])


def test_who_looks_is_told_once_of_what_could_not_be_stored() -> None:
    async def work() -> list[str]:
        keeper, told = Keeper(disk := Disk(FULL), disk), list[str]()
        await keeper.keep(exchange(), "", lambda: None)
        for _ in range(2):
            try:
                await keeper.look()
            except NotStored as fault:
                told.append(fault.message.template)
        return told

    assert run(work()) == ["The disk is full."]


def test_an_outcome_that_cannot_be_stored_either_is_left_unknown() -> None:
    disk, told = Disk(FULL, settling=FULL), list[Any]()

    async def work() -> tuple[Exchange, list[str]]:
        asyncio.get_running_loop().set_exception_handler(lambda _, context: told.append(context))
        result = await kept(disk, "attempt-1")
        await asyncio.sleep(0)
        return result

    found, ended = run(work())
    assert (disk.settled, found.id, ended, told) == ([], 0, ["ended"], [])


def test_where_everything_was_stored_there_is_nothing_to_tell() -> None:
    assert run(Keeper(Disk(), Disk()).look()) is None


def test_a_mistake_of_ours_while_storing_is_told() -> None:
    mistake = LookupError("a bug")

    async def work() -> list[Any]:
        told: list[Any] = []
        loop = asyncio.get_running_loop()
        loop.set_exception_handler(lambda _, context: told.append(context))
        _, ended = await kept(Disk(mistake), "attempt-1")
        await asyncio.sleep(0)
        return [*told, *ended]

    assert run(work()) == [{"message": "a bug", "exception": mistake}, "ended"]


def test_whoever_waits_no_more_stops_nothing() -> None:
    async def work() -> int:
        disk, found = Disk(), exchange()
        keeper = Keeper(disk, disk)
        disk.is_free.clear()
        await keeper.keep(found, "", lambda: None)
        waiting = asyncio.ensure_future(keeper.all_kept())
        await asyncio.sleep(0)
        waiting.cancel()
        await asyncio.sleep(0)
        disk.is_free.set()
        await keeper.all_kept()
        return found.id

    assert run(work()) == 1
