"""How a shop's request went, in a sentence: judged on what the real emulator answers."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

from apay_console.emulator.watching import Seen
from apay_console.emulator.wire import Asked
from apay_console.errors import say
from apay_console.model.exchange import FROM_SHOP, Answered, Exchange, Outcome, Sent
from apay_console.model.verdicts.verdict import Verdict, verdict
from tests.emulator.money import pay
from tests.emulator.shop import NOW, Till, everything, minimum, open_till


@pytest.fixture
def till(private_key: RSAPrivateKey) -> Till:
    return open_till(private_key)


def exchange_of(seen: Seen, **more: Any) -> Exchange:
    """What a shop's request and its answer look like in the history."""
    version = "v1" if "/v1/" in seen.asked.target else "v2"
    route = seen.route
    return Exchange(
        operation=route.operation.name if route else "signed_call",
        version=version,
        sent=Sent(seen.asked.method, f"http://127.0.0.1:8098{seen.asked.target}",
                  seen.asked.headers, seen.asked.body),
        answered=Answered(seen.answer.status, seen.answer.headers, seen.answer.body),
        outcome=Outcome.APPLIED if seen.answer.status < 400 else Outcome.REJECTED,
        started_at=seen.started,
        took_ms=1.0,
        profile_id=FROM_SHOP,
        **more,
    )  # fmt: skip


def judged(till: Till, asked: Asked, **more: Any) -> Verdict:
    """Let the emulator answer, and judge."""
    told: list[Seen] = []
    till.emulator.watched = told.append
    till.emulator.handle(asked)
    return verdict(exchange_of(told[-1], **more))


def create(till: Till, body: Any = None, version: str = "v2", **extra: str) -> Asked:
    given = minimum(version) if body is None else body
    extra = {"x_amz_pay_idempotency_key": till.shop.key(), **extra}
    return till.shop.ask("POST", f"/{version}/checkoutSessions", given, **extra)


def with_header(asked: Asked, name: str, value: str | None) -> Asked:
    rest = tuple(pair for pair in asked.headers if pair[0] != name)
    return replace(asked, headers=rest if value is None else (*rest, (name, value)))


def said(found: Verdict) -> str:
    return str(found.sentence)


def test_what_works_says_so(till: Till) -> None:
    found = judged(till, create(till))
    assert said(found) == "Signature right, 201."
    assert (found.tone, found.change) == ("ok", None)


# --- each refusal of the gate ---------------------------------------------------------------------


def test_a_key_id_that_is_not_known(till: Till) -> None:
    till.shop.key_id = "SANDBOX-NOBODYS"
    found = judged(till, create(till))
    assert said(found) == "The key id SANDBOX-NOBODYS is not known here."
    assert "give the emulator your public key" in str(found.change)


def test_a_wrong_region(till: Till) -> None:
    found = judged(till, with_header(create(till), "x-amz-pay-region", "uk"))
    assert said(found) == "Wrong region: “uk”."
    found = judged(till, with_header(create(till), "x-amz-pay-region", "eu"))
    assert said(found) == "Wrong region: pay-api.amazon.com does not serve region eu."
    assert "pay-api.amazon.eu" in str(found.change)


@pytest.mark.parametrize(
    ("late", "words"),
    [(-3600, "The request is 60 min old."), (600, "The clock of your shop is 10 min ahead.")],
)
def test_a_clock_that_is_wrong(till: Till, late: float, words: str) -> None:
    till.clock.now = NOW + late
    asked = create(till)
    till.clock.now = NOW
    assert said(judged(till, asked)) == words


def test_a_date_that_cannot_be_read(till: Till) -> None:
    found = judged(till, with_header(create(till), "x-amz-pay-date", "yesterday"))
    assert said(found) == "The date “yesterday” cannot be read."
    assert "20250610T083000Z" in str(found.change)


def test_a_signature_that_is_wrong_with_and_without_a_reason(till: Till) -> None:
    asked = replace(create(till), body=b"{}")
    assert said(judged(till, asked)).startswith("Signature wrong. Compare the canonical request")
    reason = say("The body was written anew after signing.")
    found = judged(till, asked, reason=reason)
    assert said(found) == "Signature wrong. The body was written anew after signing."
    assert "signing String" in found.words
    assert str(found.change).startswith("Compare the canonical request")
    found = judged(till, asked, reason=say("The body was written anew.", line=12, signed=""))
    assert str(found.change) == "Let line 12 of the canonical request be the same on both sides."


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("authorization", None, "Not signed: there is no header authorization."),
        ("x-amz-pay-date", None, "The header x-amz-pay-date is missing."),
        ("accept", "", "The header accept is empty."),
        ("x-amz-pay-idempotency-key", None, "Signature wrong."),
        ("host", "shop.example", "The header host names another machine: “shop.example”."),
        ("origin", "https://shop.example", "A web page of another origin asked, not a server."),
        ("content-type", "text/plain", "The header content-type is “text/plain”, not application"),
        ("accept", "text/html", "The header accept is “text/html”, not application/json."),
        ("authorization", "Bearer x", "The header authorization cannot be read."),
        ("x-amz-pay-authorization", "x", None),
    ],
)
def test_a_header_that_is_missing_or_wrong(
    till: Till, name: str, value: str | None, words: str | None
) -> None:
    found = judged(till, with_header(create(till), name, value))
    assert said(found).startswith(words or "Two headers carry a signature.")


