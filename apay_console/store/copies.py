"""Keeps copies of the file from holding what was deleted from it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from apay_console.store import folder, rescue
from apay_console.store.connecting import connect


def each_copy(path: Path, work: Callable[[sqlite3.Connection], object]) -> None:
    """Do some work in every copy; one in which it cannot be done goes whole."""
    for copy in rescue.copies(path):
        try:
            _change(copy, work)
        except sqlite3.DatabaseError:
            folder.remove(copy)


def _change(copy: Path, work: Callable[[sqlite3.Connection], object]) -> None:
    with closing(connect(copy)) as connection:
        work(connection)
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
