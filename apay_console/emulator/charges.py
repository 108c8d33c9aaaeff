"""Charges: how they begin, and what time makes of them."""

from __future__ import annotations

from typing import Any

from apay_console.emulator import permissions
from apay_console.emulator.state import Charge, Permission, Session
from apay_console.emulator.world import World
from apay_console.model.kinds import stamp

LIFE = 30 * 24 * 3600.0
DECIDED_AFTER = 30.0
_CHARGE = "paymentDetails.chargeAmount"


def begin(world: World, session: Session, permission: Permission, state: str) -> Charge:
    """Make the charge that finishing a session brings, in the state that its intent asks for."""
    at = permission.created_at
    number = f"{_base(world, session, permission)}-C{world.ids.digits(6)}"
    values = _values(session, permission, state) | {
        "chargeId": number,
        "creationTimestamp": stamp(at),
        "expirationTimestamp": stamp(at + LIFE),
    }
    place = (session.version, session.region, session.live)
    charge = Charge(number, *place, at, values, permission_id=permission.id)
    world.change(charge, {}, at)
    world.schedule(at + LIFE, "expire_charge", number)
    permissions.settle(world, permission, at)
    return charge


def move(world: World, charge: Charge, state: str, reason: str | None, at: float) -> None:
    """Put a charge into another state; its permission follows."""
    world.change(charge, {"statusDetails.state": state, "statusDetails.reasonCode": reason}, at)
    permission = world.state.permissions.get(charge.permission_id)
    if permission:
        permissions.settle(world, permission, at)


def _base(world: World, session: Session, permission: Permission) -> str:
    """A permission for several payments gives each charge a number of its own."""
    is_one_time = permission.values["chargePermissionType"] == permissions.ONE_TIME
    return permission.id if is_one_time else permissions.new_number(world, session)


def _values(session: Session, permission: Permission, state: str) -> dict[str, Any]:
    price = session.values[_CHARGE]
    text = session.values["paymentDetails.softDescriptor"]
    is_captured = state == "Captured"
    nothing = {"amount": "0", "currencyCode": price["currencyCode"]}
    return {
        "chargePermissionId": permission.id,
        "chargeAmount": price,
        "captureAmount": price if is_captured else None,
        "refundedAmount": nothing if is_captured else None,
        "softDescriptor": f"AMZ*{text}" if text else None,
        "providerMetadata.providerReferenceId": session.values[
            "providerMetadata.providerReferenceId"
        ],
        "merchantMetadata": None,
        "convertedAmount": None,
        "conversionRate": None,
        "statusDetails.state": state,
        "statusDetails.reasonCode": None,
        "statusDetails.reasonDescription": None,
        "releaseEnvironment": session.values["releaseEnvironment"],
    }
