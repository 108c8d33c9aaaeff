"""Simulation codes: who takes which, and what they make happen (sandbox-simulations.html)."""

from __future__ import annotations

from apay_console.emulator import refusals
from apay_console.emulator.call import Call
from apay_console.emulator.state import Session
from apay_console.model.fields import ApiVersion

PENDING = "AuthorizationInitiated"
CANCELING = frozenset({"BuyerCanceled", "AmazonCanceled", "Declined"})
_OF_SESSIONS = CANCELING | {PENDING}
_INTENT = "paymentDetails.paymentIntent"
_MAY_PEND = "paymentDetails.canHandlePendingAuthorization"


def none(call: Call) -> None:
    """Refuse a code with an operation that has none."""
    if call.simulation:
        raise refusals.wrong_simulation(call.simulation)


def of_update(call: Call, session: Session) -> str:
    """Take the code of an update, which tells what paying will come to in v1."""
    if not call.simulation:
        return ""
    if session.version is not ApiVersion.V1:
        raise refusals.wrong_simulation(call.simulation)
    call.world.choose("a simulation code in an update takes effect when the buyer pays")
    return of_completion(call)


def of_completion(call: Call) -> str:
    """Take the code of what finishes a session."""
    if call.simulation and (call.simulation not in _OF_SESSIONS or call.live):
        raise refusals.wrong_simulation(call.simulation)
    return call.simulation


def may_pend(session: Session) -> bool:
    """Whether the merchant can take an authorization that is decided later."""
    return session.values[_INTENT] == "Authorize" and bool(session.values[_MAY_PEND])
