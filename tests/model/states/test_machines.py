"""The table of states holds together, and agrees with what else is known of the objects."""

from __future__ import annotations

import pytest

from apay_console.model.fields import ApiVersion
from apay_console.model.operations import OPERATIONS
from apay_console.model.states.machine import BEGINNING, Machine, Mover, Tone
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