def test_a_header_that_is_sent_twice(till: Till) -> None:
    asked = create(till)
    twice = replace(asked, headers=(*asked.headers, ("x-amz-pay-region", "na")))
    assert said(judged(till, twice)) == "The header x-amz-pay-region was sent twice."


def test_an_idempotency_key_that_is_missing_or_of_a_wrong_form(till: Till) -> None:
    asked = till.shop.ask("POST", "/v2/checkoutSessions", minimum("v2"))
    assert said(judged(till, asked)) == "The idempotency key is missing."
    found = judged(till, create(till, x_amz_pay_idempotency_key="a" * 33))
    assert said(found).startswith(f"The idempotency key “{'a' * 33}” has a wrong form")


# --- refusals behind the gate ---------------------------------------------------------------------


def test_a_field_in_the_other_versions_spelling(till: Till) -> None:
    body = minimum("v1") | {"paymentDetails": {"paymentIntent": "Authorize"}}
    found = judged(till, create(till, body, "v1"))
    assert "paymentDetails" in said(found)
    assert said(found).startswith("Sent “paymentDetails")
    assert " to v1: in v1 it is “paymentDetail" in said(found)
    assert "Rename it to “paymentDetail" in str(found.change)


def test_a_field_that_nobody_knows(till: Till) -> None:
    found = judged(till, create(till, minimum("v2") | {"colour": "blue"}))
    assert said(found) == "v2 does not know “colour” in this request."


def test_a_bad_amount(till: Till) -> None:
    number = till.new()
    asked = till.shop.ask("PATCH", f"/v2/checkoutSessions/{number}", everything("v2", "19,99"))
    found = judged(till, asked)
    assert said(found).startswith("Bad amount: “19,99” for ")
    assert "like 19.99" in str(found.change)


def test_a_body_that_cannot_be_read(till: Till) -> None:
    assert said(judged(till, create(till, b"{"))).startswith("The body cannot be read: ")


def test_a_value_that_is_missing(till: Till) -> None:
    found = judged(till, create(till, {"webCheckoutDetails": minimum("v2")["webCheckoutDetails"]}))
    assert said(found) == "storeId is missing in the body."


PRICE = {"chargeAmount": {"amount": "48.90", "currencyCode": "USD"}}


def paid(till: Till) -> str:
    number = till.ready()
    pay(till, number)
    return number


def finishing(till: Till, number: str, how: str = "complete") -> Asked:
    return till.shop.ask("POST", f"/v2/checkoutSessions/{number}/{how}", PRICE)


def test_a_state_that_does_not_take_it(till: Till) -> None:
    number = paid(till)
    till.emulator.handle(finishing(till, number))
    found = judged(till, finishing(till, number))
    assert said(found) == "Not in this state: the checkout session is Completed."
    assert str(found.change) == "Complete session is taken while the state is Open."


def test_a_buyer_who_has_not_paid_is_sent_to_the_page(till: Till) -> None:
    found = judged(till, finishing(till, till.ready()))
    assert said(found) == "The buyer has not paid yet."
    assert "amazonPayRedirectUrl" in str(found.change)


def test_a_session_that_lacks_something_is_not_finished(till: Till) -> None:
    path = f"/v2/checkoutSessions/{till.new()}/finalize"
    found = judged(till, till.shop.ask("POST", path, {**PRICE, "paymentIntent": "Authorize"}))
    assert said(found) == "The session is not ready: BuyerNotAssociated."


def test_a_session_that_was_paid_is_changed_no_more(till: Till) -> None:
    path, body = f"/v2/checkoutSessions/{paid(till)}", {"platformId": "A1"}
    found = judged(till, till.shop.ask("PATCH", path, body))
    assert said(found) == "The buyer has paid: the session can be changed no more."


def test_v1_needs_no_complete(private_key: RSAPrivateKey) -> None:
    till = open_till(private_key, version="v1")
    found = judged(till, finishing(till, till.ready()))
    assert said(found).startswith("A session of v1 needs no Complete")


@pytest.mark.parametrize(
    ("method", "path", "words"),
    [
        ("GET", "/v2/none", "There is no such path: /v2/none."),
        ("GET", "/v2/charges/S01-1", "There is no such object here: /v2/charges/S01-1."),
        ("PUT", "/v2/charges/S01-1", "PUT is not supported at this path."),
        ("GET", "/v1/buyers/x", "“Get buyer” is not there in v1."),
        ("GET", "/v3/charges/x", "There is no API version “v3”."),
    ],
)
def test_a_wrong_place(till: Till, method: str, path: str, words: str) -> None:
    assert said(judged(till, till.shop.ask(method, path))) == words


def test_a_key_that_was_used_before(till: Till) -> None:
    till.emulator.handle(create(till, x_amz_pay_idempotency_key="same"))
    body = minimum("v2") | {"merchantMetadata": {"merchantReferenceId": "2"}}
    found = judged(till, create(till, body, x_amz_pay_idempotency_key="same"))
    assert said(found) == "The idempotency key was used before with another body."
