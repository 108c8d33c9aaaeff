"""What becomes of charges and refunds by itself (charge.html, refund.html)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

DECIDED_AFTER = 30.0  # asynchronous-processing.html: seconds in the sandbox


@dataclass(frozen=True)
class Status:
    """A state, and the reason that is told with it."""

    state: str
    reason: str | None = None
    why: str | None = None

    @property
    def values(self) -> dict[str, str | None]:
        """The status under the catalogue's names."""
        return {
            "statusDetails.state": self.state,
            "statusDetails.reasonCode": self.reason,
            "statusDetails.reasonDescription": self.why,
        }


@dataclass(frozen=True)
class Turn:
    """From one state to another."""

    before: str
    to: Status


PENDING, INITIATED = "AuthorizationInitiated", "RefundInitiated"
_EXPIRED = "The authorization was not captured within 30 days."
DECLINES: Mapping[str, str] = {
    "SoftDeclined": "The payment was declined; it may work later.",
    "HardDeclined": "The payment was declined; ask for another payment method.",
    "AmazonRejected": "Amazon rejected the payment; the charge permission is closed.",
    "TransactionTimedOut": "The payment could not be decided in time.",
    "ProcessingFailure": "The payment could not be processed.",
    "PaymentMethodNotAllowed": "The payment method cannot be used for this payment.",
    "MFANotCompleted": "The buyer has to confirm the payment, and did not.",
}

REFUND_DECLINES: Mapping[str, str] = {
    "AmazonRejected": "Amazon rejected the refund.",
    "ProcessingFailure": "The refund could not be processed.",
}


def declined(reason: str) -> Status:
    """The status of a charge that was declined."""
    return Status("Declined", reason, DECLINES[reason])


def _not_refunded(reason: str) -> Status:
    return Status("Declined", reason, REFUND_DECLINES[reason])


CHARGE_TURNS: Mapping[str, Turn] = {
    "authorize_charge": Turn(PENDING, Status("Authorized")),
    "decline_charge": Turn(PENDING, declined("HardDeclined")),
    "decline_charge_softly": Turn(PENDING, declined("SoftDeclined")),
    "reject_charge": Turn(PENDING, declined("AmazonRejected")),
    "time_out_charge": Turn(PENDING, declined("TransactionTimedOut")),
    "fail_charge": Turn(PENDING, declined("ProcessingFailure")),
    "capture_charge": Turn("CaptureInitiated", Status("Captured")),
    "expire_charge": Turn("Authorized", Status("Canceled", "ExpiredUnused", _EXPIRED)),
}
REFUND_TURNS: Mapping[str, Turn] = {
    "settle_refund": Turn(INITIATED, Status("Refunded")),
    "reject_refund": Turn(INITIATED, _not_refunded("AmazonRejected")),
    "fail_refund": Turn(INITIATED, _not_refunded("ProcessingFailure")),
}
