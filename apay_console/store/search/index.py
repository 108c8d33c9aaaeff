"""Keeps the index of words in step with the rows, in the same transaction.

It holds no text: to take an exchange out, its text is made once more from its rows. So it is taken
out before they change and put in afterwards.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from typing import TYPE_CHECKING, Any

from apay_console.store.exchange_rows import fetch
from apay_console.store.search.text import COLUMNS, VERSION, text_of
from apay_console.store.transactions import transaction

if TYPE_CHECKING:
    import sqlite3

_ROWS = f"SELECT {COLUMNS} FROM exchanges LEFT JOIN wires ON id = exchange_id"  # noqa: S608 - names of our own schema
_PUT = "INSERT INTO searched (rowid, text) VALUES (?, ?)"
_TAKE = "INSERT INTO searched (searched, rowid, text) VALUES ('delete', ?, ?)"
_MERGE = "INSERT INTO searched (searched, rank) VALUES ('merge', ?)"
_LEFT = "UPDATE facts SET value = 1 WHERE name = 'residue'"
_FOLLOWED = "UPDATE facts SET value = 0 WHERE name = 'unfollowed'"
_WORDS = """CREATE VIRTUAL TABLE IF NOT EXISTS temp.words
USING fts5vocab('main', 'searched', 'instance')"""
_NEXT_WORD = "SELECT term FROM temp.words WHERE term >= ? AND term < ? LIMIT 1"
_MOST_WORDS = 24
_BUNCH = 500
_STEP = 200  # pages that one step of the merging writes


def empty(connection: sqlite3.Connection) -> None:
    """Let the index go; the next who opens the file makes it anew."""
    connection.execute("INSERT INTO searched (searched) VALUES ('delete-all')")
    connection.execute("UPDATE facts SET value = 0 WHERE name = 'index'")


def put(connection: sqlite3.Connection, numbers: Iterable[int]) -> None:
    """Make exchanges findable; their rows must be there."""
    connection.executemany(_PUT, _texts(connection, numbers))


def _take(connection: sqlite3.Connection, numbers: Sequence[int]) -> None:
    """Take exchanges out of the index while their rows are still as they were put in."""
    import sqlite3  # noqa: PLC0415 - loaded by the first who asks

    from apay_console.store import faults  # noqa: PLC0415 - it loads SQLite too

    if _is_behind(connection):
        _fill(connection)
    texts = list(_texts(connection, numbers))
    try:
        connection.executemany(_TAKE, texts)
    except sqlite3.DatabaseError as error:
        if not faults.is_damage(error):
            raise
        _fill(connection)  # somebody else added the rows: FTS5 misses what it is to take out
        connection.executemany(_TAKE, texts)
    connection.execute(_LEFT)


@contextmanager
def leaving(connection: sqlite3.Connection, numbers: Sequence[int]) -> Iterator[None]:
    """Take exchanges out; their rows may change or go inside."""
    _take(connection, numbers)
    yield
    connection.execute(_FOLLOWED)


@contextmanager
def renewing(connection: sqlite3.Connection, numbers: Sequence[int]) -> Iterator[None]:
    """Change rows of exchanges inside, and they are found by what they hold then."""
    with leaving(connection, numbers):
        yield
    put(connection, numbers)


def _texts(connection: sqlite3.Connection, numbers: Iterable[int]) -> Iterator[tuple[int, str]]:
    wanted = iter(numbers)
    while bunch := list(islice(wanted, _BUNCH)):
        marks = ", ".join("?" * len(bunch))
        for row in fetch(connection, f"{_ROWS} WHERE id IN ({marks})", bunch):
            yield row[0], text_of(row)


def bring_up_to_date(connection: sqlite3.Connection) -> None:
    """Make the index anew where an older program made it, or none did, or rows changed since."""
    if has_index(connection) and _is_behind(connection):
        rebuild(connection)


def _is_behind(connection: sqlite3.Connection) -> bool:
    """Say whether it is not of this program's making, or others changed what it was made of."""
    return _fact(connection, "index") != VERSION or _fact(connection, "unfollowed") > 0


def has_index(connection: sqlite3.Connection) -> bool:
    """Say whether the file is of a program that searches."""
    query = "SELECT 1 FROM sqlite_schema WHERE name = 'searched'"
    return connection.execute(query).fetchone() is not None


def rebuild(connection: sqlite3.Connection) -> None:
    """Make the whole index anew from the rows."""
    with transaction(connection, "BEGIN IMMEDIATE"):
        _fill(connection)


def _fill(connection: sqlite3.Connection) -> None:
    connection.execute("INSERT INTO searched (searched) VALUES ('delete-all')")
    put(connection, _numbers(connection))
    connection.execute("UPDATE facts SET value = ? WHERE name = 'index'", [VERSION])
    connection.execute(_FOLLOWED)


def _numbers(connection: sqlite3.Connection) -> Iterator[int]:
    last: Any = 0
    while True:
        query = "SELECT id FROM exchanges WHERE id > ? ORDER BY id LIMIT ?"
        found = connection.execute(query, [last, _BUNCH]).fetchall()
        if not found:
            return
        yield from (row[0] for row in found)
        last = found[-1][0]


def _fact(connection: sqlite3.Connection, name: str) -> int:
    found = connection.execute("SELECT value FROM facts WHERE name = ?", [name]).fetchone()
    return int(found[0]) if found else 0


def scrub_some(connection: sqlite3.Connection) -> bool:
    """Merge a little of the index, so that words taken out leave it; say whether more is left.

    Until then they only count as taken out. A whole merge at once would hold up what is sent.
    """
    if not _fact(connection, "residue"):
        return False
    before = connection.total_changes
    connection.execute(_MERGE, [-_STEP])
    if connection.total_changes - before >= 2:  # SQLite's page on FTS5 says so
        return True
    connection.execute("UPDATE facts SET value = 0 WHERE name = 'residue'")
    return False


def continued(connection: sqlite3.Connection, beginning: str) -> list[str] | None:
    """List the words that begin so; None where they are too many to be named."""
    connection.execute(_WORDS)
    found: list[str] = []
    least, above = beginning, beginning + "\U0010ffff"
    while row := connection.execute(_NEXT_WORD, [least, above]).fetchone():
        found.append(row[0])
        if len(found) > _MOST_WORDS:
            return None
        least = row[0] + "\0"  # the least that follows, so that the rows of this one are skipped
    return found
