"""Where each state stands in a picture: found from the table, so that a new one has a place."""

from __future__ import annotations

from dataclasses import dataclass

from apay_console.model.fields import ApiVersion
from apay_console.model.states.machine import Machine


@dataclass(frozen=True)
class Spot:
    """A state's column and row."""

    column: int
    row: int


def spots(machine: Machine, version: ApiVersion) -> dict[str, Spot]:
    """As many columns as the longest way has states; what failed stands below what went well."""
    columns = _columns(machine, version)
    taken: set[Spot] = set()
    found: dict[str, Spot] = {}
    for state in machine.states:
        row = 1 if state.failed else 0
        spot = Spot(columns[state.name], row)
        while spot in taken:
            spot = Spot(spot.column, spot.row + (1 if row else 2))
        taken.add(spot)
        found[state.name] = spot
    return found


def _columns(machine: Machine, version: ApiVersion) -> dict[str, int]:
    """The length of the longest way to each state; a way back, by the table's order, is none."""
    names = [state.name for state in machine.states]
    columns = dict.fromkeys(names, 0)
    for place, name in enumerate(names):
        before = [
            columns[state]
            for edge in machine.of(version)
            if name in edge.to
            for state in edge.before
            if state in names[:place]
        ]
        columns[name] = max((column + 1 for column in before), default=0)
    return columns
