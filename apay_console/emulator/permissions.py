"""Charge permissions: how they begin, and what their charges leave of them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from apay_console.emulator.state import Permission, Session
from apay_console.emulator.values import below, under
from apay_console.emulator.world import World
from apay_console.model.kinds import stamp
from apay_console.model.profile import Region

ONE_TIME = "OneTime"
_DAY = 24 * 3600.0
_LETTERS = {"Recurring": "C", "PaymentMethodOnFile": "B"}
_DIGITS = {Region.NA: "1", Region.EU: "2", Region.JP: "3"}
_HOLDING = frozenset({"AuthorizationInitiated", "Authorized", "CaptureInitiated"})
_COPIED = ("buyer", "shippingAddress", "billingAddress", "merchantMetadata", "recurringMetadata")


def begin(world: World, session: Session, at: float) -> Permission:
    """Make the permission that finishing a session gives."""
    life = _life(session)
    number = new_number(world, session, _LETTERS.get(_type_of(session), ""))
    values = _values(session) | {
        "chargePermissionId": number,
        "creationTimestamp": stamp(at),
        "expirationTimestamp": stamp(at + life),
    }
    place = (session.version, session.region, session.live)
    permission = Permission(number, *place, at, values, session_id=session.id)
    world.change(permission, {}, at)
    world.schedule(at + life, "expire_permission", number)
    return permission


def new_number(world: World, session: Session, letter: str = "") -> str:
    """Make an id of Amazon's shape: environment or type, region, two groups of digits."""
    first = letter or ("P" if session.live else "S")
    digits = world.ids.digits
    return f"{first}0{_DIGITS[session.region]}-{digits(7)}-{digits(7)}"


def settle(world: World, permission: Permission, at: float) -> None:
    """Work out what is left to charge, and with it the state."""
    limit = permission.values["limits.amountLimit"]
    if limit is None or permission.state == "Closed":
        return
    held, captured = _taken(world, permission)
    left = Decimal(limit["amount"]) - held - captured
    state = _state(left, held)
    balance = {**limit, "amount": str(left)}
    world.change(permission, {**_status(*state), "limits.amountBalance": balance}, at)


def close(world: World, permission: Permission, reason: str, why: str, at: float) -> None:
    """End a permission for good."""
    world.change(permission, _status("Closed", reason, why), at)


def _state(left: Decimal, held: Decimal) -> tuple[str, str, str]:
    if left > 0:
        return "Chargeable", "", ""
    if held:
        return "NonChargeable", "ChargeInProgress", "Another charge is still open."
    return "Closed", "AmazonClosed", "Nothing is left to charge."


def _status(state: str, reason: str = "", why: str = "") -> dict[str, Any]:
    reasons = [{"reasonCode": reason, "reasonDescription": why}] if reason else None
    return {"statusDetails.state": state, "statusDetails.reasons": reasons}


def _taken(world: World, permission: Permission) -> tuple[Decimal, Decimal]:
    """Add up what charges hold, and what they have captured."""
    charges = [row for row in world.state.charges.values() if row.permission_id == permission.id]
    held = [row.values["chargeAmount"] for row in charges if row.state in _HOLDING]
    captured = [row.values["captureAmount"] for row in charges if row.state == "Captured"]
    return _sum(held), _sum(captured)


def _sum(prices: list[Any]) -> Decimal:
    return sum((Decimal(price["amount"]) for price in prices), Decimal(0))


def _type_of(session: Session) -> str:
    return str(session.values["chargePermissionType"])


def _life(session: Session) -> float:
    is_long = session.values["paymentDetails.extendExpiration"] or _type_of(session) != ONE_TIME
    return (395 if is_long else 180) * _DAY


def _values(session: Session) -> dict[str, Any]:
    found = session.values
    total = found["paymentDetails.totalOrderAmount"] or found["paymentDetails.chargeAmount"]
    limit = total if _type_of(session) == ONE_TIME else None
    copied = {
        name: value
        for block in _COPIED
        for name, value in below(block, under(block, found)).items()
    }
    return {
        "chargePermissionReferenceId": None,
        "chargePermissionType": _type_of(session),
        "limits.amountLimit": limit,
        "limits.amountBalance": limit,
        "presentmentCurrency": found["paymentDetails.presentmentCurrency"],
        "paymentPreferences.0.paymentDescriptor": None,
        "platformId": found["platformId"],
        "releaseEnvironment": found["releaseEnvironment"],
        **copied,
        **_status("Chargeable"),
    }
