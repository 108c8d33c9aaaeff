"""The list of what is wanted, by position, newest first.

Everything is placed by running totals. For anything narrower the numbers that
were found are kept, as far down as somebody has looked: a page is then a slice of them. What was
added since comes on top; after any other change they are looked for anew.
"""

from __future__ import annotations

from array import array
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from apay_console.errors import N_, Invalid, say
from apay_console.model.past import EVERYTHING, Line, Wanted
from apay_console.store.exchange_rows import fetch
from apay_console.store.schema_history import BLOCK_BITS
from apay_console.store.search.conditions import Question, question
from apay_console.store.search.index import continued
from apay_console.store.search.lines import COLUMNS, lines_of
from apay_console.store.search.places import Places, state
from apay_console.store.search.words import is_query

if TYPE_CHECKING:
    import sqlite3

T = TypeVar("T")

_REMEMBERED = 4  # lists
# What is sent must not wait for long: so much is done at once, and then goes on.
STEP = 20_000  # numbers that are looked for
LOOKED = 100_000  # exchanges that are looked at to find them
COUNTED = 50_000  # exchanges that are looked at to be counted
_BAD_QUERY = N_(
    "This cannot be searched for: a quote, star, bracket or operator (AND, OR, NOT, NEAR) lacks "
    "its other half. Complete it, or leave it out to look for the words alone."
)
_EXAMPLE = '"Two tins" OR refund*'
_PAGE = f"SELECT {COLUMNS} FROM exchanges WHERE id < ? ORDER BY id DESC LIMIT ? OFFSET ?"  # noqa: S608 - names of our own schema


@dataclass
class _Found:
    """The numbers that are known of one list."""

    question: Question
    revision: int
    newest: int  # the highest number that was looked at
    unlooked: int  # those from here on up were looked at
    numbers: array[int] = field(default_factory=lambda: array("q"))
    is_whole: bool = False
    counted: int = 0  # of those from `uncounted` on
    uncounted: int = 1 << 62

    @property
    def total(self) -> int | None:
        """How many there are, as soon as all are counted or known."""
        return len(self.numbers) if self.is_whole else None if self.uncounted else self.counted


class Listing:
    """Lists that were looked at last; for the store's thread alone."""

    def __init__(self) -> None:
        self._found: OrderedDict[Wanted, _Found] = OrderedDict()
        self._places = Places()

    def count(self, connection: sqlite3.Connection, wanted: Wanted) -> int | None:
        """Count a step further down; None while there is more to count."""
        if wanted == EVERYTHING:
            return self._places.total(connection)
        return _asked(wanted, lambda: self._count(connection, wanted))

    def _count(self, connection: sqlite3.Connection, wanted: Wanted) -> int | None:
        found = self._current(connection, wanted)
        if found.total is None:
            _count_down(connection, found)
        return found.total

    def look(self, connection: sqlite3.Connection, wanted: Wanted, end: int) -> bool:
        """Look a step further down; say whether what stands before `end` is known by now."""
        if wanted == EVERYTHING:
            return True
        return _asked(wanted, lambda: self._look(connection, wanted, end))

    def _look(self, connection: sqlite3.Connection, wanted: Wanted, end: int) -> bool:
        found = self._current(connection, wanted)
        missing = min(end - len(found.numbers), STEP)
        if missing > 0 and not found.is_whole:
            _look_down(connection, found, missing)
        return found.is_whole or len(found.numbers) >= end

    def lines(
        self, connection: sqlite3.Connection, wanted: Wanted, start: int, limit: int
    ) -> list[Line]:
        """Read a page of what `look` has found."""
        if wanted == EVERYTHING:
            return self._page(connection, start, limit)
        found = self._current(connection, wanted)
        numbers = found.numbers[start : start + limit].tolist()
        marks = ", ".join("?" * len(numbers))
        query = f"SELECT {COLUMNS} FROM exchanges WHERE id IN ({marks}) ORDER BY id DESC"  # noqa: S608 - marks only
        return lines_of(fetch(connection, query, numbers))

    def _page(self, connection: sqlite3.Connection, start: int, limit: int) -> list[Line]:
        place = self._places.find(connection, start)
        if place is None:
            return []
        block, newer = place
        return lines_of(fetch(connection, _PAGE, [(block + 1) << BLOCK_BITS, limit, newer]))

    def _current(self, connection: sqlite3.Connection, wanted: Wanted) -> _Found:
        """Find what is remembered of a list, with what was added since."""
        revision, newest = state(connection)
        found = self._found.get(wanted)
        if found is None or found.revision != revision:
            found = _Found(_question(connection, wanted), revision, newest, newest + 1)
        elif found.newest < newest:
            asked = _question(connection, wanted)  # new words may have come with the rows
            found = _with_newer(connection, replace(found, question=asked), newest)
        self._found[wanted] = found
        self._found.move_to_end(wanted)
        if len(self._found) > _REMEMBERED:
            self._found.popitem(last=False)
        return found


