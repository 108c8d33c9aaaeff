"""Permissions, charges and refunds as they would be read."""

from __future__ import annotations

from typing import Any

from apay_console.model import codec
from apay_console.model.fields import ApiVersion
from apay_console.model.reading import Reading
from apay_console.model.subjects import CHARGE, PERMISSION, REFUND, Subject

PERMISSION_ID = "S01-1234567-1234567"
CHARGE_ID = f"{PERMISSION_ID}-C000001"
REFUND_ID = f"{PERMISSION_ID}-R000001"
CHANGED_AT = "20250610T104400Z"


def usd(amount: str) -> dict[str, str]:
    """An amount on the wire."""
    return {"amount": amount, "currencyCode": "USD"}


def permission(state: str = "Chargeable", **values: Any) -> Reading:
    """A charge permission of 100 dollars."""
    found = {
        "chargePermissionId": PERMISSION_ID,
        "limits.amountLimit": usd("100.00"),
        "limits.amountBalance": usd("100.00"),
        "expirationTimestamp": "20251207T081512Z",
    }
    return reading(PERMISSION, state, found | values)


def charge(
    state: str = "Authorized", captured: str = "", *, number: int = 1, **values: Any
) -> Reading:
    """A charge of 48.90 dollars."""
    found = {
        "chargeId": f"{PERMISSION_ID}-C{number:06}",
        "chargePermissionId": PERMISSION_ID,
        "chargeAmount": usd("48.90"),
        "captureAmount": usd(captured) if captured else None,
        "refundedAmount": usd("0") if captured else None,
        "expirationTimestamp": "20250710T081512Z",
    }
    return reading(CHARGE, state, found | values)


def refund(
    state: str = "RefundInitiated", amount: str = "5.00", *, number: int = 1, **values: Any
) -> Reading:
    """A refund of the first charge."""
    found = {
        "refundId": f"{PERMISSION_ID}-R{number:06}",
        "chargeId": CHARGE_ID,
        "refundAmount": usd(amount),
    }
    return reading(REFUND, state, found | values)


def reading(
    subject: Subject, state: str, values: dict[str, Any], version: ApiVersion = ApiVersion.V2
) -> Reading:
    """An object in a state, in the version's spelling; `reason` says why it is in it."""
    reason = values.pop("reason", None)
    status = {"statusDetails.state": state, "statusDetails.lastUpdatedTimestamp": CHANGED_AT}
    why = {"statusDetails.reasonCode": reason} if subject is not PERMISSION else {}
    rows = {subject.schema[name]: value for name, value in {**status, **why, **values}.items()}
    wire = codec.blank(subject.schema) | rows
    return Reading(codec.spell(wire, subject.schema, version), version, subject)
