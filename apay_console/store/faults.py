"""Tells a fault of the disk from a fault of the program, and says what to do about it."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from apay_console.errors import N_, NotStored, say

_BUSY = N_("Another program holds the data file {path}. Close that program, then try again.")
_READONLY = N_("{path} cannot be written to. Make its folder and disk writable, then try again.")
_BROKEN = N_("The disk could not read or write {path}. Check the disk, then try again.")
_FULL = N_("The disk is full. Free some space, then try again.")
_CLOSED_OFF = N_("{path} cannot be opened. Check the permissions of its folder, then try again.")
DAMAGED = N_("The data file {path} is damaged. It will be set aside, not deleted; try again.")
_GONE = N_(
    "{path} was moved or deleted while this console ran, so nothing is stored any more. Put it "
    "back, or start this console again."
)

_WORDS = {
    sqlite3.SQLITE_BUSY: _BUSY,
    sqlite3.SQLITE_LOCKED: _BUSY,
    sqlite3.SQLITE_PROTOCOL: _BUSY,
    sqlite3.SQLITE_READONLY: _READONLY,
    sqlite3.SQLITE_IOERR: _BROKEN,
    sqlite3.SQLITE_FULL: _FULL,
    sqlite3.SQLITE_CANTOPEN: _CLOSED_OFF,
    sqlite3.SQLITE_CORRUPT: DAMAGED,
    sqlite3.SQLITE_NOTADB: DAMAGED,
    sqlite3.SQLITE_TOOBIG: DAMAGED,
}

# A value beyond all bounds was never written by this program.
_OF_THE_FILE = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_TOOBIG})


def code(error: BaseException) -> int:
    """Read SQLite's primary result code; 0 when the error is not SQLite's."""
    return int(getattr(error, "sqlite_errorcode", 0)) & 0xFF


def is_damage(error: BaseException) -> bool:
    """Say whether the file itself is broken."""
    return code(error) in _OF_THE_FILE


def is_overtaken(error: BaseException) -> bool:
    """Say whether another program writes or wrote: a transaction that has read never waits."""
    return code(error) == sqlite3.SQLITE_BUSY


def is_outside(error: BaseException) -> bool:
    """Say whether the disk, its permissions or another program is at fault, not the content."""
    return code(error) in _WORDS and not is_damage(error)


def gone(path: Path) -> NotStored:
    """Say that what was stored last may lie in a file that nobody will open again."""
    return NotStored(say(_GONE, path=path))


def translated(error: BaseException, path: Path) -> BaseException:
    """Name a fault of the surroundings for the person; leave a bug what it is."""
    if code(error) in _WORDS:
        return _named(error, _WORDS[code(error)], path)
    if isinstance(error, OSError):
        return _named(error, _CLOSED_OFF, path)
    return error


def _named(error: BaseException, words: str, path: Path) -> NotStored:
    named = NotStored(say(words, path=path))
    named.__cause__ = error
    return named
