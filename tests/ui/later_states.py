"""Sales whose session was paid: the permission, charge and refund that followed, as last read."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from apay_console.model import codec
from apay_console.model.draft import Draft
from apay_console.model.fields import ApiVersion
from apay_console.model.reading import Reading
from apay_console.model.subjects import CHARGE, PERMISSION, REFUND, Subject
from apay_console.presenters.sale.state.sale_state import SaleState
from tests.sale_parts import COMPLETE_VALUES, opened

PERMISSION_ID = "S01-5105180-3221187"
CHARGE_ID = f"{PERMISSION_ID}-C051840"
REFUND_ID = f"{PERMISSION_ID}-R019442"
UNTIL = "20251207T081512Z"


def money(amount: str, currency: str = "USD") -> dict[str, str]:
    return {"amount": amount, "currencyCode": currency}


def reading(
    subject: Subject, values: dict[str, Any], version: ApiVersion = ApiVersion.V2
) -> Reading:
    wire = codec.blank(subject.schema) | {
        subject.schema[name]: value for name, value in values.items()
    }
    return Reading(codec.spell(wire, subject.schema, version), version, subject)


def permission(state: str = "Chargeable", left: str = "48.90", **values: Any) -> Reading:
    found = {
        "chargePermissionId": PERMISSION_ID,
        "statusDetails.state": state,
        "limits.amountLimit": money("48.90"),
        "limits.amountBalance": money(left),
        "expirationTimestamp": UNTIL,
    }
    return reading(PERMISSION, found | values)


def charge(state: str = "Authorized", number: str = CHARGE_ID, **values: Any) -> Reading:
    found = {
        "chargeId": number,
        "chargePermissionId": PERMISSION_ID,
        "chargeAmount": money("48.90"),
        "statusDetails.state": state,
        "expirationTimestamp": UNTIL,
    }
    if state == "Captured":
        found["captureAmount"] = money("48.90")
    return reading(CHARGE, found | values)


def refund(state: str = "RefundInitiated", number: str = REFUND_ID, **values: Any) -> Reading:
    found = {
        "refundId": number,
        "chargeId": CHARGE_ID,
        "refundAmount": money("10.00"),
        "statusDetails.state": state,
    }
    return reading(REFUND, found | values)


def followed(*objects: Reading, shown: str = "", task: str = "", **values: Any) -> SaleState:
    """A completed sale with what followed from it, looking at one of the objects."""
    ids = {"chargePermissionId": PERMISSION_ID, "chargeId": CHARGE_ID}
    known = {**COMPLETE_VALUES, **ids, "statusDetails.state": "Completed"}
    base = opened(ApiVersion.V2, values=known)
    return replace(base, objects=objects, shown=shown, task=task, **values)


def filled(state: SaleState) -> SaleState:
    """The state with its form as it begins: what travels by itself is filled in."""
    return replace(state, draft=Draft(state.prefill))
