"""Moments to go back to: the whole state with its clock, under a name."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from apay_console.emulator import saving
from apay_console.emulator.happened import Happening
from apay_console.emulator.rules import expiring
from apay_console.emulator.state import Row
from apay_console.emulator.world import World
from apay_console.model.kinds import stamp

MOST = 10
_LONGEST = 60


@dataclass(frozen=True)
class Snapshot:
    """Everything as it was at one moment."""

    name: str
    at: float  # by the emulator's clock
    rows: tuple[Row, ...]
    happened: tuple[Happening, ...]

    @property
    def row(self) -> dict[str, Any]:
        """The snapshot as it is answered."""
        return {"name": self.name, "at": stamp(self.at), "rows": len(self.rows)}


@dataclass
class Snapshots:
    """The last snapshots of this run, by name; kept in memory only."""

    _kept: dict[str, Snapshot] = field(default_factory=dict)

    @property
    def all(self) -> list[Snapshot]:
        """All of them, the oldest first."""
        return list(self._kept.values())

    def take(self, world: World, name: str = "") -> Snapshot:
        """Keep the present; the oldest goes when there are too many. Raise ValueError."""
        expiring.run_due(world)
        rows = tuple(saving.rows(world.state))
        given = self._name(name)
        made = Snapshot(given, world.now, rows, tuple(world.happened.since(0)))
        self._kept.pop(given, None)
        self._kept[given] = made
        while len(self._kept) > MOST:
            self._kept.pop(next(iter(self._kept)))
        return made

    def restore(self, world: World, name: str) -> Snapshot:
        """Go back: state and clock together; a clock that ran then runs on. Raise KeyError."""
        found = self._kept[name]
        _become(world, found.rows)
        world.happened.forget(found.happened)
        expiring.run_due(world)
        return found

    def drop(self, name: str) -> None:
        """Forget one; raise KeyError."""
        del self._kept[name]

    def _name(self, name: str) -> str:
        if not name:
            numbers = (f"Snapshot {number}" for number in range(1, MOST + 2))
            return next(free for free in numbers if free not in self._kept)
        if len(name) > _LONGEST or "/" in name or not name.isprintable() or name != name.strip():
            raise ValueError(f"a name has 1 to {_LONGEST} characters, and no slash")
        return name


def _become(world: World, rows: tuple[Row, ...]) -> None:
    """Be what was kept, and tell whoever keeps the rows of each that differs."""
    before = _texts(world)
    world.state, _ = saving.read(rows)
    after = _texts(world)
    if world.changed is None:
        return
    for key in before.keys() - after.keys():
        world.changed(*key, None)
    for key, text in after.items():
        if before.get(key) != text:
            world.changed(*key, text)


def _texts(world: World) -> dict[tuple[str, str], str]:
    return {(kind, number): text for kind, number, text in saving.rows(world.state)}
