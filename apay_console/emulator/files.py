"""Where the emulator's pages and sample buyers are, installed or in a checkout."""

from __future__ import annotations

from pathlib import Path

import apay_console

_PACKAGE = Path(apay_console.__file__).parent


def resource(name: str) -> Path:
    """Find a file or folder of `resources`."""
    places = (_PACKAGE / "_resources", _PACKAGE.parent / "resources")
    return next((place / name for place in places if place.is_dir()), places[-1] / name)
