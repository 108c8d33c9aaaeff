"""What is asked of a SQLite file before anything in it is believed: anybody may have written it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from contextlib import closing

LONGEST = 32 << 20  # bytes of one value or row; the largest that is ever written is far below it

_PRAGMAS = ("trusted_schema=OFF", "cell_size_check=ON", "mmap_size=0")
_SCHEMA = "SELECT type, name, tbl_name, sql FROM sqlite_schema LIMIT ?"
_PASSIVE = frozenset({"table", "index"})  # nothing of them runs when another row is written

Entry = tuple[str, str, str, str | None]


def distrust(connection: sqlite3.Connection) -> None:
    """Let nothing that stands in the file run or fill the memory."""
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LONGEST)
    for pragma in _PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def schema_made_by(statements: Iterable[str]) -> frozenset[Entry]:
    """Return the schema that a new file has after some statements."""
    with closing(sqlite3.connect(":memory:")) as connection:
        for statement in statements:
            connection.executescript(statement)
        return frozenset(connection.execute(_SCHEMA, (-1,)))


def has_schema(connection: sqlite3.Connection, wanted: frozenset[Entry]) -> bool:
    """Return whether a file holds these tables and nothing else."""
    found = connection.execute(_SCHEMA, (len(wanted) + 1,)).fetchall()
    return len(found) == len(wanted) and frozenset(found) == wanted


def is_plain_table(connection: sqlite3.Connection, name: str) -> bool:
    """Return whether a name is a table with pages of its own: no view, no virtual table."""
    query = "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ? AND rootpage > 0"
    return connection.execute(query, (name,)).fetchone() is not None
