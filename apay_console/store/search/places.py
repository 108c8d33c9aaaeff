"""Where a place in the whole list lies, without walking there.

The tallies, which triggers keep, are summed up from the oldest on: what comes changes the last
sum alone. After anything else that happened to the rows they are summed up anew.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3

_STATE = """SELECT (SELECT value FROM facts WHERE name = 'revision'),
coalesce((SELECT max(id) FROM exchanges), 0)"""
_SINCE = "SELECT block, exchanges FROM tallies WHERE block >= ? ORDER BY block"


def state(connection: sqlite3.Connection) -> tuple[int, int]:
    """Say how often rows were changed or went, and which is the newest."""
    revision, newest = connection.execute(_STATE).fetchone()
    return revision, newest


class Places:
    """How many exchanges each block of numbers has, those of older blocks included."""

    def __init__(self) -> None:
        self._state = (-1, 0)
        self._blocks: list[int] = []
        self._sums: list[int] = []

    def total(self, connection: sqlite3.Connection) -> int:
        """Count everything."""
        self._renew(connection)
        return self._sums[-1] if self._sums else 0

    def find(self, connection: sqlite3.Connection, start: int) -> tuple[int, int] | None:
        """Name the block of a place, newest first, and how many of its exchanges are newer."""
        older = self.total(connection) - 1 - start
        if older < 0:
            return None
        at = bisect_right(self._sums, older)
        return self._blocks[at], self._sums[at] - 1 - older

    def _renew(self, connection: sqlite3.Connection) -> None:
        now = state(connection)
        if now == self._state:
            return
        if now[0] != self._state[0]:
            self._blocks, self._sums = [], []
        last = self._blocks.pop() if self._blocks else 0
        del self._sums[len(self._blocks) :]
        total = self._sums[-1] if self._sums else 0
        for block, exchanges in connection.execute(_SINCE, [last]):
            total += exchanges
            self._blocks.append(block)
            self._sums.append(total)
        self._state = now
