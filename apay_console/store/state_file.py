"""A file with the state of an emulator that runs by itself: whole after each request."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from apay_console.errors import N_, Message, NotStored, say
from apay_console.store import faults, folder, header, untrusted
from apay_console.store.transactions import transaction

Row = tuple[str, str, str]

APPLICATION = int.from_bytes(b"ApEm")
_FOREIGN = N_("{path} is no state of an emulator. Move it away, then start again.")
_SET_ASIDE = N_(
    "{path} holds what no emulator wrote. It was kept as {aside}, and an empty state begins."
)
_TABLE = """CREATE TABLE records (
    number INTEGER PRIMARY KEY, kind TEXT NOT NULL, id TEXT NOT NULL, text BLOB NOT NULL,
    UNIQUE (kind, id)
)"""
_PUT = """INSERT INTO records (kind, id, text) VALUES (?, ?, ?)
ON CONFLICT (kind, id) DO UPDATE SET text = excluded.text"""
_DROP = "DELETE FROM records WHERE kind = ? AND id = ?"
_ALL = "SELECT kind, id, text FROM records ORDER BY number"
# Nobody else may write while an emulator runs on it. What was committed outlives the program at
# once, and a power cut leaves the file whole, be it a moment old.
_PRAGMAS = ("journal_mode=WAL", "synchronous=NORMAL", "secure_delete=ON")


class _Broken(Exception):
    """A file of this program's kind that holds what this program does not write."""


class StateFile:
    """Rows by kind and id; what is kept counts from the next commit on."""

    def __init__(self, path: Path, clock: Callable[[], float] = time.time) -> None:
        self._path = path
        self._clock = clock
        self._kept: dict[tuple[str, str], str | None] = {}  # since the last commit
        self.set_aside: Message | None = None  # what became of a file that could not be believed
        with _worded(path):
            self._connection = self._opened_or_new()

    def rows(self) -> list[Row]:
        """Read everything, in the order in which it first came; raise NotStored."""
        with _worded(self._path):
            try:
                return [_checked(row) for row in self._connection.execute(_ALL)]
            except (_Broken, sqlite3.DatabaseError) as error:
                _raise_unless_broken(error)
                self.begin_anew()
                return []

    def keep(self, kind: str, record_id: str, text: str | None) -> None:
        """Take a record's newest text, or drop it (None); the next commit writes it."""
        self._kept[kind, record_id] = text

    def commit(self) -> None:
        """Write what was taken, all or nothing of it; raise NotStored."""
        kept, self._kept = self._kept, {}
        if kept:
            with _worded(self._path), transaction(self._connection, "BEGIN IMMEDIATE"):
                for key, text in kept.items():
                    self._write(key, text)

    def _write(self, key: tuple[str, str], text: str | None) -> None:
        if text is None:
            self._connection.execute(_DROP, key)
        else:
            self._connection.execute(_PUT, (*key, text.encode("utf-8")))

    def begin_anew(self) -> None:
        """Set the file aside, unchanged, and go on with an empty one; raise NotStored."""
        self._connection.close()
        with _worded(self._path):
            self._connection = self._new_one()

    def close(self) -> None:
        """Let the file go."""
        self._connection.close()

    def _opened_or_new(self) -> sqlite3.Connection:
        try:
            return _opened(self._path)
        except (_Broken, sqlite3.DatabaseError) as error:
            _raise_unless_broken(error)
            return self._new_one()

    def _new_one(self) -> sqlite3.Connection:
        aside = folder.set_aside(self._path, self._clock(), ".broken-")
        self.set_aside = say(_SET_ASIDE, path=self._path, aside=aside.name)
        return _opened(self._path)


def _raise_unless_broken(error: Exception) -> None:
    if not isinstance(error, _Broken) and faults.is_outside(error):
        raise error


def _checked(row: tuple[object, ...]) -> Row:
    """Return a row as it was written; raise _Broken."""
    kind, number, blob = row
    if not (isinstance(kind, str) and isinstance(number, str) and isinstance(blob, bytes)):
        raise _Broken
    try:
        return kind, number, blob.decode("utf-8")
    except UnicodeDecodeError:
        raise _Broken from None


def _opened(path: Path) -> sqlite3.Connection:
    if os.path.lexists(path):
        folder.check_file(path)
    else:
        folder.create(path)
    connection = sqlite3.connect(path, timeout=0, isolation_level=None)
    try:
        _prepare(connection, path)
    except BaseException:
        connection.close()
        raise
    return connection


def _prepare(connection: sqlite3.Connection, path: Path) -> None:
    untrusted.distrust(connection)
    connection.execute("PRAGMA locking_mode=EXCLUSIVE")  # kept from the first transaction on
    if _is_empty(connection):
        _fill(connection)
    else:
        _refuse_foreign(connection, path)
    with transaction(connection, "BEGIN EXCLUSIVE"):  # a second emulator is told at its start
        _check(connection)
    for pragma in _PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def _is_empty(connection: sqlite3.Connection) -> bool:
    try:
        return bool(connection.execute("PRAGMA page_count").fetchone() == (0,))
    except sqlite3.DatabaseError as error:
        _raise_unless_broken(error)
        return False


def _fill(connection: sqlite3.Connection) -> None:
    with transaction(connection, "BEGIN EXCLUSIVE"):
        connection.execute(f"PRAGMA application_id={APPLICATION}")
        connection.execute(_TABLE)


def _refuse_foreign(connection: sqlite3.Connection, path: Path) -> None:
    """Leave a file alone that this program never wrote; raise NotStored."""
    try:
        found = connection.execute("PRAGMA application_id").fetchone()[0]
    except sqlite3.DatabaseError as error:
        _raise_unless_broken(error)
        head = header.read_header(path)
        found = head and head.application
    if found != APPLICATION:
        raise NotStored(say(_FOREIGN, path=path))


def _check(connection: sqlite3.Connection) -> None:
    """Believe no schema but this program's own; raise _Broken."""
    if not untrusted.has_schema(connection, untrusted.schema_made_by([_TABLE])):
        raise _Broken
    if connection.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
        raise _Broken


@contextmanager
def _worded(path: Path) -> Iterator[None]:
    """Name a fault for the person."""
    try:
        yield
    except (sqlite3.Error, OSError) as error:
        raise faults.translated(error, path) from None
