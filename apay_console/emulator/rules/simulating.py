"""Simulation codes: who takes which, and what they make happen (sandbox-simulations.html)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from apay_console.emulator import choices, refusals
from apay_console.emulator.rules.call import Call
from apay_console.emulator.rules.turning import PENDING
from apay_console.emulator.state import Session
from apay_console.model.fields import ApiVersion
from apay_console.model.operation import Operation
from apay_console.model.operations import (
    CAPTURE_CHARGE,
    CLOSE_PERMISSION,
    COMPLETE_SESSION,
    CREATE_CHARGE,
    CREATE_REFUND,
    FINALIZE_SESSION,
    UPDATE_SESSION,
)


@dataclass(frozen=True)
class Effect:
    """What a code makes of an operation."""

    state: str  # that the object comes to at once
    reason: str = ""
    later: str = ""  # the turn that follows by itself

    @property
    def is_pending(self) -> bool:
        """Whether the merchant has to be able to wait for an authorization."""
        return self.state == PENDING


CANCELING = frozenset({"BuyerCanceled", "AmazonCanceled", "Declined"})
_INTENT = "paymentDetails.paymentIntent"
_MAY_PEND = "paymentDetails.canHandlePendingAuthorization"

_OF_SESSIONS = {
    **{reason: Effect("Canceled", reason) for reason in CANCELING},
    PENDING: Effect(PENDING, later="authorize_charge"),
}
_DECLINES = ("SoftDeclined", "HardDeclined", "AmazonRejected", "TransactionTimedOut")
# Create Charge is refused with these too (error-handling.html); codes for them, nobody documents.
_OWN_DECLINES = ("PaymentMethodNotAllowed", "MFANotCompleted")
_CAPTURED_LATER = Effect("CaptureInitiated", later="capture_charge")
# Amazon's page lists Pending… codes for Create Charge; their names are the emulator's choice.
_OF_CHARGES = {
    **{reason: Effect("Declined", reason) for reason in (*_DECLINES, *_OWN_DECLINES)},
    "CaptureInitiated": _CAPTURED_LATER,
    PENDING: Effect(PENDING, later="authorize_charge"),
    "PendingAuthorized": Effect(PENDING, later="authorize_charge"),
    "PendingSoftDeclined": Effect(PENDING, later="decline_charge_softly"),
    "PendingHardDeclined": Effect(PENDING, later="decline_charge"),
    "PendingAmazonRejected": Effect(PENDING, later="reject_charge"),
    "PendingTransactionTimedOut": Effect(PENDING, later="time_out_charge"),
    "PendingProcessingFailure": Effect(PENDING, later="fail_charge"),
}
CODES: Mapping[str, Mapping[str, Effect]] = {
    UPDATE_SESSION.name: _OF_SESSIONS,  # v1, which has no Complete
    COMPLETE_SESSION.name: _OF_SESSIONS,
    FINALIZE_SESSION.name: _OF_SESSIONS,
    CREATE_CHARGE.name: _OF_CHARGES,
    CAPTURE_CHARGE.name: {
        "CaptureInitiated": _CAPTURED_LATER,
        "AmazonRejected": Effect("Declined", "AmazonRejected"),
    },
    CREATE_REFUND.name: {
        "AmazonRejected": Effect("RefundInitiated", later="reject_refund"),
        "ProcessingFailure": Effect("RefundInitiated", later="fail_refund"),
    },
    CLOSE_PERMISSION.name: {"AmazonClosed": Effect("Closed", "AmazonClosed")},
}


def effect(call: Call, wanted: Operation) -> Effect | None:
    """Find what a request's code makes happen; None without one, Refused for a wrong one."""
    if not call.simulation:
        return None
    found = CODES.get(wanted.name, {}).get(call.simulation)
    if found is None or call.live:
        raise refusals.wrong_simulation(call.simulation)
    if call.simulation.startswith("Pending"):
        call.world.choose(choices.PENDING_CODES)
    if call.simulation in _OWN_DECLINES:
        call.world.choose(choices.DECLINE_CODES)
    return found


def of_update(call: Call, session: Session) -> str:
    """Take the code of an update, which tells what paying will come to in v1."""
    if not call.simulation:
        return ""
    if session.version is not ApiVersion.V1:
        raise refusals.wrong_simulation(call.simulation)
    effect(call, UPDATE_SESSION)
    call.world.choose(choices.CODE_ON_UPDATE)
    return call.simulation


def may_pend(values: Mapping[str, Any]) -> bool:
    """Whether the merchant can take an authorization that is decided later."""
    return values[_INTENT] == "Authorize" and bool(values[_MAY_PEND])
