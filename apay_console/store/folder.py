"""The data folder and its files: only their owner can read them, and none is a link."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from apay_console.errors import N_, NotStored, say

if TYPE_CHECKING:
    import sqlite3

Place = tuple[int, int] | None

DATA_FILE = "console.sqlite3"
_OTHERS = stat.S_IRWXG | stat.S_IRWXO
_PARTS = ("", "-shm", "-wal")
_MARK = ".in-use"
_LINK = N_("{path} is a link. Put the file itself there; nothing was opened.")
_FOREIGN = N_("{path} belongs to another user. Choose a folder of your own; nothing was opened.")
_SHARED = N_("Others can write to {path}. Make it yours alone (chmod 700), then start again.")
_SPECIAL = N_("{path} is not a file. Move it away, then start again.")


def make_private(folder: Path) -> None:
    """Make the folder, readable by its owner alone; refuse one that others could have filled."""
    if not folder.is_dir():
        folder.mkdir(mode=0o700, parents=True)
    _refuse_foreign(folder, folder.stat())
    if sys.platform != "win32":
        if folder.stat().st_mode & (stat.S_IWGRP | stat.S_IWOTH):
            raise NotStored(say(_SHARED, path=folder))
        _narrow(folder, 0o700)


def check_file(path: Path) -> None:
    """Refuse a link, a foreign or special file; close an own one that others could read."""
    status = path.lstat()
    if stat.S_ISLNK(status.st_mode):
        raise NotStored(say(_LINK, path=path))
    if not stat.S_ISREG(status.st_mode):
        raise NotStored(say(_SPECIAL, path=path))
    _refuse_foreign(path, status)
    _narrow(path, 0o600)


def _refuse_foreign(path: Path, status: os.stat_result) -> None:
    if sys.platform != "win32" and status.st_uid != os.geteuid():
        raise NotStored(say(_FOREIGN, path=path))


def _narrow(path: Path, mode: int) -> None:
    if sys.platform != "win32" and path.stat().st_mode & _OTHERS:
        path.chmod(mode)


def with_journal(path: Path) -> list[Path]:
    """Name a data file and the two that SQLite keeps beside it, there or not."""
    return [beside(path, part) for part in _PARTS]


def remove(path: Path) -> None:
    """Delete a file with its journal, as far as they are there."""
    for part in with_journal(path):
        part.unlink(missing_ok=True)


def create(path: Path) -> None:
    """Make an empty file that nobody else can ever have opened."""
    remove(path)  # a journal left behind would be taken for the new file's
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))


def sync(folder: Path) -> None:
    """Make a renaming in the folder last through a power cut."""
    if sys.platform != "win32":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def is_filled(path: Path) -> bool:
    """Say whether a file is there with anything in it."""
    return path.exists() and path.stat().st_size > 0


def size_of(files: Iterable[Path]) -> int:
    """Add up the bytes of those files that are there."""
    return sum(one.stat().st_size for one in files if one.exists())


def stamp(now: float) -> str:
    """Write a moment as it stands in file names."""
    return datetime.fromtimestamp(now, UTC).strftime("%Y%m%dT%H%M%SZ")


def beside(path: Path, suffix: str) -> Path:
    """Name a file that belongs to another one."""
    return path.with_name(path.name + suffix)


def older_file(folder: Path, major: int | str) -> Path:
    """Name the data file of an older schema that lies beside a newer program's."""
    usual = folder / DATA_FILE
    return usual.with_stem(f"{usual.stem}-{major}")


def holds_data(folder: Path) -> bool:
    """Say whether a data file lies in a folder, one beside a newer program's too."""
    older = folder.glob(older_file(folder, "[0-9]*").name)
    return (folder / DATA_FILE).exists() or any(older)


def path_of(connection: sqlite3.Connection) -> Path:
    """Say which file a connection is open on."""
    return Path(connection.execute("PRAGMA database_list").fetchone()[2])


def place_of(path: Path) -> Place:
    """Where a file lies on its disk, whatever its name; None where none has this name."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def mark(path: Path) -> None:
    """Leave a sign that a file is in use, which a program that ends suddenly leaves behind."""
    with suppress(OSError):  # it is for a better word later, and stops nothing
        os.close(os.open(beside(path, _MARK), os.O_CREAT | os.O_WRONLY, 0o600))


def unmark(path: Path) -> None:
    """Take the sign away: the file was closed."""
    with suppress(OSError):
        beside(path, _MARK).unlink(missing_ok=True)


def is_marked(path: Path) -> bool:
    """Say whether a file was not closed by whoever used it last."""
    return os.path.lexists(beside(path, _MARK))


def part_from_journal(path: Path, place: Place, now: float) -> None:
    """Take a file's journal from another file that came in its place and would swallow it."""
    journal = beside(path, "-wal")
    if path.exists() and place is not None and place_of(journal) == place:
        journal.rename(beside(_free(beside(path, f".gone-{stamp(now)}")), "-wal"))
        beside(path, "-shm").unlink(missing_ok=True)


def set_aside(path: Path, now: float, suffix: str = ".corrupt-") -> Path:
    """Rename a damaged file with all that belongs to it, so that it can still be looked at."""
    aside = _free(beside(path, f"{suffix}{stamp(now)}"))
    for part in reversed(_PARTS):  # the file last: a new one must not meet its journal
        if beside(path, part).exists():
            beside(path, part).rename(beside(aside, part))
    return aside


def _free(path: Path) -> Path:
    taken = {name.name.removesuffix("-wal").removesuffix("-shm") for name in path.parent.iterdir()}
    numbers = ("", *(f"-{number}" for number in range(2, len(taken) + 3)))
    return next(beside(path, number) for number in numbers if path.name + number not in taken)
