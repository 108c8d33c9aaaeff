"""Complete Checkout Session, which only v2 has."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from apay_console.emulator import finishing, paying, reading, refusals, simulating
from apay_console.emulator.call import Call
from apay_console.emulator.cards import find_card
from apay_console.emulator.state import Session
from apay_console.emulator.wire import Refused
from apay_console.model.fields import ApiVersion
from apay_console.model.operations import COMPLETE_SESSION
from apay_console.model.session import CANCELED, OPEN

_PRICES = ("chargeAmount", "totalOrderAmount")


def complete(call: Call, session: Session) -> int:
    """Do what the session's intent says; the status tells whether it is decided already."""
    given = reading.read(call.body, call.terms(COMPLETE_SESSION))
    simulation = simulating.of_completion(call)
    _require_paid(session)
    for name in _PRICES:
        _compare(name, given.get(name), session.values[f"paymentDetails.{name}"])
    call.world.choose("Complete compares amounts as numbers, so that 5 equals 5.00")
    session.simulation = simulation
    return _finish(call, session)


def _require_paid(session: Session) -> None:
    if session.state == CANCELED:
        raise _canceled(session)
    if session.state != OPEN:
        raise refusals.wrong_state(session.state)
    if session.version is not ApiVersion.V2:
        raise refusals.wrong_state("one of v1, which is finished when the buyer returns")
    if not session.paid:
        raise refusals.wrong_state("waiting for the buyer")


def _canceled(session: Session) -> Refused:
    reason = session.values["statusDetails.reasonCode"]
    return Refused(422, "CheckoutSessionCanceled", f"The checkout session is canceled: {reason}.")


def _compare(name: str, given: Mapping[str, Any] | None, agreed: Mapping[str, Any] | None) -> None:
    """Refuse another amount than the buyer saw."""
    if agreed and not given:
        raise refusals.missing(name)
    if given and not (agreed and _same(given, agreed)):
        sentence = f"The {name} differs from the one of the checkout session."
        raise Refused(409, "AmountMismatch", sentence)


def _same(left: Mapping[str, Any], right: Mapping[str, Any]) -> bool:
    amounts = [Decimal(price["amount"]) for price in (left, right)]
    return amounts[0] == amounts[1] and left["currencyCode"] == right["currencyCode"]


def _finish(call: Call, session: Session) -> int:
    if session.simulation in simulating.CANCELING:
        finishing.cancel(call.world, session, session.simulation, call.world.now)
        raise _canceled(session)
    fate = paying.fate_of(session, find_card(session.card, session.region))
    if fate.is_later and not simulating.may_pend(session):
        raise refusals.wrong_simulation(session.simulation)
    finishing.complete(call.world, session, fate)
    is_pending = fate.is_later and session.values["chargeId"] is not None
    return 202 if is_pending else 200
