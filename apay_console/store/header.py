"""What stands in the head of a data file, read without SQLite: that changes a folder by opening."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from apay_console.errors import N_
from apay_console.store import schema

NEWER = N_(
    "{path} was written by a newer Apay Console. Start that one, or use a new, empty history "
    "beside it; nothing was changed."
)
_LENGTH = 100
_BEGINNING = b"SQLite format 3\0"
_VERSION, _APPLICATION = 60, 68  # where the two numbers stand


class Header(NamedTuple):
    """Who wrote a file, and what it needs to be read."""

    version: int
    application: int


def read_header(path: Path) -> Header | None:
    """Read a file's head; None for what is no whole head of SQLite's."""
    with path.open("rb") as file:
        head = file.read(_LENGTH)
    if not head.startswith(_BEGINNING) or len(head) < _LENGTH:
        return None
    version, application = (int.from_bytes(head[at : at + 4]) for at in (_VERSION, _APPLICATION))
    return Header(version, application)


def is_newer(path: Path) -> bool:
    """Say whether a newer program wrote a file so that this one must not use it."""
    try:
        header = read_header(path)
    except OSError:
        return False
    return header is not None and needs_newer(header)


def needs_newer(header: Header) -> bool:
    """Say whether a file is this program's and of a schema that it does not know."""
    is_ours = header.application == schema.APPLICATION
    return is_ours and schema.major(header.version) > schema.MAJOR
