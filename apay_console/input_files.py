"""Files that a person names, and the standard input: read without waiting and up to a size."""

from __future__ import annotations

import os
import stat
import sys
import threading
from dataclasses import dataclass, field
from pathlib import Path
from queue import Empty, SimpleQueue

from apay_console.errors import N_, Invalid, Message, say

STDIN = Path("-")
_STDIN_SECONDS = 60.0
_PIECE = 1 << 20
_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0)
_MIB, _KIB = 1 << 20, 1 << 10

_TOO_LARGE = N_("“{name}” is larger than {most}. Give one request.")
_BINARY = N_("“{name}” is no text. Give a text file: JSON, curl, raw HTTP, HAR or PEM.")
_UNREADABLE = N_("“{name}” cannot be read. Is it still there, and may you read it?")
_NO_FILE = N_("“{name}” is no file. Give one file.")
_NO_REGULAR_FILE = N_("{name} is no regular file. Give one, or - to read the standard input.")
_TOO_LARGE_INPUT = N_("{name} is larger than {most}, so it was not read.")
_NO_STDIN = N_("There is no standard input here. Give a file.")
_STDIN_NOT_ENDED = N_(
    "The standard input did not end within {seconds} seconds. Write it to a file, then give that."
)


class NotAFile(Invalid):
    """A path that names a folder, a pipe or a device."""


class TooLarge(Invalid):
    """A file that is longer than anything of its kind."""


@dataclass(frozen=True)
class InputFile:
    """Content of a file, and whether other users of this computer can read it too."""

    data: bytes = field(repr=False)
    is_open_to_others: bool = False


def read_file(path: Path, most: int) -> InputFile:
    """Read a regular file of at most so many bytes; raise NotAFile, TooLarge or OSError."""
    try:
        _check(path.stat(), path, most)  # before opening: opening alone acts on some devices
        handle = os.open(path, _FLAGS)
    except ValueError:  # a NUL in the name
        raise OSError("embedded null character") from None
    try:
        status = os.fstat(handle)
        _check(status, path, most)  # again: the path may name something else by now
        return InputFile(_read_up_to(handle, path, most), _is_open_to_others(status))
    finally:
        os.close(handle)


def read_text(path: Path, most: int) -> str:
    """Read a text file without its byte order mark; raise Invalid in words for the window."""
    try:
        text = read_file(path, most).data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Invalid(say(_BINARY, name=short_name(path))) from None
    except OSError:
        raise unreadable(path) from None
    if "\0" in text:
        raise Invalid(say(_BINARY, name=short_name(path)))
    return text


def unreadable(path: Path) -> Invalid:
    """Return the refusal of a file that the system does not let read."""
    return Invalid(say(_UNREADABLE, name=short_name(path)))


def short_name(path: Path) -> str:
    """Return a file's name, clipped to what a sentence can hold."""
    return path.name[:80]


def read_argument(path: Path, most: int) -> bytes:
    """Read a file of the command line, or the standard input for `-`; raise Invalid or OSError."""
    if path == STDIN:
        return read_stdin(most)
    try:
        return read_file(path, most).data
    except NotAFile:
        raise NotAFile(say(_NO_REGULAR_FILE, name=str(path))) from None
    except TooLarge:
        raise _too_large_input(str(path), most) from None


def read_stdin(most: int, seconds: float = _STDIN_SECONDS) -> bytes:
    """Read the standard input to its end; raise Invalid when that does not come in time."""
    arrived: SimpleQueue[bytes | BaseException] = SimpleQueue()
    # No system can wait for input of every kind and give up in time, so a thread waits for it.
    threading.Thread(target=_drain_stdin, args=(most, arrived), daemon=True).start()
    try:
        found = arrived.get(timeout=seconds)
    except Empty:
        raise Invalid(say(_STDIN_NOT_ENDED, seconds=round(seconds))) from None
    if isinstance(found, BaseException):
        raise found
    return found


def _drain_stdin(most: int, arrived: SimpleQueue[bytes | BaseException]) -> None:
    try:
        if sys.stdin is None:
            raise Invalid(say(_NO_STDIN))
        arrived.put(_read_up_to(sys.stdin.fileno(), STDIN, most))
    except TooLarge:
        arrived.put(_too_large_input("The standard input", most))
    except (Invalid, OSError, ValueError) as error:  # ValueError: it is closed
        arrived.put(error)


def _read_up_to(handle: int, path: Path, most: int) -> bytes:
    """Read to the end, and one byte more than allowed at the most."""
    pieces, left = [], most + 1
    while left and (piece := os.read(handle, min(left, _PIECE))):
        pieces.append(piece)
        left -= len(piece)
    if not left:
        raise _too_large(path, most)
    return b"".join(pieces)


def _check(status: os.stat_result, path: Path, most: int) -> None:
    if not stat.S_ISREG(status.st_mode):
        raise NotAFile(say(_NO_FILE, name=short_name(path)))
    if status.st_size > most:
        raise _too_large(path, most)


def _is_open_to_others(status: os.stat_result) -> bool:
    return os.name == "posix" and bool(status.st_mode & (stat.S_IRGRP | stat.S_IROTH))


def _too_large(path: Path, most: int) -> TooLarge:
    return TooLarge(_sized(_TOO_LARGE, short_name(path), most))


def _too_large_input(name: str, most: int) -> TooLarge:
    return TooLarge(_sized(_TOO_LARGE_INPUT, name, most))


def _sized(template: str, name: str, most: int) -> Message:
    size = f"{most // _MIB} MiB" if most >= _MIB else f"{most // _KIB} KiB"
    return say(template, name=name, most=size)
