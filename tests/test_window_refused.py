"""What the server refuses or answers wrongly, in the whole window."""

from __future__ import annotations

import json

import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key

from apay_console.model.json_text import write
from tests.api import faults
from tests.api.faults import answer, answering
from tests.fault_parts import in_place_of_amazon, send_through, shop
from tests.sale_parts import AMOUNT, session_body
from tests.window_parts import quick
from tests.window_parts import shop as window

__all__ = ["quick", "shop", "window"]

ZEROS = "0" * 64


def refusing(status: int, code: str, words: str = "") -> faults.Behaviour:
    return answering(status, json.dumps({"reasonCode": code, "message": words}))


def test_a_signature_that_the_server_read_alike_points_at_key_and_region(shop):
    shop.parts.console.host.key = generate_private_key(public_exponent=65537, key_size=2048)
    shop.send()
    assert shop.exchanges[-1] == "update_session 403"
    assert "could not verify the signature; nothing changed" in shop.notice
    assert "check key, key id, region or algorithm" in shop.notice
    shop.run("signature")
    page = shop.window.page.answer.signature
    assert "Amazon's hash is the same: it read the request as we did." in _headings(page)
    assert shop.text(AMOUNT) == "19.99 USD"


def test_a_signature_that_the_server_read_otherwise_was_changed_on_the_way(shop):
    words = f"Unable to verify signature, signing String [AMZN-PAY-RSASSA-PSS-V2\n{ZEROS}]"
    send_through(shop, refusing(403, "InvalidRequestSignature", words))
    assert "the request changed on the way" in shop.notice
    shop.run("signature")
    page = shop.window.page.answer.signature
    assert "Amazon's hash is another: the request changed on the way." in _headings(page)


def _headings(page) -> list[str]:
    from apay_console.ui.parts.text import PlainLabel

    return [label.text() for label in page.findChildren(PlainLabel)]


@pytest.mark.parametrize(
    ("status", "code", "says"),
    [
        (404, "ResourceNotFound", "has no such session here"),
        (400, "InvalidParameterValue", "does not accept a value"),
        (400, "UnrecognizedField", "does not know a field"),
        (400, "InvalidHeaderValue", "refused a header"),
        (401, "UnauthorizedAccess", "does not let this merchant"),
        (400, "DuplicateIdempotencyKey", "was used before"),
        (400, "InvalidRequest", "refused it (400 InvalidRequest)"),
    ],
)
def test_a_refusal_is_said_in_our_words_and_blocks_nothing(status, code, says, shop):
    send_through(shop, refusing(status, code, "Amazon's <b>own</b> words"))
    assert says in shop.notice
    assert "Amazon's <b>own</b> words" in shop.said
    assert not shop.state.unresolved
    assert shop.window.commands["act"].isEnabled()


@pytest.mark.parametrize(
    ("status", "code"),
    [
        (408, "RequestTimeout"),
        (409, "ConflictingOperation"),
        (429, "TooManyRequests"),
        (400, "New"),
    ],
)
def test_p16_an_answer_that_may_have_counted_holds_back_the_next_press(status, code, shop):
    send_through(shop, refusing(status, code, "Amazon's own words"))
    assert f"{status} {code}, which does not say what became of the request" in shop.notice
    assert shop.state.unresolved
    assert not shop.window.commands["act"].isEnabled()
    assert shop.window.commands["check"].isEnabled()


def test_a_session_that_takes_no_more_is_read_by_itself(shop):
    body = write(session_body(values={"statusDetails.state": "Completed"}))

    def ended(visit: faults.Visit) -> None:
        refused = {"reasonCode": "InvalidCheckoutSessionStatus", "message": "no"}
        is_read = visit.request.startswith(b"GET")
        visit.say(answer(200, body) if is_read else answer(422, json.dumps(refused)))

    with in_place_of_amazon(shop, ended):
        shop.send()
    assert shop.exchanges[-2:] == ["update_session 422", "get_session 200"]
    assert "so it takes no more changes. The payment stands." in shop.notice
    assert shop.window.page.request.primary.text() == "New with these values"
    assert shop.text(AMOUNT) == "19.99 USD"


@pytest.mark.parametrize(
    "body",
    [
        {"reasonCode": 123, "message": {"a": 1}},
        {"reasonCode": None},
        [],
        "no",
        {"reasonCode": "x" * 100_000, "message": "y" * 100_000},
    ],
)
def test_b100_refusals_of_wrong_types_are_taken_as_they_are(body, shop):
    send_through(shop, answering(400, json.dumps(body)))
    assert shop.notice
    assert len(shop.notice) < 1_000
    assert shop.window.width() == 1440


@pytest.mark.parametrize(
    "values",
    [
        {"webCheckoutDetails.amazonPayRedirectUrl": ["a"]},
        {"webCheckoutDetails.amazonPayRedirectUrl": 7},
        {"paymentDetails.chargeAmount": "1.00"},
        {"paymentDetails.chargeAmount": {"amount": 1.00000000000000000001, "currencyCode": None}},
        {"expirationTimestamp": "20261124T000000Z", "creationTimestamp": 9999},
        {"statusDetails.state": None},
        {"constraints": "none"},
        {"constraints": [None, 1, {"constraintId": 7}]},
        {"buyer.name": {"a": 1}},
        {"merchantMetadata.noteToBuyer": ["x"]},
    ],
)
def test_b100_an_answer_of_wrong_types_is_shown_as_it_came(values, shop):
    named = {"checkoutSessionId": shop.state.sale.session_id}
    with in_place_of_amazon(shop, answering(200, write(session_body(values=named | values)))):
        shop.run("get")
    assert shop.exchanges[-1] == "get_session 200"
    assert shop.window.page.answer.tree.tree.isVisible()
    shop.run("get")
    assert shop.needs[0] == "✓ ChargeAmountNotSet"


def test_an_answer_about_another_session_does_not_change_what_is_asked_next(shop):
    mine = shop.state.sale.session_id
    with in_place_of_amazon(shop, answering(200, write(session_body()))):
        shop.run("get")
    assert shop.state.sale.session_id == mine
    shop.run("get")
    assert shop.state.session.id == mine


def test_p25_an_answer_of_seven_megabytes_leaves_the_window_usable(shop):
    body = session_body() | {"tea": ["x" * 76] * 90_000}
    with in_place_of_amazon(shop, answering(200, write(body))):
        shop.run("get")
    assert shop.exchanges[-1] == "get_session 200"
    shop.enter(AMOUNT, "5")
    assert shop.text(AMOUNT) == "5 USD"
