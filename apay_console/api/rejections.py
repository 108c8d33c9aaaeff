"""The answers to a write that say for certain that nothing was done: one row for each code.

Everything else that a write is answered, known or not, leaves its outcome unknown. So what a
server sends of itself when it is busy or gives up (408, 409 ConflictingOperation, 425, 429, 499,
5xx, 400 RequestTimeout) is missing on purpose: Amazon documents it as worth another try, which is
to say that it may have counted.
"""

from __future__ import annotations

_ERRORS = "amazon-pay-api-v2/error-handling.html"
_IDEMPOTENCY = "amazon-pay-api-v2/idempotency.html"
_SIMULATIONS = "amazon-pay-checkout/sandbox-simulations.html"
_COMPLETE = "amazon-pay-checkout/verify-and-complete-checkout.html"
_CHARGE = "amazon-pay-api-v2/charge.html"
_PERMISSION = "amazon-pay-api-v2/charge-permission.html"
_RUBY_SDK = "github.com/amzn/amazon-pay-api-sdk-ruby: its list of errors"

# By status and reason code, the page of developer.amazon.com/docs that documents it as final.
CERTAIN: dict[tuple[int, str], str] = {
    (400, "CurrencyMismatch"): _ERRORS,
    (400, "DuplicateIdempotencyKey"): _IDEMPOTENCY,
    (400, "InvalidAPIVersion"): _ERRORS,
    (400, "InvalidHeaderValue"): _ERRORS,
    (400, "InvalidParameterCombination"): _ERRORS,
    (400, "InvalidParameterValue"): _ERRORS,
    (400, "InvalidRequest"): _ERRORS,
    (400, "InvalidRequestFormat"): _ERRORS,
    (400, "InvalidSandboxSimulationSpecified"): _SIMULATIONS,
    (400, "MissingHeader"): _ERRORS,
    (400, "MissingHeaderValue"): _ERRORS,
    (400, "MissingParameterValue"): _ERRORS,
    (400, "PeriodicAmountExceeded"): _ERRORS,
    (400, "TransactionAmountExceeded"): _ERRORS,
    (400, "UnrecognizedField"): _ERRORS,
    (401, "UnauthorizedAccess"): _ERRORS,
    (403, "InvalidAccountStatus"): _ERRORS,
    (403, "InvalidAuthentication"): _ERRORS,
    (403, "InvalidAuthorizationToken"): _ERRORS,
    (403, "InvalidRequestSignature"): _ERRORS,
    (403, "UnauthorizedAccess"): _ERRORS,
    (404, "ResourceNotFound"): _ERRORS,
    (405, "RequestNotSupported"): _ERRORS,
    (405, "UnsupportedOperation"): _ERRORS,
    (409, "AmountMismatch"): _COMPLETE,
    (422, "AmazonRejected"): _CHARGE,
    (422, "ChargePermissionNotModifiable"): _PERMISSION,
    (422, "CheckoutSessionCanceled"): _RUBY_SDK,
    (422, "HardDeclined"): _CHARGE,
    (422, "InvalidChargePermissionStatus"): _ERRORS,
    (422, "InvalidChargeStatus"): _ERRORS,
    (422, "InvalidCheckoutSessionStatus"): _ERRORS,
    (422, "MFANotCompleted"): _CHARGE,
    (422, "PaymentMethodNotAllowed"): _CHARGE,
    (422, "SoftDeclined"): _CHARGE,
    (422, "TransactionCountExceeded"): _ERRORS,
    (422, "TransactionTimedOut"): _CHARGE,
}


def is_certain(status: int, code: str) -> bool:
    """Tell whether an answer says for certain that a write did nothing."""
    return (status, code) in CERTAIN
