"""The log of requests: a line each, with what to change, and nothing of any buyer."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

from apay_console.emulator.request_log import RequestLog
from tests.emulator.orders import control
from tests.emulator.shop import Till, minimum, open_till


@pytest.fixture
def till(private_key: RSAPrivateKey) -> Till:
    """A shop whose requests are logged."""
    made = open_till(private_key)
    made.emulator.watched = RequestLog(made.emulator).take
    return made


def line(till: Till) -> str:
    return till.emulator.journal.requests[-1].text


def test_what_went_well_is_said_in_few_words(till: Till) -> None:
    number = till.new()
    assert line(till).startswith("POST /sandbox/v2/checkoutSessions 2")
    till.get(number)
    assert line(till) == f"GET /sandbox/v2/checkoutSessions/{number} 200"


def test_a_refusal_says_what_to_change(till: Till) -> None:
    till.update(till.new(), {"webCheckoutDetail": {}})
    assert "400 UnrecognizedField: " in line(till)
    assert line(till).endswith("Rename it to “webCheckoutDetails”, or call the other version.")


def test_a_wrong_signature_is_explained(till: Till) -> None:
    asked = till.shop.ask("POST", "/v2/checkoutSessions", minimum("v2"))
    till.emulator.handle(replace(asked, body=b" " + asked.body))
    assert "403 InvalidRequestSignature: Signature wrong. The body was written anew" in line(till)


def test_a_fault_is_named_as_one(till: Till) -> None:
    control(till, "faults", {"kind": "drop_after"})
    till.create()
    assert line(till).endswith("with the same idempotency key and the same body.")


BAD = [
    {"storeId": 5, "deliverySpecifications": "Harbor"},
    {"webCheckoutDetails": {"checkoutReviewReturnUrl": "Harbor"}},
    {"paymentDetails": {"chargeAmount": {"amount": "Harbor", "currencyCode": "USD"}}},
    {"paymentDetails": {"paymentIntent": "Harbor"}},
    {"merchantMetadata": {"noteToBuyer": "Harbor" * 99}},
]


@pytest.mark.parametrize("body", BAD)
def test_no_value_of_a_body_is_repeated(till: Till, body: dict[str, Any]) -> None:
    till.create({**minimum("v2"), **body})
    assert " 400 " in line(till)
    assert "Harbor" not in line(till)


def test_a_wrong_header_is_quoted(till: Till) -> None:
    asked = till.shop.ask("GET", "/v2/checkoutSessions/x")
    pairs = [(name, "eu" if name.endswith("region") else value) for name, value in asked.headers]
    till.emulator.handle(replace(asked, headers=tuple(pairs)))
    assert "Wrong region: pay-api.amazon.com does not serve region eu." in line(till)


def test_a_buyers_token_is_left_out(till: Till) -> None:
    till.send("GET", "buyers/secret0token")
    assert line(till).startswith("GET /sandbox/v2/buyers/… 404 ResourceNotFound: ")
    assert "secret0token" not in line(till)


def test_no_sign_reaches_a_terminal_that_it_obeys(till: Till) -> None:
    asked = till.shop.ask("GET", "/v2/checkoutSessions/x")
    till.emulator.handle(replace(asked, target="/v2/\x9b2J\x1b[2J"))
    assert line(till).isprintable()
    assert "<U+009B>2J<U+001B>[2J" in line(till)
