"""Simulation codes: who takes which, and what they make happen (sandbox-simulations.html)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

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

_PENDING = "AuthorizationInitiated"


@dataclass(frozen=True)
class Effect:
    """What a code makes of an operation."""

    state: str  # that the object comes to at once
    reason: str = ""
    later: str = ""  # the turn that follows by itself

    @property
    def is_pending(self) -> bool:
        """Whether the merchant has to be able to wait for an authorization."""
        return self.state == _PENDING


CANCELING = ("BuyerCanceled", "AmazonCanceled", "Declined")
_OF_SESSIONS = {
    **{reason: Effect("Canceled", reason) for reason in CANCELING},
    _PENDING: Effect(_PENDING, later="authorize_charge"),
}
_DECLINES = ("SoftDeclined", "HardDeclined", "AmazonRejected", "TransactionTimedOut")
# Create Charge is refused with these too (error-handling.html); codes for them, nobody documents.
OWN_DECLINES = ("PaymentMethodNotAllowed", "MFANotCompleted")
_CAPTURED_LATER = Effect("CaptureInitiated", later="capture_charge")
# Amazon's page lists Pending… codes for Create Charge; their names are the emulator's choice.
_OF_CHARGES = {
    **{reason: Effect("Declined", reason) for reason in (*_DECLINES, *OWN_DECLINES)},
    "CaptureInitiated": _CAPTURED_LATER,
    _PENDING: Effect(_PENDING, later="authorize_charge"),
    "PendingAuthorized": Effect(_PENDING, later="authorize_charge"),
    "PendingSoftDeclined": Effect(_PENDING, later="decline_charge_softly"),
    "PendingHardDeclined": Effect(_PENDING, later="decline_charge"),
    "PendingAmazonRejected": Effect(_PENDING, later="reject_charge"),
    "PendingTransactionTimedOut": Effect(_PENDING, later="time_out_charge"),
    "PendingProcessingFailure": Effect(_PENDING, later="fail_charge"),
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


def codes_for(wanted: Operation, version: ApiVersion) -> tuple[str, ...]:
    """List the codes that an operation takes in a version; an update takes them in v1 only."""
    if wanted is UPDATE_SESSION and version is not ApiVersion.V1:
        return ()
    return tuple(CODES.get(wanted.name, {}))


def is_own(code: str) -> bool:
    """Whether a code is the emulator's choice: Amazon's sandbox may not know it."""
    return code.startswith("Pending") or code in OWN_DECLINES
