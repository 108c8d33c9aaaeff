"""What happened: each change of an object's state, in order, with its time and its reason."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from apay_console.emulator.state import Record
from apay_console.model.kinds import stamp

STATE = "statusDetails.state"
KEPT = 1000


@dataclass(frozen=True)
class Happening:
    """One object that came into a state, was made, or was forgotten."""

    number: int  # counts all that ever happened
    at: float  # by the emulator's clock
    what: str  # the kind of the object
    about: str  # its id
    before: str | None  # None for a new object
    after: str | None  # None for one that is forgotten
    reason: str | None = None

    @property
    def row(self) -> dict[str, Any]:
        """The happening as it is answered."""
        return {
            "at": stamp(self.at),
            "what": self.what,
            "about": self.about,
            "from": self.before,
            "to": self.after,
            "reason": self.reason,
        }


@dataclass
class Happened:
    """The last happenings, and whoever wants to hear the next ones."""

    count: int = 0
    heard: Callable[[Happening, Record], None] | None = None
    followed: Callable[[Happening | None], None] | None = None  # None: all may be otherwise
    _rows: deque[Happening] = field(default_factory=lambda: deque(maxlen=KEPT))

    def add(self, record: Record, before: str | None, at: float) -> None:
        """Note that a record came into its state."""
        self._add(record, at, before, record.state, reason_of(record.values))

    def gone(self, record: Record, at: float) -> None:
        """Note that a record is forgotten."""
        self._add(record, at, record.state, None, None)

    def _add(self, record: Record, at: float, *states: str | None) -> None:
        self.count += 1
        row = Happening(self.count, at, record.kind, record.id, *states)
        self._rows.append(row)
        if self.heard:
            self.heard(row, record)
        if self.followed:
            self.followed(row)

    def since(self, count: int) -> list[Happening]:
        """All that is still known of what came after so many."""
        return [row for row in self._rows if row.number > count]

    def take_back(self, count: int) -> None:
        """Forget all that came after so many: it did not happen."""
        self.forget([row for row in self._rows if row.number <= count])
        self.count = count

    def forget(self, kept: Iterable[Happening] = ()) -> None:
        """Forget everything but what is named."""
        self._rows = deque(kept, KEPT)
        if self.followed:
            self.followed(None)


def reason_of(values: Mapping[str, Any]) -> str | None:
    """Read why an object is in its state; a charge permission tells its reasons as a list."""
    reasons: list[dict[str, str]] = values.get("statusDetails.reasons") or []
    code: str | None = values.get("statusDetails.reasonCode")
    return code or next((row["reasonCode"] for row in reasons), None)