def _question(connection: sqlite3.Connection, wanted: Wanted) -> Question:
    return question(wanted, partial(continued, connection))


def _look_down(connection: sqlite3.Connection, found: _Found, missing: int) -> None:
    start = max(found.unlooked - LOOKED, 0) if found.question.is_bounded else 0
    more = _numbers(connection, found.question, start, found.unlooked, missing)
    found.numbers.extend(more)
    found.unlooked = more[-1] if len(more) == missing else start
    found.is_whole = found.unlooked == 0


def _with_newer(connection: sqlite3.Connection, found: _Found, newest: int) -> _Found:
    above = _numbers(connection, found.question, found.newest + 1, newest + 1, -1)
    is_begun = found.uncounted <= found.newest
    counted = found.counted + len(above) if is_begun else 0
    return replace(found, newest=newest, numbers=above + found.numbers, counted=counted)


def _count_down(connection: sqlite3.Connection, found: _Found) -> None:
    below = min(found.uncounted, found.newest + 1)
    count = _count_numbers if found.question.is_bounded else _count_matches
    counted, found.uncounted = count(connection, found.question, below)
    found.counted += counted


def _count_numbers(connection: sqlite3.Connection, asked: Question, below: int) -> tuple[int, int]:
    start, number = max(below - COUNTED, 0), asked.number
    query = asked.select("count(*)", f"{number} >= ?", f"{number} < ?")
    return connection.execute(query, [*asked.arguments, start, below]).fetchone()[0], start


def _count_matches(connection: sqlite3.Connection, asked: Question, below: int) -> tuple[int, int]:
    limit = COUNTED if asked.has_steps else -1
    query, arguments = _asked_for(asked, 0, below, limit)
    query = f"SELECT count(*), min(number) FROM ({query})"  # noqa: S608 - every value is bound
    count, least = connection.execute(query, arguments).fetchone()
    return count, least if count == limit else 0


def _asked_for(asked: Question, start: int, below: int, limit: int) -> tuple[str, list[Any]]:
    number = asked.number
    query = asked.select(f"{number} AS number", f"{number} >= ?", f"{number} < ?")
    return f"{query} ORDER BY {number} DESC LIMIT ?", [*asked.arguments, start, below, limit]


def _numbers(
    connection: sqlite3.Connection, asked: Question, start: int, below: int, limit: int
) -> array[int]:
    rows = connection.execute(*_asked_for(asked, start, below, limit))
    return array("q", (row[0] for row in rows))


def _asked(wanted: Wanted, work: Callable[[], T]) -> T:
    """Name a query that FTS5 cannot read for the person; everything else stays what it is."""
    import sqlite3  # noqa: PLC0415 - loaded by the first who asks

    from apay_console.store import faults  # noqa: PLC0415 - it loads SQLite too

    try:
        return work()
    except sqlite3.OperationalError as error:
        if is_query(wanted.words) and faults.code(error) == sqlite3.SQLITE_ERROR:
            raise Invalid(say(_BAD_QUERY), _EXAMPLE) from None
        raise
