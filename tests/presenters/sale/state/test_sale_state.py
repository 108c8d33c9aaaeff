"""What is shown of a sale: its next step, what is missing, and why a button cannot be pressed."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from apay_console.errors import say
from apay_console.model.draft import Draft
from apay_console.model.fields import ApiVersion
from apay_console.model.lifecycle import Next
from apay_console.model.profile import Environment
from apay_console.model.typed import Raw
from apay_console.presenters.sale.state.sale_state import SaleState
from apay_console.presenters.sale.state.steps import edited, edited_json
from tests.exchanges import SESSION, sent
from tests.sale_parts import AMOUNT, MISSING, NOTE, PROFILE, RESULT, begun, opened, ready

BUYER = "BuyerNotAssociated"
LIVE = replace(PROFILE, environment=Environment.LIVE, public_key_id="LIVE-AG6K")


def why(state: SaleState) -> str:
    return str(state.reason or "")


def at_amazon(state: SaleState, **values: Any) -> SaleState:
    return replace(state, sale=replace(state.sale, session_id=SESSION, **values))


# --- the next step ----------------------------------------------------------------------------


def test_each_state_has_one_next_step() -> None:
    typed = edited(opened(missing=MISSING), NOTE, "Tea")
    back = ready(ApiVersion.V2)
    steps = {
        Next.CREATE: begun(typed=Draft({"storeId": "x"})),
        Next.SIGN_IN: opened(missing=(BUYER,)),
        Next.SEND: typed,
        Next.OPEN_PAGE: ready(),
        Next.COMPLETE: replace(back, sale=replace(back.sale, buyer_back=True)),
        Next.NEW: opened(values={"statusDetails.state": "Canceled"}),
    }
    assert {step: state.step for step, state in steps.items()} == {step: step for step in steps}
    assert all(state.can_act for state in steps.values())
    assert [why(state) for state in steps.values()] == ["", "", "3 still missing", "", "", ""]


def test_unsent_edits_always_make_it_send_update() -> None:
    assert edited(ready(), NOTE, "Tea").step is Next.SEND
    assert edited(opened(missing=(BUYER,)), NOTE, "Tea").step is Next.SEND


def test_a_session_that_was_never_read_is_neither_created_again_nor_updated_blindly() -> None:
    foreign = at_amazon(begun(typed=Draft({NOTE.name: "Tea"})))
    assert foreign.step is Next.SEND
    assert not foreign.can_act
    assert why(foreign) == "This session was not read yet: press Get."


def test_a_v1_session_is_never_completed_by_hand() -> None:
    state = ready()
    assert replace(state, sale=replace(state.sale, buyer_back=True)).step is Next.OPEN_PAGE


# --- why it cannot be pressed -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("state", "reason"),
    [
        (replace(ready(), busy=say("Reading…")), "Reading…"),
        (
            replace(ready(), unresolved=True),
            "Check the last request first: its outcome is unknown.",
        ),
        (replace(ready(), moment=sent()), "You are looking at an earlier moment."),
        (edited_json(opened(), "{oops"), "The JSON cannot be read yet."),
        (opened(missing=MISSING), "3 still missing"),
        (opened(), "Nothing is typed yet."),
        (begun(), "Nothing is typed yet."),
    ],
)
def test_a_button_that_cannot_be_pressed_says_why(state: SaleState, reason: str) -> None:
    assert not state.can_act
    assert why(state) == reason


def test_a_reason_beside_a_button_that_works_names_what_is_still_before_the_next_step() -> None:
    state = edited(opened(missing=MISSING), AMOUNT, "19.99 USD")
    assert state.can_act
    assert why(state) == "2 still missing"


def test_a_value_that_cannot_be_sent_is_counted_and_may_be_pressed_to_be_shown() -> None:
    state = edited(opened(missing=MISSING), AMOUNT, "12,50 USD")
    assert why(state) == "1 to correct"
    assert state.can_act
    assert list(state.problems) == [AMOUNT]


def test_while_the_buyer_pays_the_form_is_locked() -> None:
    state = replace(ready(), is_paying=True)
    assert state.is_locked
    assert why(state) == "The buyer is paying."


@pytest.mark.parametrize("name", ["Completed", "Canceled"])
def test_an_ended_session_is_locked_and_needs_nothing(name: str) -> None:
    state = opened(values={"statusDetails.state": name}, missing=MISSING)
    assert state.is_locked
    assert state.needs == ()


def test_an_earlier_moment_takes_no_typing() -> None:
    assert replace(opened(), moment=sent()).is_locked
    assert not opened().is_locked


def test_live_is_read_only_until_it_is_unlocked() -> None:
    state = replace(edited(ready(), NOTE, "Tea"), profile=LIVE, is_read_only=True)
    assert why(state) == "Live is read-only"


# --- what is missing --------------------------------------------------------------------------


def test_each_constraint_is_a_chip_with_its_sentence_in_amazons_order() -> None:
    state = opened(missing=(*MISSING, BUYER, "TeaNotBrewed"))
    assert [(need.constraint.id, need.chip) for need in state.needs] == [
        ("ChargeAmountNotSet", "Amount"),
        ("CheckoutResultReturnUrlNotSet", "Result URL"),
        ("PaymentIntentNotSet", "Intent"),
        ("BuyerNotAssociated", "Buyer"),
        ("TeaNotBrewed", "TeaNotBrewed"),
    ]
    assert str(state.needs[-1].sentence) == (
        "Amazon asks for something this console does not know: “TeaNotBrewed.”"
    )


def test_fields_that_create_needs_are_named_once_creating_was_tried() -> None:
    state = begun(typed=Draft({NOTE.name: "Tea"}))
    assert not state.problems
    tried = replace(state, tried=True)
    assert {row.name for row in tried.problems} == {
        "storeId",
        "webCheckoutDetails.checkoutReviewReturnUrl",
    }
    assert all(str(one.message) for one in tried.problems.values())


def test_json_by_hand_is_sent_as_typed_even_without_what_create_needs() -> None:
    state = replace(edited_json(begun(), "{}"), tried=True)
    assert not state.problems
    assert state.can_act


def test_live_takes_https_only_and_only_addresses_are_looked_at() -> None:
    typed = {RESULT.name: "http://shop.example/", NOTE.name: "http://is a note"}
    state = replace(opened(), profile=LIVE, draft=Draft(typed))
    assert {row.name: str(one.message) for row, one in state.problems.items()} == {
        RESULT.name: "Live takes https only."
    }
    assert not replace(state, profile=PROFILE).problems
    raw = replace(state, draft=Draft({RESULT.name: Raw("HTTP://shop.example")}))
    assert [row.name for row in raw.problems] == [RESULT.name]


def test_json_that_cannot_be_read_clears_nothing() -> None:
    state = edited(opened(missing=MISSING), AMOUNT, "19.99 USD")
    assert state.needs[0].predicted
    assert not any(need.predicted for need in edited_json(state, '{"paymentDetail": {,}}').needs)


def test_the_keyboard_begins_at_what_is_missing_first() -> None:
    state = opened(missing=MISSING)
    assert state.first_field is RESULT
    typed = Draft({RESULT.name: "https://shop.example/thanks"})
    assert replace(state, draft=typed).first_field is not RESULT
    assert ready().first_field is None


def test_the_keyboard_begins_in_a_new_sale_at_the_first_empty_field() -> None:
    state = begun()
    assert state.first_field is not None
    assert not state.draft.typed.get(state.first_field.name)
    full = {row.name: "x" for row in state.scope.fields()}
    assert replace(state, draft=Draft(full)).first_field is not None


def test_it_says_whether_the_buyer_signs_in_or_pays() -> None:
    assert (
        str(replace(opened(missing=(BUYER,)), is_paying=True).reason) == "The buyer is signing in."
    )
    assert str(replace(ready(), is_paying=True).reason) == "The buyer is paying."
