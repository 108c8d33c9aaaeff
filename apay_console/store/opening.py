"""Opens the data file: checks it, sets a damaged one aside, brings an old one up to date."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from apay_console.errors import N_, NotStored, say
from apay_console.store import faults, folder, rescue, schema, untrusted
from apay_console.store.connecting import connect, connect_to_read, is_writable
from apay_console.store.header import NEWER, needs_newer, read_header
from apay_console.store.search import index

_NOT_OURS = N_("{path} belongs to another program. Move it away, then start again.")
_STUCK = N_("{path} is of an older version and cannot be written to. Make its disk writable.")

_CHECKED_WHOLE = 32 << 20  # bytes; of a larger file only the small tables are checked at once


@dataclass(frozen=True)
class Opened:
    """An open data file, and what had to happen to open it."""

    connection: sqlite3.Connection
    set_aside: Path | None = None  # where a damaged file lies now
    is_read_only: bool = False
    lost_journal: bool = False  # what was stored last may have been in it
    ended_suddenly: bool = False  # the run before did not close the file

    def close(self, path: Path) -> None:
        """Let the file go, and say beside it that this was done."""
        self.connection.close()
        folder.unmark(path)


def open_file(
    path: Path, now: float, *, is_suspect: bool = False, steps: Sequence[str] = schema.STEPS
) -> Opened:
    """Open the file, or a new one; raise NotStored for one that must not be touched."""
    folder.make_private(path.parent)
    ended_suddenly = folder.is_marked(path)
    lost_journal = _has_lost_journal(path, ended_suddenly=ended_suddenly)
    aside = _make_sound(path, now, is_suspect, steps)
    connection = connect(path)
    try:
        _bring_up_to_date(connection, path, now, steps)
    except BaseException:
        connection.close()
        raise
    if is_writable(path):
        folder.mark(path)  # its journal is there by now
    return Opened(connection, aside, not is_writable(path), lost_journal, ended_suddenly)


def _has_lost_journal(path: Path, *, ended_suddenly: bool) -> bool:
    """Say whether the file was in use when the program ended, and somebody took its journal."""
    journal, shared = folder.beside(path, "-wal"), folder.beside(path, "-shm")
    was_used = ended_suddenly or shared.exists()  # SQLite drops the journal first
    return path.exists() and was_used and not journal.exists()


def _make_sound(path: Path, now: float, is_suspect: bool, steps: Sequence[str]) -> Path | None:
    """Put a whole file in place of a missing or damaged one; say where the damaged one lies now.

    The new file is finished under another name first: a half-made one is never met, and until
    then the damaged one stays where it is, so that a second try can read it again.
    """
    ready = folder.beside(path, ".ready")
    if ready.exists() and not os.path.lexists(path):
        ready.replace(path)  # the last run ended between the two renamings below
    is_missing, is_damaged = not os.path.lexists(path), _is_damaged(path, is_suspect, steps)
    if is_missing or is_damaged:
        _build(path, ready, steps, rescues=is_damaged, now=now)
    aside = folder.set_aside(path, now) if is_damaged else None
    if is_missing or is_damaged:
        ready.replace(path)
        folder.sync(path.parent)
    return aside


def _is_damaged(path: Path, is_suspect: bool, steps: Sequence[str]) -> bool:
    """Judge the file; a journal whose file is gone is damage too: a new file would swallow it."""
    if not os.path.lexists(path):
        return folder.is_filled(folder.beside(path, "-wal"))
    folder.check_file(path)
    try:
        return not _has_our_header(path) or not _is_consistent(path, is_suspect, steps)
    except sqlite3.DatabaseError as error:
        if faults.is_damage(error):
            return True
        raise


def _has_our_header(path: Path) -> bool:
    """Judge the file's head; raise NotStored for one that must not be touched."""
    header = read_header(path)
    if header is None:
        return False
    if header.application != schema.APPLICATION:
        raise NotStored(say(_NOT_OURS, path=path))
    if needs_newer(header):
        raise NotStored(say(NEWER, path=path))
    return True


def _is_consistent(path: Path, is_suspect: bool, steps: Sequence[str]) -> bool:
    is_small = path.stat().st_size <= _CHECKED_WHOLE
    names = ("1",) if is_small or is_suspect else schema.SMALL
    with closing(connect_to_read(path)) as connection:
        if not schema.is_own(connection, steps):
            return False
        found = [connection.execute(f"PRAGMA quick_check({name})").fetchone() for name in names]
        return all(result == ("ok",) for result in found) and not (
            is_suspect and any(untrusted.is_outsized(connection, name) for name in schema.TABLES)
        )


def _build(path: Path, ready: Path, steps: Sequence[str], *, rescues: bool, now: float) -> None:
    unborn = folder.beside(path, ".new")
    folder.create(unborn)
    with closing(connect(unborn)) as connection:
        schema.migrate(connection, steps)
        if rescues:
            rescue.rescue(path, rescue.newest_copy(path, now), connection)
    unborn.replace(ready)


def _bring_up_to_date(
    connection: sqlite3.Connection, path: Path, now: float, steps: Sequence[str]
) -> None:
    is_old = schema.steps_done(connection) < len(steps)
    if is_old and not is_writable(path):
        raise NotStored(say(_STUCK, path=path))
    if is_old:
        _migrate(connection, path, now, steps)
        # The version stands in the file itself from now on, where an older program looks for it.
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    if is_writable(path):
        index.bring_up_to_date(connection)
        rescue.copy_daily(connection, path, now, steps)


def _migrate(connection: sqlite3.Connection, path: Path, now: float, steps: Sequence[str]) -> None:
    """Change the file after a copy of it; where nothing was changed in the end, none is left."""
    before, copy = schema.steps_done(connection), rescue.copy_whole(connection, path, now)
    try:
        schema.migrate(connection, steps)
    except BaseException:
        if schema.steps_done(connection) == before:
            copy.unlink()
        raise
