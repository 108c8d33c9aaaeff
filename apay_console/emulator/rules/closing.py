"""Close Charge Permission (charge-permission.html)."""

from __future__ import annotations

from apay_console.emulator.rules import bodies, charges, judging, permissions, simulating
from apay_console.emulator.rules.call import Call
from apay_console.emulator.rules.turning import Status
from apay_console.emulator.state import Permission
from apay_console.model.operations import CANCEL_CHARGE, CLOSE_PERMISSION


def close(call: Call, permission: Permission) -> None:
    """End a permission; its pending charges go on unless the merchant says otherwise."""
    given = bodies.read(call, CLOSE_PERMISSION)
    effect = simulating.effect(call, CLOSE_PERMISSION)
    judging.judge(CLOSE_PERMISSION, permission)
    world, why = call.world, given["closureReason"]
    reason = effect.reason if effect else "MerchantClosed"
    permissions.end(world, permission, reason, why, world.now)
    if given.get("cancelPendingCharges"):
        canceled = Status("Canceled", "ChargePermissionCanceled", why)
        for charge in list(permissions.charges_of(world, permission)):
            if charge.state in CANCEL_CHARGE.states:
                charges.move(world, charge, canceled, world.now)
