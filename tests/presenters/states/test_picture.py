"""The picture says where each object stands, what can move it, and what would be refused."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from apay_console.model.fields import ApiVersion
from apay_console.model.operations import COMPLETE_SESSION
from apay_console.model.states.machines import CHARGES, MACHINES
from apay_console.model.subjects import CHARGE, PERMISSION, REFUND, SESSION, Subject
from apay_console.presenters.sale.state.sale_state import SaleState
from apay_console.presenters.states.passed import Trail
from apay_console.presenters.states.picture import Lane, Stand, Way, command_of, picture
from apay_console.ui.parts.text import say
from tests.exchanges import answered, sent
from tests.objects import CHARGE_ID, charge, permission, refund
from tests.sale_parts import MISSING, begun, opened, ready, session_body

V1, V2 = ApiVersion.V1, ApiVersion.V2


def lane(state: SaleState, subject: Subject, **chosen: str) -> Lane:
    found = picture(state, Trail(), chosen).lanes
    return next(one for one in found if one.subject is subject)


def way(state: SaleState, subject: Subject, name: str) -> Way:
    return next(one for one in lane(state, subject).ways if one.edge.name == name)


def standing(state: SaleState, subject: Subject, stand: Stand) -> set[str]:
    return {one.edge.name for one in lane(state, subject).ways if one.stand is stand}


def later(*objects: Any) -> SaleState:
    return replace(opened(V2, values={"statusDetails.state": "Completed"}), objects=objects)


def test_every_object_has_a_lane_before_there_is_one() -> None:
    found = picture(begun(), Trail())
    assert [one.subject for one in found.lanes] == [SESSION, PERMISSION, CHARGE, REFUND]
    assert {one.state for one in found.lanes} == {""}
    assert all(one.has_ended for one in found.lanes)


def test_a_sale_begins_with_its_session() -> None:
    assert standing(begun(V2), SESSION, Stand.OPEN) == {"create_session"}
    assert way(begun(), SESSION, "create_session").is_yours
    words = say(way(begun(V2), CHARGE, "create_charge").said)
    assert words == "Charge now: there is no Permission yet that it could belong to."


def test_while_something_is_missing_the_buyer_cannot_pay() -> None:
    state = opened(V2, missing=("BuyerNotAssociated", *MISSING))
    assert way(state, SESSION, "agree").stand is Stand.SHUT
    assert "ChargeAmountNotSet" in say(way(state, SESSION, "agree").said)
    assert way(state, SESSION, "finalize_session").stand is Stand.SHUT
    assert {"sign_in", "update_session", "expire"} <= standing(state, SESSION, Stand.OPEN)


def test_completing_too_early_says_the_error() -> None:
    found = way(ready(V2), SESSION, "complete_session")
    assert found.stand is Stand.SHUT
    assert say(found.said) == (
        "Complete session now: Amazon would answer 422 InvalidCheckoutSessionStatus:"
        " the buyer has not paid yet."
    )


def test_once_the_buyer_is_back_it_is_completed_and_not_paid_again() -> None:
    state = ready(V2)
    back = replace(state, sale=replace(state.sale, buyer_back=True))
    assert way(back, SESSION, "complete_session").is_yours
    assert way(back, SESSION, "agree").stand is Stand.SHUT


def test_v1_has_no_call_to_complete() -> None:
    names = {one.edge.name for one in lane(ready(V1), SESSION).ways}
    assert not names & {"complete_session", "finalize_session", "agree"}
    assert way(ready(V1), SESSION, "pay").is_yours


@pytest.mark.parametrize("state", ["Captured", "Canceled", "Declined", "CaptureInitiated"])
def test_what_a_state_does_not_take_says_its_error(state: str) -> None:
    found = way(later(permission(), charge(state)), CHARGE, "capture_charge")
    assert found.stand is Stand.SHUT
    assert not found.is_yours
    assert say(found.said) == (
        "Capture now: Amazon would answer 422 InvalidChargeStatus:"
        f" the state is {state}, not Authorized."
    )


def test_a_canceled_session_has_a_code_of_its_own() -> None:
    state = opened(V2, values={"statusDetails.state": "Canceled"})
    assert COMPLETE_SESSION.refusal_in("Canceled") == "CheckoutSessionCanceled"
    assert "CheckoutSessionCanceled" in say(way(state, SESSION, "complete_session").said)


def test_an_authorized_charge_can_be_captured_canceled_and_expires() -> None:
    state = later(permission(), charge())
    open_ways = standing(state, CHARGE, Stand.OPEN)
    assert {"capture_charge", "cancel_charge", "expire", "decline", "create_charge"} <= open_ways
    assert lane(state, CHARGE).ends_at == charge().expires_at


def test_what_was_captured_expires_no_more_and_can_be_refunded() -> None:
    state = later(permission(), charge("Captured", "48.90"))
    assert lane(state, CHARGE).ends_at is None
    assert way(state, REFUND, "create_refund").is_yours
    assert way(later(permission(), charge()), REFUND, "create_refund").stand is Stand.SHUT


def test_of_several_charges_the_chosen_one_is_shown_with_its_refunds() -> None:
    second = charge("Captured", "48.90", number=2)
    state = later(permission(), charge("Captured", "48.90"), refund(), second)
    assert lane(state, CHARGE).reading == second
    assert lane(state, REFUND).reading is None
    assert lane(state, CHARGE, charge=CHARGE_ID).reading == state.objects[1]
    assert lane(state, REFUND, charge=CHARGE_ID).reading == state.objects[2]
    assert lane(replace(state, shown=CHARGE_ID), CHARGE).reading == state.objects[1]


def test_an_earlier_moment_shows_what_was_then_and_does_nothing() -> None:
    first = answered(sent("get_charge", version="v2"), 200, charge().body)
    body = charge("Captured", "48.90").body
    second = answered(sent("capture_charge", version="v2"), 200, body)
    now = replace(later(charge("Captured", "48.90")), exchanges=(second, first))
    then = replace(now, moment=first)
    assert lane(now, CHARGE).state == "Captured"
    assert lane(then, CHARGE).state == "Authorized"
    assert not any(one.is_yours for one in lane(then, CHARGE).ways)
    assert not way(then, CHARGE, "capture_charge").passed


def test_a_passed_edge_knows_its_exchange() -> None:
    made = answered(sent("create_charge", version="v2"), 201, charge().body)
    state = replace(later(permission(), charge()), exchanges=(made,))
    found = way(state, CHARGE, "create_charge")
    assert found.last is not None
    assert found.last.exchange is made
    assert lane(state, CHARGE).visited == {"", "Authorized"}


def test_an_edge_that_was_passed_twice_leads_to_the_last_time() -> None:
    body = session_body(V2)
    first, again = (answered(sent("update_session", version="v2"), 200, body) for _ in range(2))
    found = way(replace(opened(V2), exchanges=(again, first)), SESSION, "update_session")
    assert found.last is not None
    assert found.last.exchange is again


def test_a_later_moment_shows_the_object_as_it_was_by_then() -> None:
    first = answered(sent("get_charge", version="v2"), 200, charge().body)
    body = charge("Captured", "48.90").body
    second = answered(sent("capture_charge", version="v2"), 200, body)
    third = answered(sent("get_charge", version="v2"), 200, body)
    now = replace(later(charge("Captured", "48.90")), exchanges=(third, second, first))
    then = replace(now, moment=second)
    assert lane(then, CHARGE).state == "Captured"
    passed = way(then, CHARGE, "capture_charge").last
    assert passed is not None
    assert passed.exchange is second


def test_only_what_can_be_taken_was_passed_or_would_be_refused_is_written_out() -> None:
    read = answered(sent("get_charge", version="v2"), 200, charge().body)
    state = replace(later(permission(), charge()), exchanges=(read,))
    assert [
        (way(state, CHARGE, name).stand, way(state, CHARGE, name).has_words)
        for name in ("begin", "settle", "capture_charge")
    ] == [
        (Stand.FAR, True),
        (Stand.FAR, False),
        (Stand.OPEN, True),
    ]


def test_nothing_begins_by_itself_or_twice_and_each_way_waits_for_its_own() -> None:
    assert way(begun(V2), PERMISSION, "begin").stand is Stand.FAR
    assert way(opened(V2), SESSION, "create_session").stand is Stand.FAR
    without_page = opened(V2, missing=("CheckoutResultReturnUrlNotSet",))
    assert way(without_page, SESSION, "finalize_session").stand is Stand.OPEN
    assert way(opened(V1, missing=MISSING), SESSION, "pay").stand is Stand.SHUT


def test_what_nothing_leads_out_of_has_ended() -> None:
    assert lane(later(permission(), charge("Captured", "48.90")), CHARGE).has_ended
    assert not lane(later(permission(), charge()), CHARGE).has_ended


def test_an_edge_is_taken_by_the_command_that_does_just_that() -> None:
    commands = {
        (machine.subject.name, edge.name): command_of(edge)
        for machine in MACHINES
        for edge in machine.edges
        if command_of(edge)
    }
    assert commands == {
        ("session", "create_session"): "act",
        ("session", "sign_in"): "sign_in",
        ("session", "update_session"): "send",
        ("session", "pay"): "open_page",
        ("session", "agree"): "open_page",
        ("session", "complete_session"): "complete",
        ("permission", "close_permission"): "close_permission",
        ("charge", "close_permission"): "close_permission",
    }


def test_whoever_can_be_let_move_has_a_command_or_a_task() -> None:
    from apay_console.ui.commands import COMMANDS

    names = {row.name for row in COMMANDS}
    commands = {command_of(edge) for machine in MACHINES for edge in machine.edges}
    assert commands - {""} <= names


def test_a_new_machine_is_drawn_as_it_is() -> None:
    found = picture(begun(), Trail(), machines=(CHARGES,))
    assert [one.subject for one in found.lanes] == [CHARGE]
