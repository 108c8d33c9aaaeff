"""Writes that are about to happen; one without an outcome may or may not have taken effect."""

from __future__ import annotations

import dataclasses
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from apay_console.errors import N_, NotSent, say
from apay_console.model.attempt import Attempt, SentBefore
from apay_console.model.exchange import Outcome
from apay_console.store.database import Database

if TYPE_CHECKING:
    import sqlite3

_USED = N_("This idempotency key was used before, and a new request needs one of its own.")
_COLUMNS = tuple(field.name for field in dataclasses.fields(Attempt))
_NAMES = ", ".join(_COLUMNS)
_BEGIN = f"INSERT INTO attempts ({_NAMES}) VALUES ({', '.join('?' * len(_COLUMNS))})"  # noqa: S608 - names of our own schema
# What was answered need not be sent again, so its body is not needed any more.
_FINISH = """UPDATE attempts SET outcome = ?1, body = CASE ?1 WHEN 'UNKNOWN' THEN body ELSE x'' END
WHERE id = ?2"""
_UNFINISHED = f"""SELECT {_NAMES} FROM attempts
WHERE outcome IS NULL OR outcome = 'UNKNOWN' ORDER BY number"""  # noqa: S608 - names of our own schema

JUST_NOW_S = 600  # what was done within it is hardly meant a second time
_TWIN = f"""SELECT {_NAMES} FROM attempts WHERE likeness = ?1 AND likeness <> ''
AND (outcome IS NULL OR outcome = 'UNKNOWN'
  OR (outcome = 'APPLIED' AND (abs(created_at - ?2) < ?3 OR ?4)))
ORDER BY number DESC LIMIT 1"""  # noqa: S608 - names of our own schema

_SPENT = "SELECT 1 FROM attempts WHERE idempotency_key = ?1 AND idempotency_key <> '' LIMIT 1"


class Attempts:
    """Every write, committed before a byte of it leaves."""

    def __init__(self, database: Database, *, ticks: Callable[[], float] = time.monotonic) -> None:
        self._database = database
        self._ticks = ticks  # a clock that is set right hides nothing of this run
        self._begun: dict[str, float] = {}  # by likeness, when by the clock that never jumps

    async def begin(self, attempt: Attempt, *, is_separate: bool = False) -> None:
        """Store what is about to be sent; when this raises, nothing may be sent.

        Raises SentBefore where the same money may have moved already, unless that is meant, and
        NotSent for a key that was used before: what it was used for is repeated, never begun anew.
        """
        begun = self._begun.get(attempt.likeness)
        is_recent = begun is not None and self._ticks() - begun < JUST_NOW_S
        await self._database.run(
            lambda c: _begin(c, attempt, is_separate=is_separate, is_recent=is_recent)
        )
        self._begun[attempt.likeness] = self._ticks()

    async def finish(self, attempt_id: str, outcome: Outcome) -> None:
        await self._database.run(lambda c: finish(c, attempt_id, outcome))

    async def unfinished(self) -> list[Attempt]:
        """List what needs attention, oldest first: no outcome, or an unknown one."""
        rows = await self._database.run(lambda c: c.execute(_UNFINISHED).fetchall())
        return [_attempt(row) for row in rows]


def _begin(
    connection: sqlite3.Connection, attempt: Attempt, *, is_separate: bool, is_recent: bool
) -> None:
    values = (attempt.likeness, attempt.created_at, JUST_NOW_S, is_recent)
    twin = None if is_separate else connection.execute(_TWIN, values).fetchone()
    if twin is not None:
        raise SentBefore(_attempt(twin), attempt.created_at)
    if connection.execute(_SPENT, (attempt.idempotency_key,)).fetchone() is not None:
        raise NotSent(say(_USED))
    connection.execute(_BEGIN, tuple(getattr(attempt, name) for name in _COLUMNS))


def finish(connection: sqlite3.Connection, attempt_id: str, outcome: Outcome) -> None:
    """Store what became of an attempt, in a transaction of the caller's."""
    connection.execute(_FINISH, (outcome, attempt_id))


def _attempt(row: tuple[Any, ...]) -> Attempt:
    found = Attempt(*row)
    return dataclasses.replace(found, outcome=found.outcome and Outcome(found.outcome))
