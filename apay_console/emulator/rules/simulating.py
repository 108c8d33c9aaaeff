"""What a request's simulation code makes happen here (sandbox-simulations.html)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from apay_console.emulator import choices, refusals
from apay_console.emulator.rules.call import Call
from apay_console.emulator.state import Session
from apay_console.model.fields import ApiVersion
from apay_console.model.operation import Operation
from apay_console.model.operations import UPDATE_SESSION
from apay_console.model.simulations import CODES, OWN_DECLINES, Effect

_INTENT = "paymentDetails.paymentIntent"
_MAY_PEND = "paymentDetails.canHandlePendingAuthorization"


def effect(call: Call, wanted: Operation) -> Effect | None:
    """Find what a request's code makes happen; None without one, Refused for a wrong one."""
    if not call.simulation:
        return None
    found = CODES.get(wanted.name, {}).get(call.simulation)
    if found is None or call.live:
        raise refusals.wrong_simulation(call.simulation)
    if call.simulation.startswith("Pending"):
        call.world.choose(choices.PENDING_CODES)
    if call.simulation in OWN_DECLINES:
        call.world.choose(choices.DECLINE_CODES)
    return found


def of_update(call: Call, session: Session) -> str:
    """Take the code of an update, which tells what paying will come to in v1."""
    if not call.simulation:
        return ""
    if session.version is not ApiVersion.V1:
        raise refusals.wrong_simulation(call.simulation)
    effect(call, UPDATE_SESSION)
    call.world.choose(choices.CODE_ON_UPDATE)
    return call.simulation


def may_pend(values: Mapping[str, Any]) -> bool:
    """Whether the merchant can take an authorization that is decided later."""
    return values[_INTENT] == "Authorize" and bool(values[_MAY_PEND])
