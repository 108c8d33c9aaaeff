"""What the rules act on: the state, the clock, the ids, and where choices are noted."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from apay_console.emulator import saving
from apay_console.emulator.choices import Choice
from apay_console.emulator.happened import STATE, Happened
from apay_console.emulator.ids import Ids
from apay_console.emulator.state import Changed, Clock, Event, Record, Replay, State, Stored, Token
from apay_console.emulator.strictness import STRICT, Strictness
from apay_console.model.kinds import stamp

CHOICE = "emulator's choice: "


@dataclass
class World:
    """The emulator's memory with its clock; every change goes through here."""

    clock: Callable[[], float]
    ids: Ids
    note: Callable[[str], None]
    changed: Changed | None = None  # told of every row; None while nobody keeps them
    dial: Strictness = STRICT  # how much passes that Amazon would refuse
    state: State = field(default_factory=State)
    happened: Happened = field(default_factory=Happened)
    _chosen: set[str] = field(default_factory=set)

    @property
    def now(self) -> float:
        """Seconds since 1970 by the emulator's clock."""
        clock = self.state.clock
        return self.clock() + clock.ahead if clock.stopped_at is None else clock.stopped_at

    def choose(self, choice: Choice) -> None:
        """Note what the emulator does where Amazon's documents are silent, once each."""
        if choice.name not in self._chosen:
            self._chosen.add(choice.name)
            self.note(CHOICE + choice.does)

    def put(self, item: Record | Replay | Token) -> None:
        """Remember a new or changed record."""
        if isinstance(item, Record) and not self._knows(item):
            self.happened.add(item, None, item.created_at)
        self._keep(item)

    def change(self, record: Record, values: Mapping[str, Any], at: float) -> None:
        """Change some of a record's values, and when it was last updated."""
        before = record.values[STATE] if self._knows(record) else None
        record.values |= dict(values)
        record.values["statusDetails.lastUpdatedTimestamp"] = stamp(at)
        if record.values[STATE] != before:
            self.happened.add(record, before, at)
        self._keep(record)

    def drop(self, record: Record, at: float | None = None) -> None:
        """Forget a record; now, unless it was to go earlier."""
        self.happened.gone(record, self.now if at is None else at)
        self.state.table(record.kind).pop(record.id, None)
        self._forget(record)

    def schedule(self, at: float, what: str, about: str) -> None:
        """Let something happen later."""
        event = Event(at, self.state.last_number + 1, what, about)
        self.state.take(event)
        self._tell(event)

    def next_due(self, until: float) -> Event | None:
        """Take out the next event that is due by then."""
        if not self.state.due or self.state.due[0].at > until:
            return None
        event = heapq.heappop(self.state.due)
        self._forget(event)
        return event

    def advance(self, seconds: float) -> None:
        """Put the clock forward; one that stands goes on standing there."""
        clock = self.state.clock
        stands_at = None if clock.stopped_at is None else clock.stopped_at + seconds
        self.set_clock(Clock(ahead=clock.ahead + seconds, stopped_at=stands_at))

    def set_clock(self, clock: Clock) -> None:
        """Let another clock rule."""
        self.state.clock = clock
        self._tell(clock)

    def clear(self) -> None:
        """Forget everything."""
        for item in list(self.state.everything()):
            self._forget(item)
        self.state = State()
        self.happened.forget()

    def _knows(self, record: Record) -> bool:
        return record.id in self.state.table(record.kind)

    def _keep(self, item: Record | Replay | Token) -> None:
        self.state.take(item)
        self._tell(item)

    def _tell(self, item: Stored) -> None:
        if self.changed:
            self.changed(item.kind, item.id, saving.text_of(item))

    def _forget(self, item: Stored) -> None:
        if self.changed:
            self.changed(item.kind, item.id, None)
