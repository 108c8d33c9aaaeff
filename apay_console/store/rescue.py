"""Copies for a bad day, and what can be saved from a damaged file with their help."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, suppress
from pathlib import Path

from apay_console.store import folder, schema
from apay_console.store.connecting import connect, connect_to_read
from apay_console.store.untrusted import is_plain_table

_DAYS_KEPT = 7
# Bytes whose exchange was lost say nothing, and their numbers will be given again.
_DROP_STRAYS = "DELETE FROM wires WHERE exchange_id NOT IN (SELECT id FROM exchanges)"


def copy_daily(
    connection: sqlite3.Connection, path: Path, now: float, steps: Sequence[str]
) -> None:
    """Once a day, copy all but the exchanges; a disk without room for it is no reason to stop."""
    copy = _copy_of_today(path, now)
    if not copy.exists() and _has_anything(connection):
        with suppress(OSError, sqlite3.OperationalError):
            _write_copy(connection, folder.beside(path, ".copy"), steps)
            folder.beside(path, ".copy").replace(copy)
    _prune(path, now)


def _has_anything(connection: sqlite3.Connection) -> bool:
    """A new file must not take the day's place from what will be worth a copy."""
    tables = " UNION ALL ".join(f"SELECT 1 FROM {table}" for table in schema.SMALL)  # noqa: S608 - names of our own schema
    return connection.execute(f"{tables} LIMIT 1").fetchone() is not None


def _write_copy(connection: sqlite3.Connection, unborn: Path, steps: Sequence[str]) -> None:
    folder.create(unborn)
    with closing(connect(unborn)) as target:
        schema.migrate(target, steps)
        target.execute("BEGIN")
        for table in schema.SMALL:
            copy_rows(connection, target, table)
        target.execute("COMMIT")


def copy_whole(connection: sqlite3.Connection, path: Path, now: float) -> Path:
    """Copy everything as it is, before a change that might go wrong."""
    copy = folder.beside(path, f".before-{folder.stamp(now)}")
    folder.create(copy)
    try:
        with closing(sqlite3.connect(copy)) as target:
            connection.backup(target)
    except BaseException:
        copy.unlink()  # half a copy is none, and each try would leave another
        raise
    return copy


def copies(path: Path) -> list[Path]:
    """List every copy that this program may still fall back on."""
    kinds = ("daily", "before")
    return [copy for kind in kinds for copy in path.parent.glob(f"{path.name}.{kind}-*[0-9Z]")]


def newest_copy(path: Path, now: float) -> Path | None:
    """Find the latest daily copy."""
    return next(reversed(_daily(path, now)), None)


def _daily(path: Path, now: float) -> list[Path]:
    """List the daily copies, oldest first.

    One of a day that is yet to come was made while the clock was wrong: it counts least, or it
    would stand in the way of all that are made since.
    """
    today = _copy_of_today(path, now)
    found = path.parent.glob(f"{path.name}.daily-????????")
    return sorted(found, key=lambda copy: (copy <= today, copy))


def _copy_of_today(path: Path, now: float) -> Path:
    return folder.beside(path, f".daily-{folder.stamp(now)[:8]}")


def _prune(path: Path, now: float) -> None:
    """Drop old copies, and what a kill left half made: what was deleted may be in them."""
    for name in (".copy", ".new", ".ready"):
        folder.remove(folder.beside(path, name))
    for copy in _daily(path, now)[:-_DAYS_KEPT]:
        copy.unlink()


def rescue(damaged: Path, copy: Path | None, target: sqlite3.Connection) -> None:
    """Fill a new file with what a damaged one still gives, and a copy where it gives out."""
    target.execute("BEGIN")
    unread = _rows_from(damaged, target, schema.TABLES)
    if copy is not None:
        _rows_from(copy, target, unread)
    target.execute(_DROP_STRAYS)
    target.execute("COMMIT")


def _rows_from(path: Path, target: sqlite3.Connection, tables: Sequence[str]) -> list[str]:
    """Copy what can be read, and name the tables that could not be read to their end."""
    try:
        source = connect_to_read(path)
    except sqlite3.DatabaseError:
        return list(tables)
    with closing(source):
        return [table for table in tables if not _copy_table(source, target, table)]


def _copy_table(source: sqlite3.Connection, target: sqlite3.Connection, table: str) -> bool:
    """Copy what is a table: a view of that name may have no end."""
    try:
        return is_plain_table(source, table) and copy_rows(source, target, table)
    except sqlite3.DatabaseError:
        return False


def copy_rows(source: sqlite3.Connection, target: sqlite3.Connection, table: str) -> bool:
    """Copy a table from its start and, past damage, from its end; say whether it was whole."""
    columns = sorted(_columns(source, table) & _columns(target, table))
    if not columns:
        return False
    marks = ", ".join("?" * len(columns))
    insert = f"INSERT OR IGNORE INTO {table} ({', '.join(columns)}) VALUES ({marks})"  # noqa: S608 - names of our own schema
    for order in ("ASC", "DESC"):
        reader = _Reader(source, table, columns, order)
        for row in reader:
            with suppress(sqlite3.IntegrityError):
                target.execute(insert, row)
        if reader.came_to_the_end:
            return True
    return False


def _columns(connection: sqlite3.Connection, table: str) -> set[str]:
    """Name the columns that are stored; none that is worked out when it is read."""
    try:
        rows = connection.execute(f"PRAGMA table_xinfo({table})")
        return {row[1] for row in rows if not row[6]}
    except sqlite3.DatabaseError:
        return set()


class _Reader:
    """The rows of a table until the first that cannot be read."""

    def __init__(
        self, source: sqlite3.Connection, table: str, columns: list[str], order: str
    ) -> None:
        self._source = source
        self._query = f"SELECT {', '.join(columns)} FROM {table} ORDER BY rowid {order}"  # noqa: S608 - names of our own schema
        self.came_to_the_end = False

    def __iter__(self) -> Iterator[tuple[object, ...]]:
        with suppress(sqlite3.DatabaseError):
            yield from self._source.execute(self._query)
            self.came_to_the_end = True
