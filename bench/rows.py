"""A row of the bench: what was measured, beside what it is judged by."""

from __future__ import annotations

import json
from dataclasses import dataclass


class CannotRun(Exception):
    """Why a row cannot be measured on this machine."""


@dataclass(frozen=True)
class Row:
    """One measured figure; `goal` limits the ratio where there is a floor, else the value."""

    name: str
    value: float
    unit: str
    goal: float
    floor: float | None = None  # the least that any program would need, measured in the same run
    at_least: bool = False  # whether more is better

    @property
    def ratio(self) -> float | None:
        """How many times the floor it took; None where no floor was measured."""
        return None if self.floor is None else self.value / self.floor

    @property
    def ok(self) -> bool:
        """Whether the goal is met."""
        judged = self.value if self.ratio is None else self.ratio
        return judged >= self.goal if self.at_least else judged <= self.goal

    def line(self) -> str:
        """Write the row as one line of JSON."""
        return json.dumps(
            {
                "name": self.name,
                "value": _short(self.value),
                "unit": self.unit,
                "floor": _short(self.floor),
                "ratio": _short(self.ratio),
                "goal": self.goal,
                "ok": self.ok,
            }
        )


def _short(number: float | None) -> float | None:
    return None if number is None else float(f"{number:.4g}")


@dataclass(frozen=True)
class Effort:
    """How much is measured: the whole of it, or just enough to see that it works."""

    is_quick: bool = False

    def times(self, whole: int, quick: int = 2) -> int:
        """Choose how often something is done."""
        return quick if self.is_quick else whole

    def seconds(self, whole: float, quick: float = 0.2) -> float:
        """Choose how long something is watched."""
        return quick if self.is_quick else whole
