"""Delivery trackers: parcels of an order that is known (delivery-tracker.html)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from apay_console.emulator import bodies, choices, finding, refusals, simulating
from apay_console.emulator.call import Call
from apay_console.model.operations import TRACK_DELIVERY

_IDS = ("chargePermissionId", "amazonOrderReferenceId")
_PARTS = ("trackingNumber", "carrierCode")


def track(call: Call) -> dict[str, Any]:
    """Take the parcels of an order, and tell them again."""
    given = bodies.read(call, TRACK_DELIVERY)
    simulating.effect(call, TRACK_DELIVERY)
    numbers = [given[name] for name in _IDS if given.get(name)]
    if not numbers:
        raise refusals.missing(_IDS[0])
    for number in numbers:
        finding.permission(call, number)
    for parcel in given["deliveryDetails"]:
        _check(parcel)
    call.world.choose(choices.ANY_CARRIER)
    return given


def _check(parcel: Any) -> None:
    if not isinstance(parcel, Mapping):
        raise refusals.bad_value(parcel, "deliveryDetails")
    strange = next((key for key in parcel if key not in _PARTS), None)
    if strange is not None:
        raise refusals.unrecognized(f"deliveryDetails.{strange}")
    for name in _PARTS:
        if parcel.get(name) in (None, ""):
            raise refusals.missing(f"deliveryDetails.{name}")
        if not isinstance(parcel[name], str):
            raise refusals.bad_value(parcel[name], f"deliveryDetails.{name}")
