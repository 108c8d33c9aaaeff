"""Create Charge (charge.html)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from apay_console.emulator import refusals
from apay_console.emulator.rules import (
    bodies,
    ceilings,
    charges,
    finding,
    judging,
    permissions,
    simulating,
)
from apay_console.emulator.rules.call import Call
from apay_console.emulator.rules.turning import DECLINES
from apay_console.emulator.state import Charge, Permission
from apay_console.emulator.wire import Refused
from apay_console.model.operations import CREATE_CHARGE
from apay_console.model.simulations import Effect


def create(call: Call) -> Charge:
    """Charge what a permission still covers; the charge may be decided later."""
    given = bodies.read(call, CREATE_CHARGE)
    permission = finding.permission(call, given["chargePermissionId"])
    effect = simulating.effect(call, CREATE_CHARGE)
    _check(call, given, effect)
    judging.judge(CREATE_CHARGE, permission)
    ceilings.check_charge(call.world, permission, given["chargeAmount"])
    permission.calls += 1
    call.world.put(permission)
    if effect and effect.state == "Declined":
        raise _declined(call, permission, effect.reason)
    return _begin(call, permission, given, effect)


def _check(call: Call, given: Mapping[str, Any], effect: Effect | None) -> None:
    """Refuse what contradicts itself, and a simulation that the request leaves no room for."""
    waits, takes = given.get("canHandlePendingAuthorization"), given.get("captureNow")
    if waits and takes:
        sentence = "canHandlePendingAuthorization cannot be true with captureNow."
        raise Refused(400, "InvalidParameterCombination", sentence)
    if effect and effect.is_pending and not waits:
        raise refusals.wrong_simulation(call.simulation)
    if effect and effect.state == "CaptureInitiated" and not takes:
        raise refusals.wrong_simulation(call.simulation)


def _begin(
    call: Call, permission: Permission, given: Mapping[str, Any], effect: Effect | None
) -> Charge:
    usual = "Captured" if given.get("captureNow") else "Authorized"
    state = effect.state if effect else usual
    charge = charges.begin(call.world, permission, given, state)
    permissions.prolong(call.world, permission)
    if effect and effect.later:
        charges.decide_later(call.world, charge, effect.later)
    return charge


def _declined(call: Call, permission: Permission, reason: str) -> Refused:
    """Refuse as Amazon does; a charge that is declined at once never comes about."""
    if reason == "AmazonRejected":
        permissions.reject(call.world, permission, call.world.now)
    return Refused(422, reason, DECLINES[reason])
