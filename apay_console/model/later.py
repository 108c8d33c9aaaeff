"""What follows from a session: its permission, charges and refunds, and how far the money is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from apay_console.model.kinds import Price
from apay_console.model.operation import Operation
from apay_console.model.operations import reading_of
from apay_console.model.reading import Reading, text_of
from apay_console.model.states.machines import CHARGES, REFUNDS
from apay_console.model.subjects import CHARGE, PERMISSION, REFUND, Subject

LATER = frozenset({PERMISSION, CHARGE, REFUND})
Readings = tuple[Reading, ...]
AUTHORIZED, CAPTURED, REFUNDED = "Authorized", "Captured", "Refunded"
_NOTHING = re.compile(r"0(\.0{1,3})?", re.ASCII)
FAILED = {state.name for one in (CHARGES, REFUNDS) for state in one.states if state.failed}


def placed(objects: Readings, reading: Reading) -> Readings:
    """Put an object that was read in its place: permission, then each charge with its refunds."""
    known = any(one.id == reading.id for one in objects)
    rest = tuple(reading if one.id == reading.id else one for one in objects)
    whole = rest if known else (*rest, reading)
    charges = [one for one in whole if one.subject is CHARGE]
    refunds = [one for one in whole if one.subject is REFUND]
    ids = {charge.id for charge in charges}
    return (
        *(one for one in whole if one.subject is PERMISSION),
        *(one for charge in charges for one in (charge, *_of_charge(refunds, charge.id))),
        *(one for one in refunds if one.text("chargeId") not in ids),
    )


def _of_charge(refunds: Iterable[Reading], charge_id: str) -> Iterable[Reading]:
    return (refund for refund in refunds if refund.text("chargeId") == charge_id)


def find(objects: Iterable[Reading], object_id: str) -> Reading | None:
    """Find one of the objects by its id."""
    return next((one for one in objects if one.id == object_id), None)


def parent_id(reading: Reading) -> str:
    """The id of what an object belongs to: a refund to its charge, a charge to its permission."""
    names = {REFUND: "chargeId", CHARGE: "chargePermissionId"}
    return reading.text(names[reading.subject]) if reading.subject in names else ""


def furthest(objects: Readings) -> Reading | None:
    """The object that tells best how far the sale is: money that is back, then money that came."""
    for subject in (REFUND, CHARGE, PERMISSION):
        found = _best([one for one in objects if one.subject is subject])
        if found is not None:
            return found
    return None


def _best(found: Sequence[Reading]) -> Reading | None:
    """The last one that has not failed, else the last."""
    standing = [one for one in found if one.state not in FAILED]
    return next(reversed(standing or found), None)


def money(reading: Reading, name: str) -> Price | None:
    """An amount that may also be nothing, as what was refunded or what is left."""
    found, wire = reading.price_at(name), reading.wire(name)
    if found is not None or not isinstance(wire, Mapping):
        return found
    amount, currency = text_of(wire.get("amount")), text_of(wire.get("currencyCode"))
    is_nothing = bool(currency) and _NOTHING.fullmatch(amount) is not None
    return Price(Decimal(amount), currency) if is_nothing else None


def total(objects: Iterable[Reading], subject: Subject, state: str, name: str) -> Price | None:
    """Add up an amount of all objects in a state; None when there is none, or it is unreadable."""
    found = [one for one in objects if one.subject is subject and one.state == state]
    prices = [price for one in found if (price := one.price_at(name))]
    if not prices or len({price.currency for price in prices}) > 1:
        return None
    amount = sum((price.amount for price in prices), Decimal(0))
    return Price(amount, prices[0].currency)


def subject_of_id(object_id: str) -> Subject:
    """Tell by the shape of a later object's id what it is the id of (charge.html, refund.html)."""
    last = object_id.rpartition("-")[2][:1]
    return {"C": CHARGE, "R": REFUND}.get(last, PERMISSION)


def reading_of_id(object_id: str) -> Operation:
    """Find the call that reads the object of an id."""
    return reading_of(subject_of_id(object_id))
