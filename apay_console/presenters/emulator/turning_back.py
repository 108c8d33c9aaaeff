"""A sale of the emulator at a moment that was gone back to: what came later is not there."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from apay_console.model.sale import Sale
from apay_console.model.session import COMPLETED
from apay_console.presenters.sale.state import showing
from apay_console.presenters.sale.state.sale_state import SaleState

if TYPE_CHECKING:
    from apay_console.emulator.service import Emulator


@dataclass(frozen=True)
class There:
    """What the emulator knows of a sale now."""

    has_session: bool
    is_paid: bool
    ids: frozenset[str]  # of its permission, charges and refunds


def look(emulator: Emulator, sale: Sale) -> There:
    """Look what of a sale is there."""
    state = emulator.world.state
    session = state.sessions.get(sale.session_id)
    tables = (state.permissions, state.charges, state.refunds)
    ids = frozenset(one for one in sale.ids if any(one in table for table in tables))
    is_paid = session is not None and (session.paid or session.state == COMPLETED)
    return There(session is not None, is_paid, ids)


def as_it_is(state: SaleState, there: There) -> SaleState:
    """Show no more of a sale than what is there."""
    if there.ids == frozenset(state.sale.ids) and there.is_paid == state.sale.buyer_back:
        return state
    at = showing.shown(state, "") if state.shown not in there.ids else state
    kept = tuple(one for one in state.sale.ids if one in there.ids)
    return replace(
        at,
        sale=replace(state.sale, ids=kept, buyer_back=there.is_paid),
        objects=tuple(one for one in state.objects if one.id in there.ids),
        aside={place: typed for place, typed in at.aside.items() if place[0] in {"", *kept}},
    )
