"""Connects to one SQLite file with every protection on."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

from apay_console.store import untrusted

_PRAGMAS = (
    "synchronous=FULL",
    "fullfsync=ON",
    "checkpoint_fullfsync=ON",
    "secure_delete=ON",
    "temp_store=MEMORY",
    "cache_size=-16384",  # KiB at most, and only of what was read: the list of a common word fits
)
_PATIENCE = 2.0  # seconds to wait for another program that holds the file


def is_writable(path: Path) -> bool:
    """Say whether SQLite could write here: it needs the folder too."""
    return os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)


def connect(path: Path) -> sqlite3.Connection:
    """Open an existing file; where nothing can be written, to read only."""
    if not is_writable(path):
        return connect_to_read(path)
    return _opened(path, "?mode=rw", ("journal_mode=WAL", *_PRAGMAS))


def connect_to_read(path: Path) -> sqlite3.Connection:
    """Open a file whose bytes must stay as they are, those of its journal too."""
    query = "?mode=ro" if is_writable(path) else "?mode=ro&immutable=1"
    return _opened(path, query, _PRAGMAS)


def _opened(path: Path, query: str, pragmas: tuple[str, ...]) -> sqlite3.Connection:
    address = path.absolute().as_uri() + query
    connection = sqlite3.connect(address, timeout=_PATIENCE, isolation_level=None, uri=True)
    try:
        untrusted.distrust(connection)
        for pragma in pragmas:
            connection.execute(f"PRAGMA {pragma}")
    except BaseException:
        connection.close()
        raise
    return connection
