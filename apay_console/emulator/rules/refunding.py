"""Create Refund (refund.html)."""

from __future__ import annotations

from apay_console.emulator.rules import bodies, ceilings, finding, judging, refunds, simulating
from apay_console.emulator.rules.call import Call
from apay_console.emulator.state import Refund
from apay_console.model.operations import CREATE_REFUND


def create(call: Call) -> Refund:
    """Give money back; whether it arrives is decided later."""
    given = bodies.read(call, CREATE_REFUND)
    charge = finding.charge(call, given["chargeId"])
    effect = simulating.effect(call, CREATE_REFUND)
    judging.judge(CREATE_REFUND, charge)
    ceilings.check_refund(charge, given["refundAmount"])
    return refunds.begin(call.world, charge, given, effect.later if effect else "settle_refund")
