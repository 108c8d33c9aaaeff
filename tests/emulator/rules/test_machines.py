"""The emulator and the table of states say the same: what moves an object, and what is refused."""

from __future__ import annotations

from typing import Any

import pytest

from apay_console.emulator.rules.mishaps import MISHAPS
from apay_console.emulator.rules.turning import CHARGE_TURNS, REFUND_TURNS
from apay_console.emulator.state import Record
from apay_console.emulator.wire import Answer
from apay_console.model import operations
from apay_console.model.operation import Operation
from apay_console.model.states.machine import Edge, Machine, Mover
from apay_console.model.states.machines import CHARGES, MACHINES, REFUNDS
from apay_console.model.subjects import CHARGE, PERMISSION, SESSION, Subject
from tests.emulator.money import authorized, captured, pay, permit, post, refund, status, usd
from tests.emulator.shop import Till, code, everything, minimum, read

PATHS = {machine.subject: machine.subject.resource for machine in MACHINES}
ROWS = [row for row in operations.OPERATIONS if row.states]
TAKEN = [
    (machine, edge, before)
    for machine in MACHINES
    for edge in machine.edges
    if edge.operation is not None and not edge.begins
    for before in edge.before
]
REFUSED = [
    (row, state.name)
    for row in ROWS
    for machine in MACHINES
    if row.about is machine.subject
    for state in machine.states
    if state.name not in row.states
]


def body(row: Operation, number: str) -> Any:
    """What each operation cannot do without."""
    amount = usd("48.90")
    found: dict[str, Any] = {
        "update_session": everything("v2"),
        "complete_session": {"chargeAmount": amount},
        "finalize_session": {"paymentIntent": "Authorize", "chargeAmount": amount},
        "update_permission": {"merchantMetadata": {"noteToBuyer": "Thank you"}},
        "close_permission": {"closureReason": "Done."},
        "create_charge": {"chargePermissionId": number, "chargeAmount": amount},
        "capture_charge": {"captureAmount": amount},
        "cancel_charge": {"cancellationReason": "Sold out."},
        "create_refund": {"chargeId": number, "refundAmount": usd("5.00")},
    }
    return found[row.name]


def ask(till: Till, row: Operation, number: str) -> Answer:
    """Send an operation about an object."""
    ids = {row.about.id_field: number} if row.about and "{" in row.path else {}
    path = row.target(**ids)
    if row.needs_idempotency_key:
        return post(till, path, body(row, number))
    return till.send(row.method, path, body(row, number))


def made(till: Till, subject: Subject, *, is_paid: bool = False) -> str:
    """An object with all that an operation could ask of it but its state."""
    if subject is SESSION:
        number = till.ready()
        if is_paid:
            pay(till, number)
        return number
    permission = permit(till)
    return permission if subject is PERMISSION else authorized(till, permission)


def put(till: Till, subject: Subject, number: str, state: str) -> None:
    """Put an object into a state, whatever would have led there."""
    world = till.emulator.world
    record: Record = world.state.table(subject.name)[number]
    reason = {"statusDetails.reasonCode": "Declined"} if subject is SESSION else {}
    world.change(record, {"statusDetails.state": state, **reason}, world.now)


@pytest.mark.parametrize(
    ("machine", "edge", "before"), TAKEN, ids=[f"{edge.name}-{state}" for _, edge, state in TAKEN]
)
def test_every_call_that_the_table_allows_leads_where_it_says(
    till: Till, machine: Machine, edge: Edge, before: str
) -> None:
    assert edge.operation is not None
    subject = machine.subject
    number = made(till, subject, is_paid=edge.name == "complete_session")
    put(till, subject, number, before)
    answer = ask(till, edge.operation, number)
    assert answer.status in edge.operation.success, answer.body
    state, reason = status(till, f"{PATHS[subject]}/{number}")
    assert state in edge.to
    if edge.reasons:
        assert reason in edge.reasons


@pytest.mark.parametrize(("row", "state"), REFUSED, ids=[f"{row.name}-{at}" for row, at in REFUSED])
def test_every_call_that_the_table_forbids_is_refused_as_it_says(
    till: Till, row: Operation, state: str
) -> None:
    assert row.about is not None
    number = made(till, row.about)
    put(till, row.about, number, state)
    before = read(till.send("GET", f"{PATHS[row.about]}/{number}"))
    assert code(ask(till, row, number)) == f"422 {row.refusal_in(state)}"
    assert read(till.send("GET", f"{PATHS[row.about]}/{number}")) == before


def test_objects_begin_in_the_states_that_the_table_names(till: Till) -> None:
    permission = permit(till)
    charge = captured(till, permission, "10.00")
    answer = refund(till, charge, "5.00")
    seen = {
        "create_session": status(till, f"checkoutSessions/{till.new(minimum('v2'))}")[0],
        "begin": status(till, f"chargePermissions/{permission}")[0],
        "create_charge": status(till, f"charges/{charge}")[0],
        "create_refund": read(answer)["statusDetails"]["state"],
    }
    for machine, (name, state) in zip(MACHINES, seen.items(), strict=True):
        assert state in machine.edge(name).to


@pytest.mark.parametrize("name", list(CHARGE_TURNS | REFUND_TURNS))
def test_what_happens_by_itself_stands_in_the_table(name: str) -> None:
    machine = CHARGES if name in CHARGE_TURNS else REFUNDS
    turn = (dict(CHARGE_TURNS) | dict(REFUND_TURNS))[name]
    edges = [edge for edge in machine.edges if edge.leads(turn.before, turn.to.state)]
    edges = [edge for edge in edges if edge.mover is not Mover.YOU]
    assert any(not turn.to.reason or turn.to.reason in edge.reasons for edge in edges)


def test_whatever_can_be_ordered_from_outside_stands_in_the_table() -> None:
    for row in MISHAPS:
        machine = next(one for one in MACHINES if one.subject.name == row.kind)
        for reason in row.reasons:
            edges = [edge for edge in machine.edges if reason in edge.reasons]
            assert edges
            assert all(row.state in edge.to for edge in edges if edge.mover is not Mover.YOU)


def test_a_closed_permission_may_take_its_charges_with_it(till: Till) -> None:
    edge = CHARGES.edge("close_permission")
    permission = permit(till)
    number = authorized(till, permission, "10.00")
    done = {"closureReason": "Done.", "cancelPendingCharges": True}
    till.send("DELETE", f"chargePermissions/{permission}/close", done)
    assert status(till, f"{CHARGE.resource}/{number}") == (edge.to[0], edge.reasons[0])
