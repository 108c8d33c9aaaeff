"""Finalize Checkout Session: the merchant's last word of a Buy Now checkout (v2)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from apay_console.emulator import choices, refusals
from apay_console.emulator.rules import bodies, combining, completing, needs, simulating
from apay_console.emulator.rules.call import Call
from apay_console.emulator.state import Session
from apay_console.emulator.values import below, emptied, under
from apay_console.model.money import currencies
from apay_console.model.operations import FINALIZE_SESSION

_PAYMENT = ("paymentIntent", "chargeAmount", "canHandlePendingAuthorization", "totalOrderAmount")
_PRICES = ("chargeAmount", "totalOrderAmount")
_OWN = "supplementaryData"
_ADDRESSES = ("shippingAddress", "billingAddress")


def finalize(call: Call, session: Session) -> int:
    """Do what the body says; the status tells whether it is decided already."""
    given = bodies.read(call, FINALIZE_SESSION)
    effect = simulating.effect(call, FINALIZE_SESSION)
    completing.require_open(session, FINALIZE_SESSION)
    agreed = [name for name in _PRICES if session.values[f"paymentDetails.{name}"]]
    completing.compare(session, given, names=tuple(agreed))
    _check_currency(session, given["chargeAmount"]["currencyCode"])
    values = _values(given)
    _require_all(session.values | values)
    combining.check(session.values | values, call.version, call.world.dial)
    call.world.choose(choices.FINALIZE_WITHOUT_VISIT)
    return completing.finish(call, session, effect, values)


def _require_all(whole: Mapping[str, Any]) -> None:
    """Refuse while something is missing; Buy Now needs no page to come back to."""
    missing = [row["constraintId"] for row in needs.constraints(whole)]
    if set(missing) - {"CheckoutResultReturnUrlNotSet"}:
        raise refusals.wrong_state(f"waiting: {missing[0]}")


def _check_currency(session: Session, currency: str) -> None:
    if currency not in currencies.OF_REGION[session.region]:
        raise refusals.bad_value(currency, "chargeAmount.CurrencyCode")


def _values(given: Mapping[str, Any]) -> dict[str, Any]:
    """Lay the body's values where a session has them."""
    payment = {f"paymentDetails.{name}": given[name] for name in _PAYMENT if name in given}
    own = {_OWN: given[_OWN]} if _OWN in given else {}
    return payment | own | _address(given)


def _address(given: Mapping[str, Any]) -> dict[str, Any]:
    """Take addresses whole: a part that is not named is empty."""
    found: dict[str, Any] = {}
    for block in _ADDRESSES:
        parts = under(block, given)
        if parts:
            both = parts.pop("districtOrCounty", None)
            found |= emptied(block) | below(block, parts | {"county": both})
    return found
