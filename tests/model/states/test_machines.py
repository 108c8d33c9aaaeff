"""The table of states holds together, and agrees with what else is known of the objects."""

from __future__ import annotations

from dataclasses import replace

import pytest

from apay_console.model.fields import ApiVersion
from apay_console.model.operations import OPERATIONS
from apay_console.model.states.machine import BEGINNING, Edge, Machine, Mover, Tone
from apay_console.model.states.machines import CHARGES, MACHINES, PERMISSIONS, SESSIONS
from apay_console.model.subjects import SUBJECTS

V1, V2 = ApiVersion.V1, ApiVersion.V2
ALL = pytest.mark.parametrize("machine", MACHINES, ids=lambda machine: machine.subject.name)


@ALL
def test_every_edge_joins_states_that_there_are(machine: Machine) -> None:
    known = {BEGINNING, *(state.name for state in machine.states)}
    for edge in machine.edges:
        assert edge.before
        assert {*edge.before, *edge.to} <= known
        assert BEGINNING not in edge.to


@ALL
@pytest.mark.parametrize("version", list(ApiVersion))
def test_every_state_can_be_reached_from_the_beginning(
    machine: Machine, version: ApiVersion
) -> None:
    reached = {BEGINNING}
    for _ in machine.states:
        leaving = [edge for state in reached for edge in machine.leaving(state, version)]
        reached |= {state for edge in leaving for state in edge.to}
    assert reached == {BEGINNING, *(state.name for state in machine.states)}


@ALL
def test_what_ends_and_what_pends_is_what_everybody_else_takes_for_it(machine: Machine) -> None:
    assert machine.final == machine.subject.final
    pending = {state.name for state in machine.states if state.tone is Tone.PENDING}
    assert pending >= machine.subject.pending
    for state in machine.subject.pending:
        ways = machine.leaving(state, V2)
        assert any(edge.mover is Mover.AMAZON for edge in ways)


@ALL
def test_each_edge_has_a_name_and_words_of_its_own(machine: Machine) -> None:
    names = [edge.name for edge in machine.edges]
    assert len(set(names)) == len(names)
    assert all(edge.label and edge.meaning for edge in machine.edges)
    assert all(state.meaning for state in machine.states)


def test_every_call_about_a_state_has_its_edge() -> None:
    edges = {edge.name for machine in MACHINES for edge in machine.edges if edge.operation}
    assert edges == {"create_session", *(row.name for row in OPERATIONS if row.states)}


def test_every_type_of_object_with_states_has_its_machine() -> None:
    assert [one for one in SUBJECTS if one.final] == [machine.subject for machine in MACHINES]


def test_only_v2_waits_for_the_merchant_to_complete() -> None:
    assert {edge.name for edge in SESSIONS.leaving("Open", V1) if "Completed" in edge.to} == {"pay"}
    ways = {edge.name for edge in SESSIONS.leaving("Open", V2) if "Completed" in edge.to}
    assert ways == {"complete_session", "finalize_session"}


def test_no_reason_is_told_for_two_edges_of_one_object() -> None:
    for machine in MACHINES:
        told = [reason for edge in machine.edges for reason in edge.reasons]
        assert len(set(told)) == len(told)


# Known from charge-permission.html and charge.html.
def test_all_reasons_of_amazons_pages_are_there() -> None:
    assert {reason for edge in CHARGES.edges for reason in edge.reasons} == {
        *("SoftDeclined", "HardDeclined", "AmazonRejected", "ProcessingFailure"),
        *("TransactionTimedOut", "ExpiredUnused", "AmazonCanceled", "MerchantCanceled"),
        *("ChargePermissionCanceled", "BuyerCanceled"),
    }
    assert {reason for edge in PERMISSIONS.edges for reason in edge.reasons} == {
        *("PaymentMethodInvalid", "PaymentMethodDeleted", "BillingAddressDeleted"),
        *("PaymentMethodExpired", "PaymentMethodNotAllowed", "PaymentMethodNotSet"),
        *("ChargeInProgress", "MFAFailed", "MerchantClosed", "MerchantCanceled", "BuyerClosed"),
        *("BuyerCanceled", "AmazonCanceled", "AmazonClosed", "Expired"),
    }


