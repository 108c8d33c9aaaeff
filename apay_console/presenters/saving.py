"""Saving what a person takes elsewhere: where to, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from apay_console.errors import Fault, Message
from apay_console.store import whole_file


@dataclass(frozen=True)
class Saved:
    """What came of saving: the file, or why there is none."""

    path: Path
    problem: Message | None = None


def save(path: Path, data: bytes) -> Saved:
    """Write a file whole; where that fails, whatever was there is as it was."""
    try:
        whole_file.save(path, data)
    except Fault as fault:
        return Saved(path, fault.message)
    return Saved(path)
