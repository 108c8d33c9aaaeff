"""Where the program's files are, installed or in a checkout."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parents[1]
_PLACES = (_PACKAGE / "_resources", _PACKAGE.parent / "resources")


def resource(name: str) -> Path:
    """Find a file or folder of `resources/` by its path in there."""
    found = next((place / name for place in _PLACES if (place / name).exists()), None)
    if found is None:
        raise FileNotFoundError(f"The program's file {name} is missing; install it again.")
    return found