# From checkout-session.html, charge-permission.html, charge.html and refund.html.
WAYS = {
    "session": """
        create_session: you, - > Open
        sign_in: buyer, Open > Open
        update_session: you, Open > Open
        pay: buyer, Open > Completed in v1
        agree: buyer, Open > Open in v2
        complete_session: you, Open > Completed in v2
        finalize_session: you, Open > Completed in v2
        leave: buyer, Open > Canceled
        decline: amazon, Open > Canceled
        expire: time, Open > Canceled when its own time is over
    """,
    "permission": """
        begin: amazon, - > Chargeable NonChargeable
        update_permission: you, Chargeable NonChargeable > Chargeable NonChargeable
        hold: amazon, Chargeable > NonChargeable
        hinder: buyer, Chargeable NonChargeable > NonChargeable
        cure: amazon, NonChargeable > Chargeable
        close_permission: you, Chargeable NonChargeable > Closed
        end: amazon, Chargeable NonChargeable > Closed
        expire: time, Chargeable NonChargeable > Closed when its own time is over
    """,
    "charge": """
        begin: amazon, - > AuthorizationInitiated Authorized Captured
        create_charge: you, - > AuthorizationInitiated Authorized CaptureInitiated Captured
        authorize: amazon, AuthorizationInitiated > Authorized
        capture_charge: you, Authorized > Captured CaptureInitiated
        settle: amazon, CaptureInitiated > Captured
        cancel_charge: you, AuthorizationInitiated Authorized > Canceled
        close_permission: you, AuthorizationInitiated Authorized > Canceled in v2
        drop: amazon, AuthorizationInitiated Authorized > Canceled
        expire: time, Authorized > Canceled when its own time is over
        decline: amazon, AuthorizationInitiated Authorized CaptureInitiated > Declined
    """,
    "refund": """
        create_refund: you, - > RefundInitiated
        settle: amazon, RefundInitiated > Refunded
        decline: amazon, RefundInitiated > Declined
    """,
}


def told(edge: Edge) -> str:
    before, to = " ".join(edge.before), " ".join(edge.to)
    version = "" if len(edge.versions) > 1 else f" in {edge.versions[0].value}"
    end = " when its own time is over" if edge.ends_at_expiry else ""
    return f"{edge.name}: {edge.mover}, {before or '-'} > {to}{version}{end}"


@ALL
def test_who_moves_what_from_where_to_where_is_as_amazons_pages_say(machine: Machine) -> None:
    wanted = WAYS[machine.subject.name].strip().split("\n")
    assert [told(edge) for edge in machine.edges] == [line.strip() for line in wanted]


def test_a_session_that_came_to_nothing_tells_by_whom() -> None:
    told_by = {reason: edge.mover for edge in SESSIONS.edges for reason in edge.reasons}
    assert told_by == {
        "BuyerCanceled": Mover.BUYER,
        "Declined": Mover.AMAZON,
        "AmazonCanceled": Mover.AMAZON,
        "Expired": Mover.TIME,
    }


@ALL
def test_what_failed_is_what_was_let_go_or_declined(machine: Machine) -> None:
    failed = {state.name for state in machine.states if state.failed}
    assert failed == {state.name for state in machine.states} & {"Canceled", "Declined"}


def test_what_was_held_waits_for_the_merchant() -> None:
    yours = {state.name for one in MACHINES for state in one.states if state.tone is Tone.YOURS}
    assert yours == {"Open", "Authorized"}


def test_a_state_that_is_only_stayed_in_is_an_end() -> None:
    look = Edge("look", ("Captured",), ("Captured",), "Look", Mover.YOU, "Looks.")
    assert replace(CHARGES, edges=(*CHARGES.edges, look)).final == CHARGES.final


def test_others_turn_what_is_there_and_begin_nothing() -> None:
    names = [edge.name for edge in CHARGES.turned_by_others("Authorized")]
    assert names == ["authorize"]
    assert [edge.name for edge in CHARGES.turned_by_others("Canceled")] == ["drop", "expire"]
