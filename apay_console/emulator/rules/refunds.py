"""Refunds: how they begin, and what time makes of them (refund.html)."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from apay_console.emulator.rules.charges import descriptor
from apay_console.emulator.rules.turning import DECIDED_AFTER, INITIATED, REFUND_TURNS, Status
from apay_console.emulator.state import Charge, Event, Refund
from apay_console.emulator.values import price
from apay_console.emulator.world import World
from apay_console.model.kinds import stamp


def begin(world: World, charge: Charge, given: Mapping[str, Any], later: str) -> Refund:
    """Make a refund, which counts from now on and is decided with the turn `later`."""
    at, number = world.now, _new_number(world, charge)
    values = {
        "refundId": number,
        "chargeId": charge.id,
        "refundAmount": given["refundAmount"],
        "softDescriptor": descriptor(given.get("softDescriptor"))
        or charge.values["softDescriptor"],
        "creationTimestamp": stamp(at),
        "releaseEnvironment": charge.values["releaseEnvironment"],
        **Status(INITIATED).values,
    }
    place = (charge.version, charge.region, charge.live)
    refund = Refund(number, *place, at, values, charge_id=charge.id)
    world.change(refund, {}, at)
    _count(world, charge, Decimal(given["refundAmount"]["amount"]), at)
    world.schedule(at + DECIDED_AFTER, later, number)
    return refund


def turn(world: World, event: Event) -> None:
    """Let a refund turn, unless it is in another state by now."""
    known, refund = REFUND_TURNS[event.what], world.state.refunds.get(event.about)
    if refund and refund.state == known.before:
        move(world, refund, known.to, event.at)


def move(world: World, refund: Refund, to: Status, at: float) -> None:
    """Put a refund into another state; declined, it gives back what it took of the ceiling."""
    world.change(refund, to.values, at)
    charge = world.state.charges.get(refund.charge_id)
    if charge and to.state == "Declined":
        _count(world, charge, -Decimal(refund.values["refundAmount"]["amount"]), at)


def _count(world: World, charge: Charge, amount: Decimal, at: float) -> None:
    known = charge.values["refundedAmount"]
    whole = price(Decimal(known["amount"]) + amount, known["currencyCode"])
    world.change(charge, {"refundedAmount": whole}, at)


def _new_number(world: World, charge: Charge) -> str:
    base = charge.id.rpartition("-")[0]
    number = f"{base}-R{world.ids.digits(6)}"
    return number if number not in world.state.refunds else _new_number(world, charge)
