"""Capture Charge and Cancel Charge (charge.html)."""

from __future__ import annotations

from apay_console.emulator import choices
from apay_console.emulator.rules import bodies, ceilings, charges, judging, simulating
from apay_console.emulator.rules.call import Call
from apay_console.emulator.rules.turning import DECLINES, Status, declined
from apay_console.emulator.state import Charge
from apay_console.emulator.wire import Refused
from apay_console.model.operations import CANCEL_CHARGE, CAPTURE_CHARGE

AT_ONCE_WITHIN = 7 * 24 * 3600.0


def capture(call: Call, charge: Charge) -> None:
    """Take what was authorized, or less; once."""
    given = bodies.read(call, CAPTURE_CHARGE)
    effect = simulating.effect(call, CAPTURE_CHARGE)
    judging.judge(CAPTURE_CHARGE, charge)
    ceilings.check_capture(charge, given["captureAmount"])
    if effect and effect.state == "Declined":
        charges.move(call.world, charge, declined(effect.reason), call.world.now)
        raise Refused(422, effect.reason, DECLINES[effect.reason])
    if given.get("softDescriptor"):
        charge.values["softDescriptor"] = charges.descriptor(given["softDescriptor"])
    _take(call, charge, given["captureAmount"], is_late=bool(effect))


def _take(call: Call, charge: Charge, price: dict[str, str], *, is_late: bool) -> None:
    """Capture at once, or with a turn when the authorization is a week old."""
    world = call.world
    if not is_late and world.now - charge.created_at <= AT_ONCE_WITHIN:
        charges.capture(world, charge, price, "Captured")
        return
    world.choose(choices.CAPTURE_WAITS)
    charges.capture(world, charge, price, "CaptureInitiated")
    charges.decide_later(world, charge, "capture_charge")


def cancel(call: Call, charge: Charge) -> None:
    """Let go of what was not captured."""
    given = bodies.read(call, CANCEL_CHARGE)
    simulating.effect(call, CANCEL_CHARGE)
    judging.judge(CANCEL_CHARGE, charge)
    canceled = Status("Canceled", "MerchantCanceled", given["cancellationReason"])
    charges.move(call.world, charge, canceled, call.world.now)
