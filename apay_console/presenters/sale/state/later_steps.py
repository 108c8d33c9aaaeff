"""What follows from an exchange about a permission, charge or refund: one state to the next."""

from __future__ import annotations

from dataclasses import replace

from apay_console.model import later
from apay_console.model.answer import answer_of
from apay_console.model.changes.changes import Change, changes_at_once
from apay_console.model.exchange import Exchange
from apay_console.model.operations import id_in, operation
from apay_console.model.reading import Reading, read
from apay_console.model.sale import Sale
from apay_console.model.session import COMPLETED
from apay_console.model.subjects import CHARGE, PERMISSION, REFUND
from apay_console.presenters.sale.state import showing
from apay_console.presenters.sale.state.making import is_applied
from apay_console.presenters.sale.state.sale_state import SaleState
from apay_console.presenters.sale.state.showing import Place
from apay_console.presenters.sale.state.unsent import sent_body, unsent


def object_in(exchange: Exchange, state: SaleState) -> Reading | None:
    """Read the permission, charge or refund that an exchange brought; None when it brought none."""
    wanted = operation(exchange.operation).answers
    if wanted not in later.LATER or not is_applied(exchange):
        return None
    found = read(answer_of(exchange), state.sale.version)
    return found if found and found.subject is wanted else None


def place_of(exchange: Exchange) -> Place | None:
    """What a write was filled in for: the object it was about, and the task."""
    done = operation(exchange.operation)
    if not done.writes or done.about not in later.LATER or done.about is None:
        return None
    named = id_in(done, exchange.sent.url) or sent_body(exchange).get(done.about.id_field)
    return (str(named), done.name)


def with_object(
    state: SaleState, reading: Reading, exchange: Exchange, now: float, *, quiet: bool = False
) -> SaleState:
    """Take in an object as it was read, or as a task has changed or made it."""
    before = later.find(state.objects, reading.id)
    has_news = before is None or before.body != reading.body
    is_shown = reading.id == state.shown
    told = state if quiet else replace(state, changes=_changes(state, reading, exchange))
    if quiet and is_shown and has_news:  # Amazon changed what is being looked at
        told = replace(state, exchange=exchange, changes=_changes(state, reading, exchange))
    moved = without_sent(showing.followed(told, reading), exchange)
    moved = replace(moved, sale=row_of(moved.sale, moved.objects, now))
    place = place_of(exchange)
    is_new = place is not None and before is None and place[0] != reading.id
    if is_new and place is not None and place[0] == state.shown:
        return showing.shown(moved, reading.id)
    return showing.settled(moved, before, reading)


def _changes(state: SaleState, reading: Reading, exchange: Exchange) -> tuple[Change, ...] | None:
    """Compare two readings of the object that is shown, unless they are spelt differently."""
    before = later.find(state.objects, reading.id)
    if before is None or reading.id != state.shown or before.version is not reading.version:
        return None
    sent = sent_body(exchange) if place_of(exchange) else None
    return changes_at_once(before.body, reading.body, sent)


def without_sent(state: SaleState, exchange: Exchange) -> SaleState:
    """Empty the form that was sent; what was typed since then stays."""
    place = place_of(exchange)
    if place is None:
        return state
    typed, scope = showing.draft_at(state, place), showing.scope_at(state, place)
    left = unsent(typed, exchange, scope)
    return showing.with_draft(state, place, left or showing.begun(state, place))


def row_of(sale: Sale, objects: later.Readings, now: float) -> Sale:
    """Bring a sale's row in the list up to date with its furthest object."""
    state, note = _told(sale, objects) or (sale.state, sale.note)
    reference = next((found for one in objects if (found := _reference(one))), "")
    ids = dict.fromkeys((*sale.ids, *(one.id for one in objects)))
    row = replace(
        sale,
        ids=tuple(ids),
        state=state,
        note=note or sale.note,
        reference=sale.reference or reference,
    )
    return row if row == sale else replace(row, updated_at=now)


def _told(sale: Sale, objects: later.Readings) -> tuple[str, str] | None:
    """The state of the furthest object and its amount; None when the session's says more."""
    return _of_refunds(objects) or _of_charges(sale, objects) or _of_alone(sale, objects)


def _reference(reading: Reading) -> str:
    return reading.text("merchantMetadata.merchantReferenceId")


def _of_refunds(objects: later.Readings) -> tuple[str, str] | None:
    found = later.furthest(tuple(one for one in objects if one.subject is REFUND))
    if found is None or found.state in later.FAILED:
        return None
    total = later.total(objects, REFUND, found.state, "refundAmount")
    return (found.state, str(total) if total else "")


def _of_charges(sale: Sale, objects: later.Readings) -> tuple[str, str] | None:
    """What became of the money; an authorization says no more than the completed session."""
    charges = tuple(one for one in objects if one.subject is CHARGE)
    captured = later.total(charges, CHARGE, later.CAPTURED, "captureAmount")
    if captured is not None:
        return (later.CAPTURED, str(captured))
    found = later.furthest(charges)
    if found is None:
        return None
    is_plain = found.state == later.AUTHORIZED and sale.session_id
    return (COMPLETED if is_plain else found.state, found.reason or _amount(found, "chargeAmount"))


_AMOUNTS = {PERMISSION: "limits.amountLimit", CHARGE: "chargeAmount", REFUND: "refundAmount"}


def _of_alone(sale: Sale, objects: later.Readings) -> tuple[str, str] | None:
    """What a sale without a session began with, whatever became of it."""
    found = later.furthest(objects) if not sale.session_id else None
    return (found.state, found.reason or _amount(found, _AMOUNTS[found.subject])) if found else None


def _amount(reading: Reading, name: str) -> str:
    price = reading.price_at(name)
    return str(price) if price else ""
