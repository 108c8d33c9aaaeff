"""Update Charge Permission and Update Charge: laid over what is known."""

from __future__ import annotations

from apay_console.emulator import choices
from apay_console.emulator.rules import judging, reading, simulating
from apay_console.emulator.rules.call import Call
from apay_console.emulator.state import Charge, Permission
from apay_console.model.operation import Operation


def amend(call: Call, record: Permission | Charge, wanted: Operation) -> None:
    """Merge a body into a record; null clears, and an empty body changes nothing."""
    found = reading.read(call.body, call.terms(wanted))
    simulating.effect(call, wanted)
    judging.judge(wanted, record)
    if None in found.values():
        call.world.choose(choices.NULL_CLEARS)
    if found:
        call.world.change(record, found, call.world.now)
