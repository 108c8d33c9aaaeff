"""Where the tour is played: a screen that needs no display, and a folder for its pictures."""

from __future__ import annotations

import atexit
import json
import os
import shutil
import tempfile
from pathlib import Path

from apay_console.errors import N_, Invalid, say

_SCREEN = {"name": "tour", "x": 0, "y": 0, "width": 1920, "height": 1200, "dpr": 1}


def prepare(scale: float) -> None:
    """Choose a screen that needs no display; call before the application object is made."""
    screens = Path(tempfile.gettempdir()) / f"apay-tour-screen-{os.getpid()}.json"
    screens.write_text(json.dumps({"screens": [_SCREEN]}), encoding="utf-8")
    atexit.register(screens.unlink, missing_ok=True)
    os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={screens}"
    os.environ["QT_SCALE_FACTOR"] = str(scale)


def empty(folder: Path) -> None:
    """Empty the pictures' folder; raise Invalid for one that a person cannot mean."""
    place = folder.resolve()
    kept = (Path.home(), Path.cwd())
    if any(place == one or place in one.parents for one in kept) or (place / ".git").exists():
        words = N_("{folder} is emptied first, and holds more than pictures; name another one.")
        raise Invalid(say(words, folder=str(folder)), "build/tour")
    place.mkdir(parents=True, exist_ok=True)
    for old in place.iterdir():
        if old.is_dir() and not old.is_symlink():
            shutil.rmtree(old)
        else:
            old.unlink()
