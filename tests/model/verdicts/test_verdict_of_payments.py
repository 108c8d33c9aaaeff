"""Refusals that are about money, repeats and states: the sentence, and what to change."""

from __future__ import annotations

from dataclasses import replace

import pytest

from apay_console.model.exchange import Exchange, Sent
from apay_console.model.verdicts.verdict import verdict
from tests.exchanges import refused

WHY = "A charge permission takes 25 charges."


@pytest.mark.parametrize(
    ("code", "words", "sentence", "change"),
    [
        ("AmountMismatch", "The chargeAmount differs from the session's.",
         "chargeAmount is not that of the checkout session.",
         "Complete with exactly the amount of the session; update the session first."),
        ("CheckoutSessionCanceled", "It is canceled.",
         "The checkout session is canceled.", "Begin a new checkout session."),
        ("TransactionAmountExceeded", WHY, "More than what is left.", WHY),
        ("TransactionCountExceeded", WHY, "Too many charges.", WHY),
        ("PeriodicAmountExceeded", WHY, "More than a month may be charged.", WHY),
        ("CurrencyMismatch", WHY, "The currencies differ.", WHY),
    ],
)  # fmt: skip
def test_money_that_may_not_pass(code: str, words: str, sentence: str, change: str) -> None:
    found = verdict(refused(422, code, words, name="create_charge", version="v2"))
    assert (found.tone, str(found.sentence), str(found.change)) == ("err", sentence, change)
    assert found.words == words


@pytest.mark.parametrize(
    ("code", "name", "what"),
    [
        ("ChargePermissionNotModifiable", "update_permission", "charge permission"),
        ("InvalidChargePermissionStatus", "create_charge", "charge permission"),
        ("InvalidChargeStatus", "capture_charge", "charge"),
    ],
)
def test_a_state_that_does_not_allow_it_is_named_with_those_that_do(
    code: str, name: str, what: str
) -> None:
    words = f"The operation is not allowed while the {what} is Closed."
    found = verdict(refused(422, code, words, name=name, version="v2"))
    assert str(found.sentence) == f"Not in this state: the {what} is Closed."
    assert "is taken while the state is" in str(found.change)


def dated(date: str, name: str = "X-Amz-Pay-Date") -> Exchange:
    exchange = refused(400, "InvalidHeaderValue", "The header x-amz-pay-date is older.")
    sent = exchange.sent
    return replace(exchange, sent=Sent(sent.method, sent.url, ((name, date),), sent.body))


@pytest.mark.parametrize("date", ["20250610T075512Z", "2025-06-10T07:55:12Z"])
def test_the_age_of_a_request_is_read_in_both_spellings_of_date_and_header(date: str) -> None:
    assert str(verdict(dated(date)).sentence) == "The request is 20 min old."


def test_a_value_without_end_is_cut() -> None:
    words = "The header x-amz-pay-region must be na, eu or jp."
    exchange = refused(400, "InvalidHeaderValue", words)
    sent = replace(exchange.sent, headers=(("x-amz-pay-region", "y" * 500),))
    assert len(str(verdict(replace(exchange, sent=sent)).sentence)) < 120
