"""Looking up what a request is about; what belongs elsewhere is not there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from apay_console.emulator import refusals
from apay_console.emulator.rules.call import Call
from apay_console.emulator.state import Charge, Permission, Record, Refund, Session

R = TypeVar("R", bound=Record)


def session(call: Call, number: str) -> Session:
    """Find a checkout session; raise Refused."""
    return _own(call, call.world.state.sessions, number, "checkout session")


def permission(call: Call, number: str) -> Permission:
    """Find a charge permission; raise Refused."""
    return _own(call, call.world.state.permissions, number, "charge permission")


def charge(call: Call, number: str) -> Charge:
    """Find a charge; raise Refused."""
    return _own(call, call.world.state.charges, number, "charge")


def refund(call: Call, number: str) -> Refund:
    """Find a refund; raise Refused."""
    return _own(call, call.world.state.refunds, number, "refund")


def _own(call: Call, table: Mapping[str, R], number: str, what: str) -> R:
    """Take a record of the region and the environment that the request names."""
    found = table.get(number)
    if found is None or found.region != call.region or found.live != call.live:
        raise refusals.not_found(f"The {what} {number[:80]}")
    return found
