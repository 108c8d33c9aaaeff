"""Rows of the sales list as the emulator's objects stand now."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from apay_console.model import later
from apay_console.model.reading import read
from apay_console.model.sale import Sale
from apay_console.model.session import read_session
from apay_console.presenters.sale.state.later_steps import row_of
from apay_console.presenters.sale.state.steps import described

if TYPE_CHECKING:
    from apay_console.emulator.service import Emulator
    from apay_console.emulator.state import Record, State


@dataclass(frozen=True)
class Moved:
    """A row as it was listed, and as it is now."""

    before: Sale
    after: Sale


def moved_rows(
    emulator: Emulator, sales: Sequence[Sale], changed: frozenset[str] | None, now: float
) -> list[Moved]:
    """Return the rows that differ; ``changed`` names the objects to look at, None means all."""
    objects = _by_session(emulator.world.state)
    wanted = [sale for sale in sales if changed is None or _ids(sale, objects) & changed]
    rows = [Moved(sale, _row(emulator, sale, objects, now)) for sale in wanted]
    return [row for row in rows if row.after != row.before]


def _by_session(state: State) -> Mapping[str, Sequence[Record]]:
    """Group what followed from each session: permissions, then charges, then refunds."""
    found: dict[str, list[Record]] = defaultdict(list)
    sessions = {one.id: one.session_id for one in state.permissions.values()}
    sessions |= {one.id: sessions.get(one.permission_id, "") for one in state.charges.values()}
    sessions |= {one.id: sessions.get(one.charge_id, "") for one in state.refunds.values()}
    for table in (state.permissions, state.charges, state.refunds):
        for one in table.values():
            found[sessions[one.id]].append(one)
    return found


def _ids(sale: Sale, objects: Mapping[str, Sequence[Record]]) -> set[str]:
    followed = (one.id for one in objects.get(sale.session_id, ()))
    return {sale.session_id, *sale.ids, *followed} - {""}


def _row(
    emulator: Emulator, sale: Sale, objects: Mapping[str, Sequence[Record]], now: float
) -> Sale:
    """Bring a row up to date; of what is not there any more it stays as it is."""
    found = emulator.world.state.sessions.get(sale.session_id)
    session = read_session(emulator.body(found, sale.version), sale.version) if found else None
    base = described(sale, session, now) if session else sale
    readings = [read(emulator.body(one, sale.version), sale.version) for one in _of(sale, objects)]
    placed: later.Readings = ()
    for reading in filter(None, readings):
        placed = later.placed(placed, reading)
    row = row_of(base, placed, now)
    return sale if replace(row, updated_at=sale.updated_at) == sale else row


def _of(sale: Sale, objects: Mapping[str, Sequence[Record]]) -> Sequence[Record]:
    """What followed from a sale's session; without one, what the sale began with."""
    if sale.session_id:
        return objects.get(sale.session_id, ())
    return [one for group in objects.values() for one in group if one.id in sale.ids]
