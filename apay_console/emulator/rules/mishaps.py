"""What buyer, bank or Amazon do to an object by themselves, ordered from outside."""

from __future__ import annotations

from dataclasses import dataclass

from apay_console.emulator import refusals
from apay_console.emulator.rules import charges, expiring, finishing, permissions, refunds
from apay_console.emulator.rules.turning import DECLINES, REFUND_DECLINES, Status
from apay_console.emulator.state import Charge, Permission, Record, Refund, Session
from apay_console.emulator.wire import Refused
from apay_console.emulator.world import World
from apay_console.model.states.machine import Machine
from apay_console.model.states.machines import CHARGES, PERMISSIONS, REFUNDS, SESSIONS

_CARD = "The payment method cannot be charged now."
_ENDED = "It was ended from outside."


@dataclass(frozen=True)
class Mishap:
    """A state that an object of a kind may come to without its merchant, and why."""

    kind: str
    state: str
    reasons: tuple[str, ...]
    before: tuple[str, ...]  # the states in which it can happen
    refusal: str  # what is answered in any other
    source: str

    @property
    def ends(self) -> bool:
        """Whether nothing more happens to the object."""
        return self.state not in self.before


def _of(machine: Machine, to: str, refusal: str, source: str) -> Mishap:
    """What may come to pass without the merchant, as the machine of the object has it."""
    edges = [edge for edge in machine.turned_by_others(to) if edge.reasons]
    reasons = tuple(reason for edge in edges for reason in edge.reasons if reason != _OWN)
    before = dict.fromkeys(state for edge in edges for state in edge.before)
    return Mishap(machine.subject.name, to, reasons, tuple(before), refusal, source)


_OWN = "ChargeInProgress"  # told while a charge is open; nobody can order it
MISHAPS = (
    _of(SESSIONS, "Canceled", "InvalidCheckoutSessionStatus", "checkout-session.html"),
    _of(PERMISSIONS, "NonChargeable", "InvalidChargePermissionStatus", "charge-permission.html"),
    _of(PERMISSIONS, "Closed", "InvalidChargePermissionStatus", "charge-permission.html"),
    _of(CHARGES, "Declined", "InvalidChargeStatus", "charge.html"),
    _of(CHARGES, "Canceled", "InvalidChargeStatus", "charge.html"),
    _of(REFUNDS, "Declined", "InvalidRequest", "refund.html"),
)


def strike(world: World, number: str, reason: str) -> Record:
    """Let it happen to an object; no reason cures a permission. Raise Refused."""
    expiring.run_due(world)
    record = _find(world, number)
    if isinstance(record, Permission) and not reason:
        permissions.settle(world, record, world.now, cures=True)
        return record
    row = _row(record, reason)
    if record.state not in row.before:
        raise refusals.not_now(row.refusal, record.kind, record.state)
    _do(world, record, row.state, reason)
    return record


def _find(world: World, number: str) -> Record:
    for kind in dict.fromkeys(row.kind for row in MISHAPS):
        record: Record | None = world.state.table(kind).get(number)
        if record is not None:
            return record
    raise refusals.not_found(f"The object {number[:80]}")


def _row(record: Record, reason: str) -> Mishap:
    rows = [row for row in MISHAPS if row.kind == record.kind]
    for row in rows:
        if reason in row.reasons:
            return row
    known = ", ".join(known for row in rows for known in row.reasons)
    sentence = f"reason is one of {known} for a {record.kind}"
    raise Refused(400, "InvalidParameterValue", sentence)


def _do(world: World, record: Record, state: str, reason: str) -> None:
    if isinstance(record, Session):
        finishing.cancel(world, record, reason, world.now)
    elif isinstance(record, Charge):
        status = Status(state, reason, DECLINES.get(reason, _ENDED))
        charges.move(world, record, status, world.now)
    elif isinstance(record, Refund):
        status = Status(state, reason, REFUND_DECLINES[reason])
        refunds.move(world, record, status, world.now)
    elif isinstance(record, Permission) and state == "Closed":
        permissions.end(world, record, reason, _ENDED, world.now)
    elif isinstance(record, Permission):
        permissions.hinder(world, record, reason, _CARD)
