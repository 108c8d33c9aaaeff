"""Charges: how they begin, and what time makes of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from apay_console.emulator import choices
from apay_console.emulator.rules import converting, permissions
from apay_console.emulator.rules.turning import CHARGE_TURNS, DECIDED_AFTER, Status
from apay_console.emulator.state import Charge, Event, Permission
from apay_console.emulator.values import BLANK_CHARGE
from apay_console.emulator.world import World
from apay_console.model.kinds import stamp

LIFE = 30 * 24 * 3600.0
_CAPTURING = frozenset({"CaptureInitiated", "Captured"})


def begin(world: World, permission: Permission, given: Mapping[str, Any], state: str) -> Charge:
    """Make a charge of what the merchant gave; `state` is what it comes to at once."""
    at, number = world.now, _new_number(world, permission)
    kept = {name: value for name, value in given.items() if name in BLANK_CHARGE}
    values = BLANK_CHARGE | kept | {
        "chargeId": number,
        "chargePermissionId": permission.id,
        "softDescriptor": descriptor(given.get("softDescriptor")),
        "statusDetails.state": state,
        "creationTimestamp": stamp(at),
        "expirationTimestamp": stamp(at + LIFE),
        "releaseEnvironment": permission.values["releaseEnvironment"],
        **converting.converted(permission.region, given["chargeAmount"]),
        **_taken(given["chargeAmount"], state),
    }  # fmt: skip
    place = (permission.version, permission.region, permission.live)
    charge = Charge(number, *place, at, values, permission_id=permission.id)
    world.change(charge, {}, at)
    if values["conversionRate"]:
        world.choose(choices.FIXED_RATES)
    world.schedule(at + LIFE, "expire_charge", number)
    permissions.settle(world, permission, at)
    return charge


def decide_later(world: World, charge: Charge, turn: str) -> None:
    """Let a turn follow by itself."""
    world.schedule(world.now + DECIDED_AFTER, turn, charge.id)


def turn(world: World, event: Event) -> None:
    """Let a charge turn, unless it is in another state by now."""
    known, charge = CHARGE_TURNS[event.what], world.state.charges.get(event.about)
    if charge and charge.state == known.before:
        move(world, charge, known.to, event.at)


def capture(world: World, charge: Charge, price: Mapping[str, str], state: str) -> None:
    """Take the money, at once or with the next turn."""
    charge.values["captureAmount"] = price
    move(world, charge, Status(state), world.now)


def move(world: World, charge: Charge, to: Status, at: float) -> None:
    """Put a charge into another state; its permission follows."""
    world.change(charge, to.values | _taken(charge.values["captureAmount"], to.state), at)
    permission = world.state.permissions.get(charge.permission_id)
    if permission and to.reason == "AmazonRejected":
        permissions.reject(world, permission, at)
    elif permission:
        permissions.settle(world, permission, at)


def descriptor(text: str | None) -> str | None:
    """Write the words on a statement as Amazon shows them."""
    return f"AMZ*{text}" if text else None


def _taken(price: Mapping[str, str] | None, state: str) -> dict[str, Any]:
    """Say what is captured and refunded in a state."""
    if state not in _CAPTURING or price is None:
        return {"captureAmount": None, "refundedAmount": None}
    nothing = {"amount": "0", "currencyCode": price["currencyCode"]}
    return {"captureAmount": price, "refundedAmount": nothing if state == "Captured" else None}


def _new_number(world: World, permission: Permission) -> str:
    """A permission for several payments gives each charge a number of its own."""
    is_one_time = permission.values["chargePermissionType"] == permissions.ONE_TIME
    base = permission.id if is_one_time else permissions.new_number(world, permission)
    number = f"{base}-C{world.ids.digits(6)}"
    return number if number not in world.state.charges else _new_number(world, permission)
