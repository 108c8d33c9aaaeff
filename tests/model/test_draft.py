"""A draft holds what differs from the session, exactly as typed, and nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apay_console.errors import Invalid
from apay_console.model import draft as drafts
from apay_console.model import json_text
from apay_console.model.catalogue.checkout_session import CHECKOUT_SESSION
from apay_console.model.draft import Draft, Scope
from apay_console.model.fields import ApiVersion, Field, When
from apay_console.model.session import Session
from apay_console.model.typed import Raw
from tests.model import examples

AMOUNT = CHECKOUT_SESSION["paymentDetails.chargeAmount"]
NOTE = CHECKOUT_SESSION["merchantMetadata.noteToBuyer"]
PENDING = CHECKOUT_SESSION["paymentDetails.canHandlePendingAuthorization"]
V1 = Scope(CHECKOUT_SESSION, ApiVersion.V1, "na")
V2 = Scope(CHECKOUT_SESSION, ApiVersion.V2, "eu")
CREATE = Scope(CHECKOUT_SESSION, ApiVersion.V2, "na", creating=True)

EMPTY = Session(examples.body_of("v1-open-missing"), ApiVersion.V1).values
FILLED = Session(examples.body_of("v1-open-ready"), ApiVersion.V1).values


def typed(row: Field, text: str, session: Mapping[Field, Any] = EMPTY) -> Draft:
    return drafts.with_text(Draft(), row, text, session)


def sent(draft: Draft, scope: Scope = V1) -> Any:
    body = drafts.body(draft, scope)
    assert body.sendable
    return json_text.read(body.text)


# The overlay


def test_what_nobody_typed_is_absent() -> None:
    assert not Draft()
    assert drafts.body(Draft(), V1).text == "{}"


def test_what_was_typed_is_sent_in_the_versions_spelling() -> None:
    draft = typed(AMOUNT, "48.90 USD")
    price = {"amount": "48.90", "currencyCode": "USD"}
    assert sent(draft) == {"paymentDetail": {"chargeAmount": price}}
    assert sent(draft, CREATE) == {"paymentDetails": {"chargeAmount": price}}


def test_a_field_emptied_is_null_only_if_the_session_has_a_value() -> None:
    assert sent(typed(NOTE, "", FILLED)) == {"merchantMetadata": {"noteToBuyer": None}}
    assert sent(typed(NOTE, "  ", FILLED)) == {"merchantMetadata": {"noteToBuyer": None}}
    assert typed(NOTE, "", EMPTY) == Draft()


@pytest.mark.parametrize(
    ("row", "text"),
    [
        (NOTE, "Two tins of green tea"),
        (NOTE, " Two tins of green tea "),
        (AMOUNT, "48.90 USD"),
        (AMOUNT, "48.90 usd"),
        (PENDING, "false"),
    ],
)
def test_a_field_set_back_to_the_sessions_value_leaves_the_draft(row: Field, text: str) -> None:
    other = drafts.with_text(Draft(), row, "true", FILLED)
    assert other
    assert not drafts.with_text(other, row, text, FILLED)


def test_json_that_says_the_same_in_other_blanks_is_no_change() -> None:
    row = CHECKOUT_SESSION["deliverySpecifications"]
    session = {row: {"specialRestrictions": ["RestrictPOBoxes"]}}
    assert not typed(row, '{ "specialRestrictions": [ "RestrictPOBoxes" ] }', session)


def test_digits_that_say_the_same_in_another_way_are_a_change() -> None:
    assert sent(typed(AMOUNT, "48.9 USD", FILLED))


def test_a_value_that_no_editor_can_show_is_replaced_or_cleared_like_any_other() -> None:
    session = {AMOUNT: {"amount": "1,0", "currencyCode": "USD"}}
    assert drafts.shown(AMOUNT, session[AMOUNT]) == ""
    assert typed(AMOUNT, "1 USD", session).typed == {AMOUNT.name: "1 USD"}
    assert typed(AMOUNT, "", session).typed == {AMOUNT.name: None}


def test_typing_on_keeps_one_entry_for_a_field() -> None:
    draft = drafts.with_text(typed(NOTE, "a"), NOTE, "b", EMPTY)
    assert draft.typed == {NOTE.name: "b"}


def test_what_cannot_be_sent_keeps_its_text_and_names_its_reason() -> None:
    draft = typed(AMOUNT, "12,50 USD")
    body = drafts.body(draft, V1)
    assert draft.typed == {AMOUNT.name: "12,50 USD"}
    assert not body.sendable
    assert str(body.problems[AMOUNT]) == "Write a point before the decimals."
    assert body.problems[AMOUNT].example == "12.50 USD"


def test_what_may_be_typed_depends_on_version_and_region() -> None:
    intent = CHECKOUT_SESSION["paymentDetails.paymentIntent"]
    draft = typed(intent, "AuthorizeWithCapture")
    assert drafts.body(draft, V2).sendable
    assert intent in drafts.body(draft, V1).problems
    assert AMOUNT in drafts.body(typed(AMOUNT, "5 USD"), Scope(*_JAPAN)).problems


_JAPAN = (CHECKOUT_SESSION, ApiVersion.V2, "jp")


@given(st.sampled_from([row for row in CHECKOUT_SESSION if row.settable]), st.text(max_size=30))
def test_any_text_is_kept_or_sent_and_undone_by_setting_back(row: Field, text: str) -> None:
    for session in (EMPTY, FILLED):
        draft = typed(row, text, session)
        drafts.body(draft, V2)
        back = drafts.shown(row, session.get(row))
        assert not drafts.with_text(draft, row, back, session)


# What may be sent now


def test_create_and_update_have_their_own_fields() -> None:
    assert {row.when for row in CREATE.fields()} == {When.CREATE, When.OPEN}
    assert {row.when for row in V2.fields()} == {When.UPDATE, When.OPEN}
    assert all(row.v1 for row in V1.fields())


def test_create_lacks_the_store_and_the_review_page_until_they_are_typed() -> None:
    missing = drafts.missing_for_create(Draft(), CREATE)
    assert [row.name for row in missing] == [
        "webCheckoutDetails.checkoutReviewReturnUrl",
        "storeId",
    ]
    assert all(isinstance(reason, Invalid) and reason.example for reason in missing.values())
    full = Draft({row.name: "x" for row in missing})
    assert drafts.missing_for_create(full, CREATE) == {}


def test_a_raw_value_is_sent_as_it_stands() -> None:
    assert sent(Draft({AMOUNT.name: Raw([1])})) == {"paymentDetail": {"chargeAmount": [1]}}


def test_a_checkout_without_a_review_page_needs_no_review_url() -> None:
    scope = Scope(CHECKOUT_SESSION, ApiVersion.V2, "na", creating=True)
    draft = Draft({"storeId": "amzn1.x", "webCheckoutDetails.checkoutMode": "ProcessOrder"})
    assert drafts.missing_for_create(draft, scope) == {}
    assert drafts.missing_for_create(Draft(), scope)
