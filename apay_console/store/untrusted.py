"""What is asked of a SQLite file before anything in it is believed: anybody may have written it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from contextlib import closing

LONGEST = 32 << 20  # bytes of one value or row; the largest that is ever written is far below it

_PRAGMAS = ("trusted_schema=OFF", "cell_size_check=ON", "mmap_size=0")
_SCHEMA = "SELECT type, name, tbl_name, sql FROM sqlite_schema LIMIT ?"
_MOST_ENTRIES = 1000
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
        return frozenset(_entries(connection, -1))


def has_schema(connection: sqlite3.Connection, wanted: frozenset[Entry]) -> bool:
    """Return whether a file holds these tables and nothing else."""
    found = _entries(connection, len(wanted) + 1)
    return len(found) == len(wanted) and frozenset(found) == wanted


def has_nothing_active_but(connection: sqlite3.Connection, wanted: frozenset[Entry]) -> bool:
    """Return whether views, triggers and virtual tables are these: for a newer program's file."""
    found = _entries(connection, _MOST_ENTRIES)
    return len(found) < _MOST_ENTRIES and _active(found) == _active(wanted)


def _active(entries: Iterable[Entry]) -> frozenset[Entry]:
    return frozenset(row for row in entries if row[0] not in _PASSIVE or _is_virtual(row[3]))


def _is_virtual(sql: str | None) -> bool:
    return (sql or "").upper().startswith("CREATE VIRTUAL")


def _entries(connection: sqlite3.Connection, most: int) -> list[Entry]:
    """Return what a schema consists of; how SQLite stores an index of words is its own affair."""
    found = connection.execute(_SCHEMA, (most,)).fetchall()
    virtual = [name for _, name, _, sql in found if _is_virtual(sql)]
    return [
        (kind, name, table, None if _is_shadow(name, virtual) else sql)
        for kind, name, table, sql in found
    ]


def _is_shadow(name: str, virtual: Iterable[str]) -> bool:
    return any(name.startswith(f"{table}_") for table in virtual)


def is_plain_table(connection: sqlite3.Connection, name: str) -> bool:
    """Return whether a name is a table with pages of its own: no view, no virtual table."""
    query = "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ? AND rootpage > 0"
    return connection.execute(query, (name,)).fetchone() is not None


def is_outsized(connection: sqlite3.Connection, table: str) -> bool:
    """Return whether a value of a table is beyond all bounds, without reading it."""
    names = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
    longer = " OR ".join(f"length({name}) > {LONGEST}" for name in names)
    query = f"SELECT 1 FROM {table} WHERE {longer} LIMIT 1"  # noqa: S608 - names of our own schema
    return connection.execute(query).fetchone() is not None
