"""How a private key is called: `<place>/<owner>.<generation>`."""

from __future__ import annotations

import re

MEMORY = "memory"


def place_of(ref: str) -> str:
    """Read where the key lies; empty for no reference."""
    return ref.partition("/")[0]


def name_of(ref: str) -> str:
    """Read what it is called there."""
    return ref.partition("/")[2]


def _generation(ref: str) -> int:
    found = re.fullmatch(r".*\.([0-9]{1,9})", ref)
    return int(found[1]) if found else 0


def following(place: str, owner: str, current: str) -> str:
    """Name the owner's next key."""
    return f"{place}/{owner}.{_generation(current) + 1}"


def neighbours(place: str, owner: str, current: str) -> list[str]:
    """Name what a change that was cut short may have left: the key before, and the one after."""
    generation = _generation(current)
    beside = (generation - 1, generation + 1)
    return [f"{place}/{owner}.{number}" for number in beside if number > 0]
