"""What was typed while a request was under way stays, and what was sent leaves."""

from __future__ import annotations

from dataclasses import replace

import pytest

from apay_console.errors import say
from apay_console.model.draft import Draft
from apay_console.model.exchange import Exchange
from apay_console.model.fields import ApiVersion
from apay_console.model.typed import Raw
from apay_console.presenters.sale.state.steps import (
    edited,
    edited_json,
)
from tests.exchanges import answered, not_sent, refused, sent
from tests.presenters.step_parts import AMOUNT_BODY, NOTE_BODY, created, took, updated
from tests.sale_parts import (
    AMOUNT,
    MISSING,
    NOTE,
    PRICE,
    STORE_NAME,
    begun,
    opened,
    read,
    session_body,
)


def test_what_was_sent_leaves_the_draft() -> None:
    state = edited(opened(missing=MISSING), AMOUNT, " 19.99 usd ")
    after = took(state, updated(AMOUNT_BODY, {AMOUNT.name: PRICE}, MISSING[1:]))
    assert not after.draft


def test_what_was_sent_leaves_the_draft_even_if_amazon_shows_it_otherwise() -> None:
    state = edited(opened(), NOTE, "Tea")
    assert not took(state, updated(NOTE_BODY, {NOTE.name: "TEA"})).draft
    assert not took(state, updated(NOTE_BODY, {NOTE.name: None})).draft


def test_what_was_typed_while_a_request_was_under_way_stays() -> None:
    busy = replace(edited(opened(), NOTE, "Tea"), busy=say("Sending…"))
    typed = edited(edited(busy, STORE_NAME, "Fjord"), NOTE, "Green tea")
    after = took(typed, updated(NOTE_BODY, {NOTE.name: "Tea"}))
    assert after.draft == Draft({STORE_NAME.name: "Fjord", NOTE.name: "Green tea"})


def test_what_was_typed_while_the_session_was_created_stays_too() -> None:
    busy = begun(typed=Draft({NOTE.name: "Tea", "storeId": "store"}), busy=say("Creating…"))
    typed = edited(edited(busy, STORE_NAME, "Fjord"), AMOUNT, "5.00 USD")
    after = took(typed, created({"storeId": "store", **NOTE_BODY}, {NOTE.name: "Tea"}))
    assert after.draft == Draft({STORE_NAME.name: "Fjord", AMOUNT.name: "5.00 USD"})


def test_what_only_create_can_send_does_not_stay_for_an_update() -> None:
    name = "webCheckoutDetails.checkoutMode"
    busy = begun(ApiVersion.V2, Draft({"storeId": "store", name: "ProcessOrder"}))
    body = session_body(ApiVersion.V2)
    exchange = answered(sent("create_session", {"storeId": "s"}, "v2"), 201, body)
    assert not took(busy, exchange).draft


def test_json_that_was_sent_leaves_the_draft_with_its_unknown_keys() -> None:
    text = '{"merchantMetadata": {"noteToBuyer": "Tea"}, "teapot": 1}'
    state = edited_json(opened(), text)
    assert not took(state, updated(text.encode(), {NOTE.name: "Tea"})).draft


def test_json_that_was_typed_further_while_it_was_sent_stays_as_typed() -> None:
    text = '{"merchantMetadata": {"noteToBuyer": "Tea"}}'
    state = edited_json(edited_json(opened(), text), text.replace("Tea", "Teapot"))
    after = took(state, updated(text.encode(), {NOTE.name: "Tea"}))
    assert after.draft.by_hand == text.replace("Tea", "Teapot")


def test_a_field_typed_after_unknown_keys_were_sent_stays_alone() -> None:
    text = '{"merchantMetadata": {"noteToBuyer": "Tea"}, "teapot": {"a": 1}}'
    state = edited(edited_json(opened(), text), STORE_NAME, "Fjord")
    after = took(state, updated(text.encode(), {NOTE.name: "Tea"}))
    assert after.draft == Draft({STORE_NAME.name: "Fjord"})


def test_unknown_keys_that_were_not_sent_stay() -> None:
    state = edited(edited_json(opened(), '{"teapot": 1}'), NOTE, "Tea")
    assert took(state, updated(NOTE_BODY, {NOTE.name: "Tea"})).draft.extra == {"teapot": 1}


def test_clearing_a_field_is_sent_and_leaves_the_draft() -> None:
    state = edited(opened(values={NOTE.name: "Tea"}), NOTE, "")
    assert state.draft == Draft({NOTE.name: None})
    body = {"merchantMetadata": {"noteToBuyer": None}}
    assert not took(state, updated(body, {})).draft


def test_reading_takes_out_of_the_draft_what_somebody_else_set() -> None:
    state = edited(edited(opened(), NOTE, "Tea"), STORE_NAME, "Fjord")
    after = took(state, read(values={NOTE.name: "Tea"}))
    assert after.draft == Draft({STORE_NAME.name: "Fjord"})


def test_a_raw_value_that_the_session_shows_leaves_the_draft() -> None:
    state = replace(opened(), draft=Draft({NOTE.name: Raw(5), STORE_NAME.name: Raw(6)}))
    after = took(state, read(values={NOTE.name: 5}))
    assert after.draft == Draft({STORE_NAME.name: Raw(6)})


@pytest.mark.parametrize(
    "exchange",
    [
        refused(400, "InvalidParameterValue"),
        refused(403, "InvalidRequestSignature"),
        refused(422, "InvalidCheckoutSessionStatus"),
        refused(429, "TooManyRequests"),
        not_sent(),
        sent(),
        answered(sent(), 500, b""),
        answered(sent(), 200, b"[]"),
        answered(sent(), 200, {}),
    ],
    ids=lambda one: f"{one.outcome}-{one.answered and one.answered.status}",
)
def test_every_draft_is_kept_unless_it_was_applied(exchange: Exchange) -> None:
    for state in (edited(opened(), NOTE, "Tea"), edited_json(opened(), "{oops"), begun()):
        assert took(state, exchange).draft == state.draft


def test_text_that_is_no_json_stays_and_holds_up_sending() -> None:
    state = edited_json(edited(opened(), NOTE, "Tea"), '{"a": 1,}')
    assert state.draft == Draft({NOTE.name: "Tea"}, by_hand='{"a": 1,}')
    assert state.body.bad is not None
    assert not state.can_act
