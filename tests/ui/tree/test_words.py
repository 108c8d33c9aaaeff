"""What a value says of itself: its text, its colour, and how a person would read it."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from apay_console.model.catalogue.checkout_session import CHECKOUT_SESSION
from apay_console.model.fields import ApiVersion
from apay_console.ui.tree.readings import distance
from apay_console.ui.tree.words import (
    Words,
    describe,
    meaning_of_reason,
    missing_paths,
    still_missing,
)

NOW = datetime(2025, 6, 10, 8, 17, 20, tzinfo=UTC).timestamp()


@pytest.mark.parametrize(
    ("value", "text", "ink"),
    [
        ("Fjord Tea", "Fjord Tea", "ok"),
        (12, "12", "warn"),
        (Decimal("19.90"), "19.90", "warn"),
        (12.5, "12.5", "warn"),
        (True, "true", "unknown"),
        (False, "false", "unknown"),
        (None, "null", "text3"),
        ([], "[0]", "text3"),
        ([1, 2], "[2]", "text3"),
        ({}, "{}", "text3"),
        ({"a": 1}, "", "text3"),
        ("", '""', "ok"),
        ("null", '"null"', "ok"),
        ("true", '"true"', "ok"),
        ("a\u202eb\n", "a<U+202E>b<U+000A>", "ok"),
    ],
    ids=repr,
)
def test_each_type_has_its_text_and_colour(value, text, ink):
    found = describe("key", value, NOW)
    assert (found.text, found.ink) == (text, ink)


@pytest.mark.parametrize(
    ("state", "ink"), [("Open", "accent"), ("Completed", "ok"), ("Canceled", "err"), ("Odd", "ok")]
)
def test_a_state_has_the_colour_of_the_state(state, ink):
    assert describe("state", state, NOW).ink == ink
    assert describe("other", state, NOW).ink == "ok"


def test_a_long_text_is_cut_at_once(qapp):
    found = describe("key", "x" * 5_000_000, NOW)
    assert (len(found.text), found.text[-1]) == (2001, "…")
    assert (found.is_cut, found.is_link, found.reading) == (True, True, "5,000,000 characters")
    assert not describe("key", "x" * 2_000, NOW).is_cut


def test_an_object_that_says_much_in_a_word_says_it():
    assert describe("a", {"amount": "19.99", "currencyCode": "USD"}, NOW).reading == "19.99 USD"
    assert describe("0", {"constraintId": "X", "description": "y"}, NOW).reading == "X"


def test_an_amount_is_read_with_the_currency_beside_it():
    money = {"amount": "19.99", "currencyCode": "USD"}
    assert describe("amount", "19.99", NOW, money).reading == "19.99 USD"
    assert describe("amount", "19.99", NOW, {"amount": "19.99"}).reading == ""
    assert describe("amount", "19.99", NOW, {"currencyCode": ["USD"]}).reading == ""
    odd = describe("amount", "1,9", NOW, money)
    assert (odd.is_odd, odd.reading) == (True, "not an amount as Amazon writes it")
    turned = describe("amount", "1", NOW, {"currencyCode": "\u202eUSD" * 50}).reading
    assert len(turned) < 200
    assert "\u202e" not in turned


@pytest.mark.parametrize(
    ("body", "code", "meaning"),
    [
        ({"checkoutSessionId": "x"}, "BuyerCanceled", "The buyer left Amazon's page"),
        ({"chargeId": "x"}, "BuyerCanceled", "The buyer canceled it"),
        ({"message": "x"}, "InvalidRequest", "Something in the request is wrong"),
        ({"chargeId": "x"}, "InvalidRequest", ""),
        ([], "Unheard", ""),
    ],
)
def test_a_reason_is_read_as_the_explanation_is_headed(body, code, meaning, qapp):
    assert meaning_of_reason(code, body) == meaning


def test_a_stamp_is_read_as_a_time_here(qapp):
    here = datetime(2025, 6, 10, 8, 15, 12, tzinfo=UTC).astimezone().strftime("%H:%M:%S")
    found = describe("at", "20250610T081512Z", NOW)
    assert found == Words("20250610T081512Z", "ok", f"{here}, 2 min ago")
    assert describe("at", "20250611T081512Z", NOW).reading.endswith(", in 23 h 57 min")
    assert describe("at", "20251399T081512Z", NOW).reading == ""


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "just now"),
        (-59, "just now"),
        (-60, "1 min ago"),
        (90, "in 1 min"),
        (-3_700, "1 h 1 min ago"),
        (-172_900, "2 days ago"),
        (86_400, "in 24 h 0 min"),
    ],
)
def test_distances_are_said_in_words(seconds, words, qapp):
    assert distance(seconds) == words


def test_constraints_lead_to_the_fields_that_clear_them():
    body = {
        "constraints": [
            {"constraintId": "ChargeAmountNotSet"},
            {"constraintId": "BuyerNotAssociated"},
            {"constraintId": "Unheard"},
            "odd",
        ]
    }
    amount = ("paymentDetail", "chargeAmount")
    assert missing_paths(body, CHECKOUT_SESSION, ApiVersion.V1) == {
        amount: amount,
        ("constraints", "0", "constraintId"): amount,
    }
    assert ("paymentDetails", "chargeAmount") in missing_paths(
        body, CHECKOUT_SESSION, ApiVersion.V2
    )
    assert still_missing(body) == "4 still missing"


@pytest.mark.parametrize("body", [None, [], "x", {}, {"constraints": None}, {"constraints": {}}])
def test_a_body_without_constraints_leads_nowhere(body, qapp):
    assert missing_paths(body, CHECKOUT_SESSION, ApiVersion.V1) == {}
    assert still_missing(body) == ""
