"""Keeps what came back: a line in the log at once, all of it while it is shown already."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from typing import Protocol

from apay_console import log
from apay_console.errors import NotStored
from apay_console.model.attempt import Attempt
from apay_console.model.exchange import Exchange, Outcome
from apay_console.model.operations import operation


class AttemptLog(Protocol):
    """Where writes are stored before they leave."""

    async def begin(self, attempt: Attempt, *, is_separate: bool = False) -> None: ...
    async def finish(self, attempt_id: str, outcome: Outcome) -> None: ...
    async def unfinished(self) -> list[Attempt]: ...


class ExchangeLog(Protocol):
    """Where exchanges are kept."""

    async def add(self, exchange: Exchange, settled: str = "") -> Exchange: ...


class Keeper:
    """Stores exchanges in their order, and before all that is stored because of them."""

    def __init__(self, history: ExchangeLog, attempts: AttemptLog) -> None:
        self._history = history
        self._attempts = attempts
        self._tasks: set[asyncio.Task[None]] = set()
        self._lost: NotStored | None = None  # why an exchange could not be stored, till it is told

    async def keep(self, exchange: Exchange, settled: str, ended: Callable[[], object]) -> None:
        """Begin to store an exchange, which has its number once that is done.

        `settled` is the attempt whose outcome it tells; `ended` is called whatever comes of it.
        """
        _log(exchange)
        task = asyncio.ensure_future(self._keep(exchange, settled, ended))
        self._tasks.add(task)
        task.add_done_callback(self._done)
        await asyncio.sleep(0)  # it is asked for before whatever comes of this

    async def _keep(self, exchange: Exchange, settled: str, ended: Callable[[], object]) -> None:
        """Store an exchange and what it settled: both at once, or neither; else the latter alone.

        An exchange that cannot be stored has no number.
        """
        try:
            kept = await self._history.add(exchange, settled)
            exchange.take_number(kept.id)
        except NotStored as fault:
            self._lost = fault
            if settled:
                await self.settle(settled, exchange.outcome)
        finally:
            ended()

    def _done(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        error = None if task.cancelled() else task.exception()
        if error is not None:  # a bug, and nobody waits to be told of it
            task.get_loop().call_exception_handler({"message": str(error), "exception": error})

    async def settle(self, attempt_id: str, outcome: Outcome) -> None:
        """Store what became of a write."""
        with suppress(NotStored):  # it stays unknown then, which is safe, and can be settled later
            await self._attempts.finish(attempt_id, outcome)

    async def all_kept(self) -> None:
        """Wait until everything that came is stored, or could not be."""
        if self._tasks:
            await asyncio.wait(self._tasks)

    async def look(self) -> None:
        """Wait as `all_kept` does; raise NotStored, once, where an exchange could not be stored."""
        await self.all_kept()
        lost, self._lost = self._lost, None
        if lost is not None:
            raise lost


def _log(exchange: Exchange) -> None:
    """Tell the log how it went, by the path without its ids."""
    answer = exchange.answered
    log.exchange(
        method=exchange.sent.method,
        path=operation(exchange.operation).path or "-",  # what was typed by hand has an id in it
        status=answer.status if answer else "-",
        ms=round(exchange.took_ms),
        request_id=(answer and answer.request_id) or "-",
        outcome=exchange.outcome,
    )
