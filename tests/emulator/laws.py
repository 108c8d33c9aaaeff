"""What always holds of Amazon Pay's objects, and what the API's document says of an answer."""

from __future__ import annotations

from decimal import ROUND_DOWN, Decimal
from functools import cache
from typing import Any

from jsonschema import Draft202012Validator

from apay_console.emulator.state import Charge, Permission
from apay_console.model.fields import ApiVersion
from apay_console.model.openapi.document import document

# What may follow each state (the pages of session, permission, charge and refund)
FOLLOWS = {
    "session": {"Open": {"Completed", "Canceled"}},
    "permission": {
        "Chargeable": {"NonChargeable", "Closed"},
        "NonChargeable": {"Chargeable", "Closed"},
    },
    "charge": {
        "AuthorizationInitiated": {"Authorized", "Declined", "Canceled"},
        "Authorized": {"CaptureInitiated", "Captured", "Canceled", "Declined"},
        "CaptureInitiated": {"Captured", "Declined"},
    },
    "refund": {"RefundInitiated": {"Refunded", "Declined"}},
}
HELD = {"AuthorizationInitiated", "Authorized", "CaptureInitiated"}


@cache
def fits(operation: str, version: ApiVersion, status: int) -> Draft202012Validator:
    """What the API's document says of an answer."""
    whole = known(version)
    item = next(
        row
        for methods in whole["paths"].values()
        for row in methods.values()
        if row["operationId"] == operation
    )
    answer = item["responses"][str(status)]
    if "$ref" in answer:
        answer = whole["components"]["responses"][answer["$ref"].rpartition("/")[2]]
    shape = answer["content"]["application/json"]["schema"]
    return Draft202012Validator({**shape, "components": whole["components"]})


@cache
def known(version: ApiVersion) -> dict[str, Any]:
    return document(version)


def amount(found: dict[str, str] | None) -> Decimal:
    return Decimal(found["amount"]) if found else Decimal(0)


def ceiling(charge: Charge) -> Decimal:
    """What may be refunded in all, in dollars (refund.html)."""
    captured = amount(charge.values["captureAmount"])
    extra = min(captured * Decimal("0.15"), Decimal(75))
    return captured + extra.quantize(Decimal("0.01"), ROUND_DOWN)


def check_charges(permission: Permission, rows: list[Charge]) -> None:
    for row in rows:
        assert amount(row.values["captureAmount"]) <= amount(row.values["chargeAmount"])
        assert (row.values["refundedAmount"] is not None) == (row.state == "Captured")
    held = sum((taken_by(row) for row in rows if row.state in HELD), Decimal(0))
    captured = sum((taken_by(row) for row in rows if row.state == "Captured"), Decimal(0))
    limit = permission.values["limits.amountLimit"]
    if limit:
        assert held + captured <= amount(limit)
    if limit and permission.state != "Closed":
        left = amount(permission.values["limits.amountBalance"])
        assert left == amount(limit) - held - captured
        assert (left > 0) or held
    if permission.version is ApiVersion.V1:
        assert sum(row.state in HELD | {"Captured"} for row in rows) <= 1


def taken_by(row: Charge) -> Decimal:
    return amount(row.values["captureAmount"] or row.values["chargeAmount"])


def reachable(kind: str, state: str) -> set[str]:
    """Every state that may come after one, in one step of the test or several of the clock."""
    found: set[str] = set()
    todo = [state]
    while todo:
        new = FOLLOWS[kind].get(todo.pop(), set()) - found
        found |= new
        todo.extend(new)
    return found
