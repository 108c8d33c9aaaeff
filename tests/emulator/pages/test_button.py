"""A click on a shop's button begins a session only with exactly what the merchant signed."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

from apay_console import signing
from apay_console.emulator.front import Front
from apay_console.emulator.wire import Answer
from tests.emulator.browsing import Browser, document
from tests.emulator.shop import KEY_ID, REVIEW, Till, minimum

V2 = "AMZN-PAY-RSASSA-PSS-V2"
PAYLOAD = json.dumps(minimum("v2"))


@pytest.fixture
def click(till: Till, private_key: RSAPrivateKey) -> Any:
    browser = Browser(Front(till.emulator))

    def clicked(payload: str = PAYLOAD, **other: str) -> Answer:
        algorithm = other.get("algorithm") or "AMZN-PAY-RSASSA-PSS"
        query = {
            "payloadJSON": payload,
            "signature": signing.button_signature(private_key, algorithm, payload),
            "algorithm": "",
            "publicKeyId": KEY_ID,
            "productType": "PayAndShip",
            "ledgerCurrency": "USD",
            **other,
        }
        return browser.get("/checkout/start?" + urlencode(query))

    return clicked


def where(answer: Answer) -> str:
    assert answer.status == 303, answer.body
    return dict(answer.headers)["location"]


@pytest.mark.parametrize("algorithm", ["", V2])
def test_a_signed_payload_becomes_a_session_whose_buyer_signs_in(
    algorithm: str, click: Any, till: Till
) -> None:
    place = urlsplit(where(click(algorithm=algorithm)))
    [number] = parse_qs(place.query)["amazonCheckoutSessionId"]
    assert place.path == "/signin"
    found = json.loads(till.get(number).body)
    assert found["webCheckoutDetails"]["checkoutReviewReturnUrl"] == REVIEW
    assert found["statusDetails"]["state"] == "Open"


def test_the_buyer_comes_back_to_the_review_page_with_the_sessions_id(
    click: Any, till: Till
) -> None:
    browser = Browser(Front(till.emulator))
    page = browser.get(where(click()))
    back = where(_continue(browser, page))
    assert back.startswith(f"{REVIEW}?amazonCheckoutSessionId=")


def _continue(browser: Browser, page: Answer) -> Answer:
    (form,) = document(page).forms
    return browser.post(form.action, form.values | {"productType": "PayAndShip"})


@pytest.mark.parametrize(
    ("currency", "region"), [("USD", "S01"), ("EUR", "S02"), ("GBP", "S02"), ("JPY", "S03")]
)
def test_the_ledger_currency_tells_the_region(
    currency: str, region: str, click: Any, till: Till
) -> None:
    click(ledgerCurrency=currency)
    [session] = till.emulator.world.state.sessions.values()
    assert {"na": "S01", "eu": "S02", "jp": "S03"}[session.region] == region


@pytest.mark.parametrize(
    ("wrong", "status", "words"),
    [
        ({"payload": PAYLOAD, "payloadJSON": PAYLOAD + " "}, 403, "Unable to verify"),
        ({"signature": "c2ln"}, 403, "Unable to verify"),
        ({"publicKeyId": "SANDBOX-NOBODY"}, 400, "not known"),
        ({"payload": "[]"}, 400, "not a JSON object"),
        ({"payload": "{}"}, 400, "required parameter"),
    ],
)
def test_what_was_not_signed_like_this_is_refused_on_a_page_that_says_why(
    wrong: dict[str, str], status: int, words: str, click: Any, till: Till
) -> None:
    answer = click(**wrong)
    assert answer.status == status
    assert words in document(answer).text
    assert not till.emulator.world.state.sessions


def test_the_other_algorithm_is_refused(click: Any, private_key: RSAPrivateKey) -> None:
    signature = signing.button_signature(private_key, V2, PAYLOAD)
    assert click(signature=signature).status == 403


def test_the_script_loads_from_any_page(till: Till) -> None:
    answer = Browser(Front(till.emulator)).get("/checkout.js")
    assert answer.status == 200
    assert dict(answer.headers)["content-type"].startswith("text/javascript")
    assert b"amazon.Pay" in answer.body
