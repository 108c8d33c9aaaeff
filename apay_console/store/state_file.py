"""A file with the state of an emulator that runs by itself: whole after each request."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from apay_console.errors import N_, Fault, NotStored, say
from apay_console.store import faults, folder

APPLICATION = int.from_bytes(b"ApEm")
_FOREIGN = N_(
    "{path} is damaged, or no state of an emulator. Move it away, then start again; nothing was "
    "changed."
)
_TABLE = """CREATE TABLE IF NOT EXISTS records (
    number INTEGER PRIMARY KEY, kind TEXT NOT NULL, id TEXT NOT NULL, text BLOB NOT NULL,
    UNIQUE (kind, id)
)"""
_PUT = """INSERT INTO records (kind, id, text) VALUES (?, ?, ?)
ON CONFLICT (kind, id) DO UPDATE SET text = excluded.text"""
_DROP = "DELETE FROM records WHERE kind = ? AND id = ?"
_ALL = "SELECT kind, id, text FROM records ORDER BY number"
# Nobody else may write while an emulator runs on it. What was committed outlives the program at
# once, and a power cut leaves the file whole, be it a moment old.
_PRAGMAS = ("locking_mode=EXCLUSIVE", "journal_mode=WAL", "synchronous=NORMAL", "secure_delete=ON")


class StateFile:
    """Rows by kind and id; what is kept counts from the next commit on."""

    def __init__(self, path: Path) -> None:
        with _worded(path):
            self._connection = _opened(path)
        self._path = path

    def rows(self) -> list[tuple[str, str, str]]:
        """Read everything, in the order in which it first came; raise NotStored."""
        with _worded(self._path):
            found = self._connection.execute(_ALL).fetchall()
            return [(kind, number, blob.decode("utf-8")) for kind, number, blob in found]

    def keep(self, kind: str, record_id: str, text: str | None) -> None:
        """Put a record's newest text, or drop it (None)."""
        with _worded(self._path):
            if not self._connection.in_transaction:
                self._connection.execute("BEGIN")
            if text is None:
                self._connection.execute(_DROP, (kind, record_id))
            else:
                self._connection.execute(_PUT, (kind, record_id, text.encode("utf-8")))

    def commit(self) -> None:
        """Make what was kept last; raise NotStored."""
        if self._connection.in_transaction:
            with _worded(self._path):
                self._connection.execute("COMMIT")

    def close(self) -> None:
        """Let the file go."""
        self._connection.close()


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
    is_new = path.stat().st_size == 0
    if not is_new and connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION:
        raise NotStored(say(_FOREIGN, path=path))
    for pragma in _PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")
    connection.execute("BEGIN EXCLUSIVE")  # now, so that a second emulator is told at its start
    if not is_new and connection.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
        raise NotStored(say(_FOREIGN, path=path))
    connection.execute(f"PRAGMA application_id={APPLICATION}")
    connection.execute(_TABLE)
    connection.execute("COMMIT")


@contextmanager
def _worded(path: Path) -> Iterator[None]:
    """Name a fault for the person; this file is never set aside by itself."""
    try:
        yield
    except Fault:
        raise
    except (sqlite3.Error, OSError, ValueError) as error:
        found = faults.translated(error, path)
        if faults.is_damage(error) or not isinstance(found, Fault):
            raise NotStored(say(_FOREIGN, path=path)) from None
        raise found from None
