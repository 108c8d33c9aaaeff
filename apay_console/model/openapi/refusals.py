"""What the API refuses with: each status with its reason codes (error-handling.html)."""

from __future__ import annotations

from collections.abc import Mapping

from apay_console.model.fields import ApiVersion
from apay_console.model.operation import Operation

Refusals = Mapping[int, tuple[str, ...]]

_ALWAYS: Refusals = {
    400: (
        "InvalidHeaderValue",
        "MissingHeaderValue",
        "InvalidRequestFormat",
        "InvalidParameterValue",
        "MissingParameterValue",
        "UnrecognizedField",
        "InvalidSandboxSimulationSpecified",
        "DuplicateIdempotencyKey",
        "CurrencyMismatch",
        "TransactionAmountExceeded",
        # v1's shorter list lacks these; the emulator gives the first three in v1 too
        "InvalidRequest",
        "InvalidParameterCombination",
        "InvalidAPIVersion",
        "MissingHeader",
        "PeriodicAmountExceeded",
    ),
    401: ("UnauthorizedAccess",),
    403: (
        "InvalidRequestSignature",
        "InvalidAccountStatus",
        "InvalidAuthentication",
        "InvalidAuthorizationToken",
        "UnauthorizedAccess",
    ),
    404: ("ResourceNotFound",),
    405: ("UnsupportedOperation", "RequestNotSupported"),
    408: ("RequestTimeout",),
    411: ("InvalidRequest",),
    413: ("InvalidRequest",),
    426: ("TLSVersionNotSupported",),
    429: ("TooManyRequests",),
    431: ("InvalidRequest",),
    500: ("InternalServerError", "ProcessingFailure"),
    502: ("BadGateway", "InternalServerError"),
    503: ("ServiceUnavailable", "InternalServerError"),
    504: ("GatewayTimeout", "InternalServerError"),
}
_OF_WRITES: Refusals = {
    422: (
        "InvalidCheckoutSessionStatus",
        "CheckoutSessionCanceled",
        "InvalidChargePermissionStatus",
        "ChargePermissionNotModifiable",
        "InvalidChargeStatus",
        "SoftDeclined",
        "HardDeclined",
        "AmazonRejected",
        "ProcessingFailure",
        "PaymentMethodNotAllowed",
        "TransactionTimedOut",
        "MFANotCompleted",
        "TransactionCountExceeded",
    ),
}
_OF_FINISHING: Refusals = {409: ("AmountMismatch",)}
_ONLY_V2 = frozenset({"MissingHeader", "PeriodicAmountExceeded", "CheckoutSessionCanceled"})

WORDS = {
    400: "Something in the request is wrong; the message names it.",
    401: "The merchant may not do this.",
    403: "The signature does not fit the request, or the account may not ask.",
    404: "There is no such object in this region and environment.",
    405: "There is no such operation here.",
    408: "The request did not arrive in time.",
    409: "The amount differs from the session's.",
    411: "The body came without its length.",
    413: "The body is larger than 1 MiB.",
    422: "The object's state does not allow this, or the payment was declined.",
    426: "TLS 1.2 or newer is needed.",
    429: "Too many requests; wait before asking again.",
    431: "The headers are larger than 32 KiB.",
    500: "A fault of Amazon's; ask again with the same idempotency key.",
    502: "A gateway's fault; ask again with the same idempotency key.",
    503: "Amazon is busy; ask again with the same idempotency key.",
    504: "A gateway waited too long; look whether it took effect.",
}


def refusals_of(operation: Operation, version: ApiVersion) -> dict[int, tuple[str, ...]]:
    """List what an operation may be refused with, by status."""
    found = {**_ALWAYS, **(_OF_WRITES if operation.writes else {})}
    if operation.name in {"complete_session", "finalize_session"}:
        found |= _OF_FINISHING
    known = {
        status: tuple(code for code in codes if version is ApiVersion.V2 or code not in _ONLY_V2)
        for status, codes in found.items()
    }
    return {status: known[status] for status in sorted(known)}
