"""Where the tour is played: a screen that needs no display, and a folder for its pictures."""

from __future__ import annotations

import atexit
import json
import os
import tempfile
from pathlib import Path

from apay_console.errors import N_, Invalid, say

MARKER = ".apay-console-tour"
_MARKED = b"The pictures of one run of apay-console --tour.\n"
_SCREEN = {"name": "tour", "x": 0, "y": 0, "width": 1920, "height": 1200, "dpr": 1}


def prepare(scale: float) -> None:
    """Choose a screen that needs no display; call before the application object is made."""
    handle, screens = tempfile.mkstemp(prefix="apay-tour-screen-", suffix=".json")
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump({"screens": [_SCREEN]}, file)
    atexit.register(Path(screens).unlink, missing_ok=True)
    os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={screens}"
    os.environ["QT_SCALE_FACTOR"] = str(scale)


def claim_folder(folder: Path) -> None:
    """Mark a folder as the tour's; raise Invalid for one that holds anything else."""
    folder.mkdir(parents=True, exist_ok=True)
    found = [path.name for path in folder.iterdir()]
    if not found:
        write_new(folder / MARKER, _MARKED)
    elif found != [MARKER] or not _is_marker(folder / MARKER):
        words = N_("{folder} is not empty, and the tour deletes nothing. Name a new folder.")
        raise Invalid(say(words, folder=str(folder)), "build/tour-2")


def write_new(path: Path, data: bytes) -> None:
    """Write a file that was not there; raise FileExistsError for any name that is taken."""
    with path.open("xb") as file:  # exclusive: a link of this name is not followed either
        file.write(data)


def _is_marker(path: Path) -> bool:
    is_file = path.is_file() and not path.is_symlink()
    return is_file and path.stat().st_size == len(_MARKED) and path.read_bytes() == _MARKED
