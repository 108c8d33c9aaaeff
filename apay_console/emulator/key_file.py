"""The private key that the emulator makes for one run, in a file that ends with the run.

A run that is killed leaves its file behind, and the next one takes it away. Whoever runs holds a
lock on its file, which ends with the program whatever ends it: a file nobody holds is left over.
"""

from __future__ import annotations

import os
import stat
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

if sys.platform != "win32":
    import fcntl

_START, _END = "apay-emulator-", ".pem"


@contextmanager
def kept(pem: bytes) -> Iterator[Path]:
    """Write a key where only this person reads it, and take it away at the end."""
    sweep(Path(tempfile.gettempdir()))
    handle, path = _made()
    try:
        with open(handle, "wb", closefd=False) as file:
            file.write(pem)
        yield path
    finally:
        os.close(handle)
        path.unlink(missing_ok=True)


def _made() -> tuple[int, Path]:
    """Make a file and hold it; once more where a sweep was quicker than the lock."""
    while True:
        handle, name = tempfile.mkstemp(prefix=_START, suffix=_END)  # 0600 by itself
        path = Path(name)
        if _holds(handle) and path.exists():
            return handle, path
        os.close(handle)


def sweep(folder: Path) -> None:
    """Take away the key files of runs that were killed."""
    for path in folder.glob(f"{_START}*{_END}"):
        with suppress(OSError):  # it went meanwhile, or is not ours to take
            _take_away(path)


def _take_away(path: Path) -> None:
    if sys.platform == "win32":  # a file that is open cannot be removed there
        path.unlink()
        return
    handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    try:
        if _is_own(os.fstat(handle)) and _holds(handle):
            path.unlink()
    finally:
        os.close(handle)


def _is_own(status: os.stat_result) -> bool:
    is_file = stat.S_ISREG(status.st_mode)
    return is_file and (sys.platform == "win32" or status.st_uid == os.geteuid())


def _holds(handle: int) -> bool:
    """Hold a file for as long as it is open; False where another program does."""
    if sys.platform == "win32":
        return True
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
