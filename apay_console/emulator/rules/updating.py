"""Update Checkout Session: a deep merge while the session is open."""

from __future__ import annotations

from typing import Any

from apay_console.emulator import choices, refusals
from apay_console.emulator.rules import combining, judging, reading, simulating
from apay_console.emulator.rules.call import Call
from apay_console.emulator.state import Session
from apay_console.emulator.values import BLANK
from apay_console.model.catalogue.checkout_session import CHECKOUT_SESSION
from apay_console.model.operations import UPDATE_SESSION

_CHARGE = "paymentDetails.chargeAmount"
_CURRENCY = "paymentDetails.presentmentCurrency"


def update(call: Call, session: Session) -> Session:
    """Lay what the merchant sent over what is known."""
    found = reading.read(call.body, call.terms(UPDATE_SESSION))
    simulation = simulating.of_update(call, session)
    _require_open(session)
    combining.check(session.values | _cleared(found), session.version, call.world.dial)
    session.simulation = simulation or session.simulation
    if found:
        _apply(call, session, found)
    else:
        call.world.choose(choices.EMPTY_UPDATE)
    return session


def _require_open(session: Session) -> None:
    judging.judge(UPDATE_SESSION, session)
    if session.paid:
        raise refusals.wrong_state("waiting to be completed")


def _apply(call: Call, session: Session, found: dict[str, Any]) -> None:
    if None in found.values():
        _require(found)
        call.world.choose(choices.NULL_CLEARS)
    values = _cleared(found)
    if _CHARGE in values:
        values[_CURRENCY] = values[_CHARGE] and values[_CHARGE]["currencyCode"]
    call.world.change(session, values, call.world.now)


def _require(found: dict[str, Any]) -> None:
    """Keep what a session cannot be without."""
    for name, value in found.items():
        if value is None and CHECKOUT_SESSION[name].required:
            raise refusals.missing(name.rpartition(".")[2])


def _cleared(found: dict[str, Any]) -> dict[str, Any]:
    return {name: BLANK[name] if value is None else value for name, value in found.items()}
