"""A file that a person dropped or chose, read as far as it is a text."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from apay_console.errors import N_, Invalid, say

_TOO_LARGE = N_("“{name}” is larger than {most}. Give one request.")
_BINARY = N_("“{name}” is no text. Give a text file: JSON, curl, raw HTTP, HAR or PEM.")
_UNREADABLE = N_("“{name}” cannot be read. Is it still there, and may you read it?")
_NO_FILE = N_("“{name}” is no file. Give one file.")
_MIB, _KIB = 1 << 20, 1 << 10


def read(path: Path, most: int) -> str:
    """Read a file of so many bytes at most, without a byte order mark; raise Invalid."""
    name = path.name[:80]
    data = read_bytes(path, most + 1)
    if len(data) > most:
        size = f"{most // _MIB} MiB" if most >= _MIB else f"{most // _KIB} KiB"
        raise Invalid(say(_TOO_LARGE, name=name, most=size))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Invalid(say(_BINARY, name=name)) from None
    if "\0" in text:
        raise Invalid(say(_BINARY, name=name))
    return text


def read_bytes(path: Path, most: int) -> bytes:
    """Read the first so many bytes of a file; raise Invalid, at once where a pipe would wait."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise Invalid(say(_NO_FILE, name=path.name[:80]))
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
        with os.fdopen(handle, "rb") as file:
            return file.read(most)
    except (OSError, ValueError):  # ValueError: a name with a NUL in it
        raise Invalid(say(_UNREADABLE, name=path.name[:80])) from None
