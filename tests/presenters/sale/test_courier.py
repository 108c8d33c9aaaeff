"""Each step of a sale, and what its answer asks for."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from apay_console.errors import NotStored, say
from apay_console.model.draft import Draft
from apay_console.model.fields import ApiVersion, Field
from apay_console.model.lifecycle import Next
from tests.exchanges import refused
from tests.presenters.conftest import Desk
from tests.presenters.gate import Gate, lose_answer, open_gate, placed
from tests.sale_parts import AMOUNT, INTENT, MISSING, NOTE, RESULT, STORE_NAME


@pytest.fixture
def gate(desk: Desk) -> Iterator[Gate]:
    gate = placed(desk)
    yield gate
    open_gate(desk, gate)


# --- refusals -----------------------------------------------------------------------------------


def test_a_value_that_cannot_be_right_is_not_sent_and_its_field_is_shown(
    desk: Desk, gate: Gate
) -> None:
    wanted: list[Field] = []
    desk.console.desk.focus_wanted.connect(wanted.append)
    state = desk.send(AMOUNT, "12,50 USD")
    assert (gate.held, wanted) == ([], [AMOUNT])
    assert state.draft == Draft({AMOUNT.name: "12,50 USD"})


def test_a_field_that_amazon_refuses_is_shown(desk: Desk, gate: Gate) -> None:
    wanted: list[Field] = []
    desk.console.desk.focus_wanted.connect(wanted.append)
    message = "The value '705.00' provided for 'chargeAmount.Amount' is invalid."
    gate.faults = [refused(400, "InvalidParameterValue", message)]
    state = desk.send(AMOUNT, "705.00 USD")
    assert wanted == [AMOUNT]
    assert state.draft == Draft({AMOUNT.name: "705.00 USD"})


def test_keys_of_the_other_version_are_refused_by_the_emulator_and_renamed_at_a_press(
    desk: Desk,
) -> None:
    text = '{"paymentDetails": {"chargeAmount": {"amount": "5.00", "currencyCode": "USD"}}}'
    desk.console.editor.edit_json(text)
    desk.do(desk.console.courier.send)
    assert desk.sentence == (
        "Amazon v1 does not know “paymentDetails”. In v1 it is “paymentDetail”."
    )
    assert desk.state.draft.by_hand == text
    desk.console.editor.rename_keys()
    state = desk.do(desk.console.courier.send)
    assert "ChargeAmountNotSet" not in desk.needs
    assert not state.draft


# --- unknown outcomes ---------------------------------------------------------------------------


def test_a_lost_answer_stands_in_the_way_until_it_was_checked(desk: Desk) -> None:
    lose_answer(desk, "update_session")
    state = desk.send(NOTE, "Tea")
    assert state.unresolved
    assert state.draft == Draft({NOTE.name: "Tea"})
    before = len(state.exchanges)
    for act in (desk.console.courier.act, desk.console.courier.send):
        desk.do(act)
    assert len(desk.state.exchanges) == before
    assert desk.notice.actions == ("check", "settle")
    state = desk.do(desk.console.courier.check)
    assert (state.unresolved, bool(state.draft), state.notice) == (False, False, None)
    assert state.session is not None
    assert state.session.text(NOTE.name) == "Tea"


def test_checking_a_create_whose_answer_was_lost_makes_no_second_session(desk: Desk) -> None:
    desk.do(desk.console.shelf.begin)
    before = len(desk.emulator.world.state.sessions)
    lose_answer(desk, "create_session")
    state = desk.do(desk.console.courier.create)
    assert (state.unresolved, state.sale.session_id) == (True, "")
    state = desk.do(desk.console.courier.check)
    assert (state.unresolved, state.sale.state) == (False, "Open")
    assert len(desk.emulator.world.state.sessions) == before + 1


def test_a_check_that_could_not_be_sent_settles_nothing(desk: Desk, gate: Gate) -> None:
    lose_answer(desk, "update_session")
    desk.send(NOTE, "Tea")
    gate.faults = [NotStored(say("The disk is full."))]
    state = desk.do(desk.console.courier.check)
    assert state.unresolved
    assert desk.notice.actions == ("check",)
    state = desk.do(desk.console.again)
    assert not state.unresolved


def test_get_shows_the_session_and_leaves_the_question_open(desk: Desk) -> None:
    lose_answer(desk, "update_session")
    desk.send(NOTE, "Tea")
    state = desk.do(desk.console.courier.get)
    assert state.unresolved
    assert desk.notice.actions == ("check", "settle")


def test_a_person_who_has_looked_may_go_on_and_is_not_asked_again(desk: Desk) -> None:
    lose_answer(desk, "update_session")
    desk.send(NOTE, "Tea")
    desk.do(desk.console.courier.get)
    state = desk.do(desk.console.courier.settle)
    assert (state.unresolved, state.notice) == (False, None)
    other = desk.do(desk.console.shelf.begin).sale
    sale = next(one for one in desk.console.shelf.sales if one.id != other.id)
    assert not desk.do(lambda: desk.console.shelf.open(sale)).unresolved


def test_the_next_check_asks_about_the_next_of_several(desk: Desk, gate: Gate) -> None:
    lose_answer(desk, "update_session")
    desk.send(NOTE, "Tea")
    desk.console.desk.change(unresolved=False)  # as if another window had sent it
    lose_answer(desk, "update_session")
    desk.send(STORE_NAME, "Fjord")
    state = desk.do(desk.console.courier.check)
    assert state.unresolved
    assert desk.notice.actions == ("check", "settle")
    assert not desk.do(desk.console.courier.check).unresolved


# --- the buyer ------------------------------------------------------------------------------------


def test_the_form_is_locked_while_the_page_is_open_and_free_when_it_is_closed(desk: Desk) -> None:
    desk.make_ready()
    desk.console.courier.buyer_leaves()
    desk.type(NOTE, "Tea")
    assert desk.state.is_locked
    assert not desk.state.draft
    desk.console.courier.buyer_stays()
    desk.type(NOTE, "Tea")
    assert desk.state.draft == Draft({NOTE.name: "Tea"})


def test_the_next_step_belongs_to_whoever_can_take_it(desk: Desk) -> None:
    wanted: list[str] = []
    desk.console.desk.command_wanted.connect(wanted.append)
    desk.make_ready()
    desk.console.courier.act()
    desk.do(desk.console.sign_out)
    desk.console.courier.act()
    desk.sign_in()
    desk.do(desk.console.courier.get)
    desk.pay()
    desk.do(desk.console.courier.get)
    desk.console.courier.act()
    assert wanted == ["open_page", "sign_in", "new_with_values"]


def test_three_updates_clear_three_constraints(desk: Desk) -> None:
    assert len(desk.needs) == len(MISSING)
    desk.send(AMOUNT, "19.99")
    desk.send(AMOUNT, "19.99 USD")
    desk.send(RESULT, "https://shop.example/thanks")
    state = desk.send(INTENT, "Confirm")
    assert (desk.needs, state.step) == ([], Next.OPEN_PAGE)


def test_a_session_is_read_in_the_other_spelling_and_back(desk: Desk) -> None:
    state = desk.do(desk.console.courier.read_other)
    assert state.session is not None
    assert (state.sale.version, state.session.version) == (ApiVersion.V2, ApiVersion.V2)
    assert "statusDetails" in state.session.body
    assert (state.changes, sorted(desk.needs)) == (None, sorted(MISSING))
    assert desk.do(desk.console.courier.read_other).sale.version is ApiVersion.V1
