"""Sending errands: one at a time, each answer to its own sale, and a fault loses nothing."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from apay_console.errors import NoKey, NotStored, say
from apay_console.model.draft import Draft
from apay_console.model.lifecycle import Next
from apay_console.model.operations import GET_SESSION
from apay_console.presenters.sale.courier import Way
from tests.presenters.conftest import Desk
from tests.presenters.gate import Gate, open_gate, placed
from tests.profile_parts import sandbox
from tests.sale_parts import NOTE, STORE_NAME


@pytest.fixture
def gate(desk: Desk) -> Iterator[Gate]:
    gate = placed(desk)
    yield gate
    open_gate(desk, gate)


# --- one thing at a time ------------------------------------------------------------------------


def test_while_a_request_is_under_way_nothing_else_is_sent(desk: Desk, gate: Gate) -> None:
    gate.is_shut = True
    desk.type(NOTE, "Tea")
    desk.console.courier.send()
    assert str(desk.state.busy) == "Sending…"
    assert not desk.state.can_act
    for act in (
        desk.console.courier.send,
        desk.console.courier.get,
        desk.console.courier.act,
        desk.console.courier.complete,
        desk.console.courier.create,
        desk.console.courier.check,
    ):
        act()
    open_gate(desk, gate)
    assert [one.operation.name for one in gate.held] == ["update_session"]


def test_what_is_typed_meanwhile_stays_in_the_draft(desk: Desk, gate: Gate) -> None:
    gate.is_shut = True
    desk.type(NOTE, "Tea")
    desk.console.courier.send()
    desk.type(STORE_NAME, "Fjord")
    open_gate(desk, gate)
    assert desk.state.session is not None
    assert desk.state.session.text(NOTE.name) == "Tea"
    assert desk.state.draft == Draft({STORE_NAME.name: "Fjord"})


def test_a_created_session_keeps_what_was_typed_meanwhile(desk: Desk, gate: Gate) -> None:
    desk.do(desk.console.shelf.begin)
    gate.is_shut = True
    desk.console.courier.create()
    desk.type(STORE_NAME, "Fjord")
    open_gate(desk, gate)
    assert desk.state.sale.state == "Open"
    assert desk.state.draft == Draft({STORE_NAME.name: "Fjord"})


def test_a_session_is_created_once(desk: Desk, gate: Gate) -> None:
    desk.do(desk.console.courier.create)
    assert gate.held == []


def test_a_return_that_comes_while_something_is_sent_is_read_right_after(
    desk: Desk, gate: Gate
) -> None:
    desk.make_ready()
    desk.pay()
    before = len(gate.held)
    gate.is_shut = True
    gate.opened.clear()
    desk.console.courier.get()
    desk.console.courier.buyer_returned(Way.PAID)
    open_gate(desk, gate)
    assert [one.operation.name for one in gate.held[before:]] == [
        *["get_session"] * 2,  # what was under way, then what the return asks for
        "get_permission",
        "get_charge",
    ]
    assert desk.state.sale.buyer_back
    assert desk.sentence.endswith("so this console asked: Completed.")


# --- another sale lies here -------------------------------------------------------------------


def test_an_answer_that_comes_while_another_sale_lies_here_reaches_its_own(
    desk: Desk, gate: Gate
) -> None:
    desk.do(desk.console.shelf.begin)
    new = desk.state.sale
    gate.is_shut = True
    desk.console.courier.create()
    other = desk.console.shelf.sales[1]
    desk.console.shelf.open(other)
    desk.until(lambda: desk.state.sale.id == other.id)
    shown = desk.state
    open_gate(desk, gate)
    assert desk.state.sale.id == other.id
    assert desk.state.session == shown.session
    row = next(sale for sale in desk.console.shelf.sales if sale.id == new.id)
    assert (row.state, bool(row.session_id)) == ("Open", True)
    state = desk.do(lambda: desk.console.shelf.open(row))
    assert not state.draft
    assert (state.step, len(state.needs)) == (Next.SEND, 3)


def test_a_sale_that_waits_for_its_answer_is_still_busy_when_it_comes_back(
    desk: Desk, gate: Gate
) -> None:
    desk.do(desk.console.shelf.begin)
    new, other = desk.console.shelf.sales
    gate.is_shut = True
    desk.console.courier.create()
    desk.console.shelf.open(other)
    desk.until(lambda: desk.state.sale.id == other.id)
    desk.console.shelf.open(new)
    desk.until(lambda: desk.state.sale.id == new.id)
    assert str(desk.state.busy) == "Creating…"
    desk.console.courier.act()
    open_gate(desk, gate)
    assert [one.operation.name for one in gate.held if one.sale_id == new.id][:1] == [
        "create_session"
    ]
    assert desk.state.sale.state == "Open"


def test_an_answer_for_another_profiles_sale_does_not_enter_this_list(
    desk: Desk, gate: Gate
) -> None:
    gate.is_shut = True
    desk.type(NOTE, "Tea")
    desk.console.courier.send()
    ours = desk.state.sale
    desk.console.profiles.save(sandbox())
    desk.until(lambda: desk.console.profiles.get("fjord") is not None)
    desk.console.choose_profile("fjord")
    desk.until(lambda: desk.state.profile.id == "fjord")
    open_gate(desk, gate)
    assert [sale.profile_id for sale in desk.console.shelf.sales] == ["fjord"]
    state = desk.do(lambda: desk.console.choose_profile("emulator"))
    assert (state.sale.id, bool(state.draft)) == (ours.id, False)


# --- faults -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        (NotStored(say("The disk is full.")), "Not sent. The disk is full. Your values are kept."),
        (NoKey(say("It is locked.")), "Not sent. It is locked. Your values are kept."),
    ],
)
def test_what_could_not_be_sent_keeps_its_values_and_can_be_tried_again(
    desk: Desk, gate: Gate, fault: Exception, words: str
) -> None:
    gate.faults = [fault]
    state = desk.send(NOTE, "Tea")
    assert desk.sentence == words
    assert state.draft == Draft({NOTE.name: "Tea"})
    assert "again" in desk.notice.actions
    assert not state.unresolved
    state = desk.do(desk.console.again)
    assert not state.draft


def test_try_again_repeats_what_was_tried_and_not_something_else(desk: Desk, gate: Gate) -> None:
    gate.faults = [NotStored(say("The disk is full."))]
    desk.type(NOTE, "Tea")
    desk.do(desk.console.courier.get)
    desk.do(desk.console.again)
    assert [one.operation for one in gate.held] == [GET_SESSION, GET_SESSION]
    assert desk.state.draft == Draft({NOTE.name: "Tea"})


def test_try_again_in_a_sale_where_nothing_was_tried_takes_the_next_step(desk: Desk) -> None:
    desk.do(lambda: desk.console.shelf.begin(None, Draft({NOTE.name: "Tea"})))
    state = desk.do(desk.console.again)
    assert state.sale.state == "Open"


def test_a_mistake_of_the_console_while_writing_counts_as_unknown(desk: Desk, gate: Gate) -> None:
    gate.faults = [KeyError("x")]
    state = desk.send(NOTE, "Tea")
    assert state.unresolved
    assert state.draft == Draft({NOTE.name: "Tea"})
    state = desk.do(desk.console.courier.check)
    assert not state.unresolved  # the store knows of nothing that was sent
    gate.faults = [KeyError("x")]
    state = desk.do(desk.console.courier.get)
    assert not state.unresolved
    assert state.busy is None
