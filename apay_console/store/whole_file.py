"""A file of the person's choice: written whole or not at all, for its owner's eyes only."""

from __future__ import annotations

import errno
import os
import stat
import tempfile
from pathlib import Path

from apay_console.errors import N_, Fault, Message, say
from apay_console.store import folder

_FULL = N_("The disk is full, so nothing was saved. Free some space, then save again.")
_CLOSED = N_("Nothing can be written to {folder}. Choose another place.")
_GONE = N_("The folder {folder} is not there. Choose another place.")
_LONG = N_("This name is too long for the disk. Choose a shorter one.")
_LINK = N_("{path} is a link to another file, which was left alone. Choose another name.")
_SPECIAL = N_("{path} is not a file. Choose another name.")
_OWN = N_("The console keeps its own data in {folder}. Choose another folder.")
_BROKEN = N_("{path} could not be saved: {reason}. Choose another place.")
_WORDS = {
    errno.ENOSPC: _FULL,
    errno.EDQUOT: _FULL,
    errno.EFBIG: _FULL,
    errno.EROFS: _CLOSED,
    errno.EACCES: _CLOSED,
    errno.EPERM: _CLOSED,
    errno.ENOENT: _GONE,
    errno.ENOTDIR: _GONE,
    errno.ENAMETOOLONG: _LONG,
}


def save(path: Path, data: bytes) -> None:
    """Put data in the place of what may be there; raise Fault, and that is as it was."""
    try:
        _refuse_own(path)
        _refuse_special(path)
        replace(path, data)
    except (OSError, ValueError) as error:  # ValueError: a name with a NUL in it
        raise Fault(_said(error, path)) from None


def replace(path: Path, data: bytes) -> None:
    """Write beside a file, then take its place; raise OSError."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".apay-")  # 0600 by itself
    try:
        write(handle, data)
        Path(name).replace(path)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise
    folder.sync(path.parent)


def write(handle: int, data: bytes) -> None:
    """Write data to an open file, down to the disk, and close it; raise OSError."""
    with os.fdopen(handle, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _refuse_own(path: Path) -> None:
    """Refuse the data folder: in place of the data file or its journal, all would be lost."""
    if folder.holds_data(path.parent):
        raise Fault(say(_OWN, folder=str(path.parent)))


def _refuse_special(path: Path) -> None:
    try:
        mode = path.lstat().st_mode
    except FileNotFoundError:
        return
    if not stat.S_ISREG(mode):
        raise Fault(say(_LINK if stat.S_ISLNK(mode) else _SPECIAL, path=str(path)))


def _said(error: OSError | ValueError, path: Path) -> Message:
    number = error.errno if isinstance(error, OSError) else None
    words = _WORDS.get(number or 0, _BROKEN)
    reason = getattr(error, "strerror", None) or type(error).__name__
    return say(words, path=str(path), folder=str(path.parent), reason=reason)
