"""A row of the soak: how often something was tried, and what of it went wrong."""

from __future__ import annotations

import json
from dataclasses import dataclass, field


class CannotRun(Exception):
    """Why a row cannot be run on this machine."""


@dataclass
class Row:
    """What came of so many rounds; it is well when nothing was lost, doubled or failed."""

    name: str
    rounds: int
    lost: int = 0
    duplicates: int = 0
    failures: int = 0
    figures: dict[str, float] = field(default_factory=dict)  # what was measured on the way

    @property
    def ok(self) -> bool:
        """Whether nothing went wrong."""
        return not (self.lost or self.duplicates or self.failures)

    def line(self) -> str:
        """Write the row as one line of JSON."""
        return json.dumps(
            {
                "name": self.name,
                "rounds": self.rounds,
                "lost": self.lost,
                "duplicates": self.duplicates,
                "failures": self.failures,
                "ok": self.ok,
                **self.figures,
            }
        )
