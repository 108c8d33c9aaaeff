"""Which objects are to be read next, so that a sale is shown as it is."""

from __future__ import annotations

from apay_console.model import later
from apay_console.model.exchange import Exchange, Outcome
from apay_console.model.operations import CLOSE_PERMISSION
from apay_console.model.session import COMPLETED, Session
from apay_console.model.subjects import CHARGE
from apay_console.presenters.sale.state.endings import needs_reading
from apay_console.presenters.sale.state.later_steps import object_in, place_of
from apay_console.presenters.sale.state.making import session_in
from apay_console.presenters.sale.state.sale_state import SaleState

_UNPROCESSABLE = 422
_IDS = ("chargePermissionId", "chargeId")


def wanted_after(state: SaleState, exchange: Exchange, *, chained: bool) -> tuple[str, ...]:
    """The ids to read after an exchange; after one that only followed, what was never read."""
    session = session_in(exchange, state.sale.version)
    if session is not None:
        return unread(state, session)
    found, place = object_in(exchange, state), place_of(exchange)
    if found is None:
        return _refused(exchange)
    if exchange.operation == CLOSE_PERMISSION.name:
        return _open_charges(state)
    parent = later.parent_id(found)
    is_known = later.find(state.objects, parent) is not None
    tells_nothing = chained or (place is None and found.is_pending)
    return () if not parent or (is_known and tells_nothing) else (parent,)


def _refused(exchange: Exchange) -> tuple[str, ...]:
    """A decline may have changed the permission, which nothing else reads again."""
    place, status = place_of(exchange), exchange.answered.status if exchange.answered else 0
    is_refused = exchange.outcome is Outcome.REJECTED and status == _UNPROCESSABLE
    return (place[0],) if place and is_refused and not needs_reading(exchange) else ()


def unread(state: SaleState, session: Session) -> tuple[str, ...]:
    """The ids that a completed session brings, as far as their objects were never read."""
    ids = [session.text(name) for name in _IDS] if session.state == COMPLETED else []
    return tuple(one for one in ids if one and later.find(state.objects, one) is None)


def _open_charges(state: SaleState) -> tuple[str, ...]:
    """Closing a permission may cancel what is not captured yet (charge-permission.html)."""
    charges = (one for one in state.objects if one.subject is CHARGE)
    return tuple(one.id for one in charges if one.state not in CHARGE.final)
