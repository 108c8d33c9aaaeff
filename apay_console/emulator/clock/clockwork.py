"""The time machine: stops and starts the clock, and tells what it would make happen."""

from __future__ import annotations

import copy
from dataclasses import dataclass, field
from typing import Any

from apay_console.emulator.happened import Happening
from apay_console.emulator.ids import RandomIds
from apay_console.emulator.rules import expiring
from apay_console.emulator.state import Clock, Record, State, Stored
from apay_console.emulator.world import World
from apay_console.model.kinds import stamp

DAY = 24 * 3600.0
LONGEST_JUMP = 400 * DAY
FARTHEST = 100 * 365 * DAY  # ahead of the machine's clock; times are written with four digits


def stop(world: World) -> None:
    """Let the clock stand still where it is."""
    expiring.run_due(world)
    world.set_clock(Clock(ahead=ahead(world), stopped_at=world.now))


def start(world: World) -> None:
    """Let the clock go on from where it stands."""
    world.set_clock(Clock(ahead=ahead(world)))


def set_right(world: World) -> None:
    """Let the clock show the machine's time; what has happened stays."""
    expiring.run_due(world)
    world.set_clock(Clock())


def ahead(world: World) -> float:
    """How far the clock is ahead of the machine's now; negative when it is behind."""
    clock = world.state.clock
    return clock.ahead if clock.stopped_at is None else clock.stopped_at - world.clock()


def room(world: World) -> float:
    """How far the clock can still be put forward at once."""
    return max(0.0, min(LONGEST_JUMP, FARTHEST - ahead(world)))


def told(world: World) -> dict[str, Any]:
    """Tell the time as it is answered."""
    return {
        "now": stamp(world.now),
        "ahead": round(ahead(world), 3),
        "stopped": world.state.clock.stopped_at is not None,
    }


def foreseen(world: World, seconds: float = LONGEST_JUMP) -> list[Happening]:
    """Tell what a jump would make happen, by trying it on a copy."""
    until = world.now + seconds
    tried = World(lambda: until, RandomIds(), _told_nobody, state=_copied(world.state))
    found: list[Happening] = []
    tried.happened.heard = lambda row, _: found.append(row)
    expiring.run_due(tried)
    return found


@dataclass
class Foresight:
    """What would happen, tried anew only when something has happened or changed."""

    _rows: list[Happening] = field(default_factory=list)
    _seen: tuple[int, int, Clock, State] | None = None

    def rows(self, world: World) -> list[Happening]:
        """Tell what the longest jump would make happen, the next first."""
        state = world.state
        seen = (world.happened.count, state.last_number, state.clock, state)
        if self._seen is None or self._seen[:3] != seen[:3] or self._seen[3] is not state:
            self._rows, self._seen = foreseen(world), seen
        return self._rows


def _copied(state: State) -> State:
    made = State()
    for item in state.everything():
        made.take(_copy(item))
    made.clock = Clock()
    return made


def _copy(item: Stored) -> Stored:
    """Copy what events may change; a value itself is only ever replaced."""
    if not isinstance(item, Record):
        return item
    copied = copy.copy(item)
    copied.values = dict(item.values)
    return copied


def _told_nobody(_: str) -> None:
    """Keep no notes of what only might happen."""
