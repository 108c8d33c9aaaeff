"""Delivery trackers: parcels of an order that is known (delivery-tracker.html)."""

from __future__ import annotations

from typing import Any

from apay_console.emulator import choices, refusals
from apay_console.emulator.rules import bodies, finding, simulating
from apay_console.emulator.rules.call import Call
from apay_console.model.operations import TRACK_DELIVERY

_IDS = ("chargePermissionId", "amazonOrderReferenceId")


def track(call: Call) -> dict[str, Any]:
    """Take the parcels of an order, and tell them again."""
    given = bodies.read(call, TRACK_DELIVERY)
    simulating.effect(call, TRACK_DELIVERY)
    numbers = [given[name] for name in _IDS if given.get(name)]
    if not numbers:
        raise refusals.missing(_IDS[0])
    for number in numbers:
        finding.permission(call, number)
    call.world.choose(choices.ANY_CARRIER)
    return given
