"""One call of the control side: its path, what it does, and what it is asked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from urllib.parse import unquote

from apay_console.emulator.service import Emulator
from apay_console.emulator.wire import Refused


@dataclass(frozen=True)
class Order:
    """What the control side was asked to do."""

    emulator: Emulator
    body: Mapping[str, Any]
    argument: str

    def number(self, name: str, most: float) -> float | None:
        """Read a number from 0 to the most; None when it is absent."""
        return number(self.body, name, most)


@dataclass(frozen=True)
class Control:
    """One call of the control side."""

    method: str
    path: str  # after the prefix; a word in braces is an argument
    does: str
    run: Callable[[Order], Any]

    def argument(self, path: str) -> str | None:
        """Match a path: its argument, empty for a call that has none; None for another path."""
        front, mark, rest = self.path.partition("{")
        if not mark:
            return "" if path == self.path else None
        back = rest.partition("}")[2]
        if not path.startswith(front) or not path.endswith(back):
            return None
        found = path[len(front) : len(path) - len(back)]
        return unquote(found) if found and "/" not in found else None


def bad(sentence: str) -> Refused:
    """A value that the control side does not take."""
    return Refused(400, "InvalidParameterValue", sentence)


def number(body: Mapping[str, Any], name: str, most: float, least: float = 0.0) -> float | None:
    """Read a number within bounds; None when it is absent."""
    found = body.get(name)
    if name not in body:
        return None
    if isinstance(found, int | Decimal) and not isinstance(found, bool) and least <= found <= most:
        return float(found)
    bounds = f"from {least:.0f} to {most:.0f}"
    raise bad(f"{name} must be a number {bounds}. Example: {max(least, 1):.0f}")
