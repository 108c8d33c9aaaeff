"""A check says what is so in this very sale, and what cannot be told."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from apay_console.model.draft import Draft
from apay_console.model.exchange import Exchange, Sent
from apay_console.model.fields import ApiVersion
from apay_console.model.profile import Environment, Region
from apay_console.presenters.sale.state.sale_state import SaleState
from apay_console.presenters.why.explained import explain
from apay_console.presenters.why.rules.table import RULES, judge
from tests.exchanges import answered, refused, sent
from tests.sale_parts import AMOUNT, INTENT, MISSING, RESULT, begun, opened, ready
from tests.ui.later_states import CHARGE_ID, charge, followed

HASH = "9c" * 32
OURS = f"AMZN-PAY-RSASSA-PSS-V2\n{HASH}"
QUOTES = "Unable to verify signature, signing String [AMZN-PAY-RSASSA-PSS-V2\n{}], signature [x]"


def after(exchange: Exchange, state: SaleState | None = None) -> SaleState:
    found = state or opened(missing=MISSING)
    return replace(found, exchanges=(exchange, *found.exchanges), exchange=exchange)


def asked(url: str, **values: Any) -> Exchange:
    found = refused(404, "ResourceNotFound", name="get_charge", **values)
    return replace(found, sent=Sent("GET", f"https://pay-api.amazon.com/v2/charges/{url}", ()))


def of(environment: Environment, key_id: str) -> SaleState:
    state = opened(missing=MISSING)
    profile = replace(state.profile, environment=environment, public_key_id=key_id)
    return replace(state, profile=profile)


def typed(**texts: str) -> SaleState:
    names = {"amount": AMOUNT.name, "intent": INTENT.name, "result": RESULT.name,
             "wait": "paymentDetails.canHandlePendingAuthorization"}  # fmt: skip
    draft = Draft({names[name]: text for name, text in texts.items()})
    return replace(opened(missing=MISSING), draft=draft)


V2 = ApiVersion.V2


def by_hand(text: str) -> SaleState:
    return replace(ready(), draft=Draft(by_hand=text))


SAME = after(refused(403, "InvalidRequestSignature", QUOTES.format(HASH), string_to_sign=OURS))
OTHER = after(refused(403, "InvalidRequestSignature", QUOTES.format("0" * 64), string_to_sign=OURS))
LATE = ("Date", "Tue, 10 Jun 2025 09:15:12 GMT")
EARLY = ("Date", "Tue, 10 Jun 2025 07:15:12 GMT")
RIGHT = ("Date", "Tue, 10 Jun 2025 08:15:12 GMT")


@pytest.mark.parametrize(
    ("rule", "state", "verdict"),
    [
        ("environment", of(Environment.SANDBOX, "SANDBOX-AG"), "fine"),
        ("environment", of(Environment.LIVE, "SANDBOX-AG"), "here"),
        ("environment", of(Environment.LIVE, "AG6KZ5VFXNQ3JPTM"), "open"),
        ("environment", after(asked("P01-1234567-1234567-C123456")), "here"),
        ("region", after(asked("S02-1234567-1234567-C123456")), "here"),
        ("region", after(asked("S01-1234567-1234567-C123456")), "fine"),
        ("region", opened(missing=MISSING), "open"),
        ("prefix", after(asked("S03-1234567-1234567-C123456")), "here"),
        ("prefix", after(asked("S01-1234567-1234567-C123456")), "fine"),
        ("prefix", opened(missing=MISSING), "open"),
        ("age", opened(missing=MISSING), "open"),
        ("clock", after(answered(sent(), 403, {"reasonCode": "x"}, LATE)), "here"),
        ("clock", after(answered(sent(), 403, {"reasonCode": "x"}, RIGHT)), "fine"),
        ("clock", opened(missing=MISSING), "open"),
        ("same_hash", SAME, "here"),
        ("same_hash", OTHER, "fine"),
        ("other_hash", OTHER, "here"),
        ("other_hash", SAME, "fine"),
        ("same_hash", ready(), "open"),
        ("status_4", after(refused(418, "Teapot")), "here"),
        ("status_5", after(refused(418, "Teapot")), "fine"),
        ("foreign_keys", after(refused(400, "X", body={"paymentDetails": {}})), "here"),
        ("foreign_keys", after(refused(400, "X", body={"paymentDetail": {}})), "fine"),
        ("foreign_keys", after(refused(400, "X", body=b"{")), "open"),
        ("key_fits", after(refused(400, "X", idempotency_key="0" * 32)), "fine"),
        ("key_fits", after(refused(400, "X", idempotency_key="0" * 36)), "here"),
        ("buyer", opened(missing=("BuyerNotAssociated",)), "here"),
        ("buyer", opened(missing=MISSING), "fine"),
        ("has_amount", opened(missing=MISSING), "here"),
        ("has_amount", ready(), "fine"),
        ("nothing_missing", ready(), "fine"),
        ("nothing_missing", opened(missing=MISSING), "here"),
        ("open", ready(), "fine"),
        ("open", begun(), "open"),
        ("completed", ready(), "fine"),
        ("pending", followed(charge("AuthorizationInitiated"), shown=CHARGE_ID), "here"),
        ("pending", followed(charge(), shown=CHARGE_ID), "fine"),
        ("amount", typed(amount="1,000.00"), "here"),
        ("amount", typed(amount="19.99 USD"), "fine"),
        ("https", typed(result="http://shop.example/"), "here"),
        ("https", typed(result="https://shop.example/"), "fine"),
        ("captures", typed(intent="AuthorizeWithCapture"), "fine"),
        ("captures", typed(intent="Authorize"), "here"),
        ("pending_with_capture", typed(intent="AuthorizeWithCapture", wait="true"), "here"),
        ("pending_with_capture", typed(intent="Authorize", wait="true"), "fine"),
        ("can_wait", typed(wait="true"), "fine"),
        ("unsent", typed(amount="19.99 USD"), "here"),
        ("problems", typed(amount="1,000.00"), "here"),
        ("json", replace(ready(), draft=Draft(by_hand="{")), "here"),
        ("empty_lists", replace(ready(), draft=Draft(by_hand='{"US": []}')), "here"),
        ("unresolved", replace(ready(), unresolved=True), "here"),
        ("paying", replace(ready(), is_paying=True), "here"),
        ("is_v1", opened(missing=MISSING), "here"),
        ("is_v2", opened(missing=MISSING), "here"),
        ("has_id", begun(), "here"),
    ],
)
def test_a_rule_judges_by_the_sale(rule: str, state: SaleState, verdict: str) -> None:
    found = judge(rule, state)
    assert found is not None
    assert found.verdict == verdict


def ended(state: str, reason: str | None = None) -> SaleState:
    found = {"statusDetails.state": state, "statusDetails.reasonCode": reason}
    return opened(values={name: value for name, value in found.items() if value})


def charged(amount: str) -> SaleState:
    body = {"chargeAmount": {"amount": amount, "currencyCode": "USD"}}
    return after(refused(422, "AmountMismatch", name="complete_session", body=body), ready())


def aged(days: float) -> SaleState:
    made = opened(values={"creationTimestamp": "20250601T000000Z"})
    began = made.session.created_at if made.session else None
    assert began is not None
    return after(replace(refused(404, "X"), started_at=began + days * 86_400), made)


def by(state: SaleState, **values: Any) -> SaleState:
    return replace(state, profile=replace(state.profile, **values))


BACK = replace(ready(V2), sale=replace(ready(V2).sale, buyer_back=True))


@pytest.mark.parametrize(
    ("rule", "state", "verdict"),
    [
        ("environment", of(Environment.LIVE, "LIVE-AG"), "fine"),
        ("age", aged(29.9), "fine"),
        ("age", aged(30), "here"),
        ("clock", after(answered(sent(), 403, {"reasonCode": "x"}, EARLY)), "here"),
        ("currency", by(ready(), region=Region.NA), "fine"),
        ("currency", by(ready(), region=Region.JP), "here"),
        ("currency", begun(), "open"),
        ("store_id", by(ready(), store_id="amzn1.application-oa2-client.1"), "fine"),
        ("store_id", by(ready(), store_id=""), "here"),
        ("emulator", by(ready(), environment=Environment.EMULATOR), "open"),
        ("emulator", by(ready(), environment=Environment.LIVE), "fine"),
        ("read_only", replace(ready(), is_read_only=True), "here"),
        ("read_only", ready(), "fine"),
        ("open", ended("Canceled"), "here"),
        ("completed", ended("Completed"), "here"),
        ("canceled", ended("Canceled"), "here"),
        ("canceled", ended("Canceled", "Expired"), "here"),
        ("canceled", ended("Completed", "Expired"), "fine"),
        ("canceled", ready(), "fine"),
        ("buyer_not_back", ready(V2), "here"),
        ("buyer_not_back", BACK, "fine"),
        ("buyer_not_back", ended("Completed"), "fine"),
        ("buyer_back", ready(V2), "here"),
        ("buyer_back", BACK, "fine"),
        ("redirect", ready(), "fine"),
        ("redirect", opened(missing=MISSING), "here"),
        ("has_id", ready(), "fine"),
        ("is_v1", ready(V2), "fine"),
        ("is_v2", ready(V2), "fine"),
        ("has_result_url", opened(missing=("CheckoutResultReturnUrlNotSet",)), "here"),
        ("has_result_url", opened(missing=("ChargeAmountNotSet", "PaymentIntentNotSet")), "fine"),
        ("has_intent", opened(missing=("PaymentIntentNotSet",)), "here"),
        ("has_intent", opened(missing=("ChargeAmountNotSet",)), "fine"),
        ("has_amount", opened(missing=("PaymentIntentNotSet",)), "fine"),
        ("status_4", after(refused(503, "X")), "fine"),
        ("status_5", after(refused(503, "X")), "here"),
        ("amount_differs", charged("19.98"), "here"),
        ("amount_differs", charged("19.99"), "fine"),
        ("presentment", by_hand('{"presentmentCurrency": "EUR"}'), "here"),
        ("presentment", by_hand("{}"), "fine"),
        ("empty_lists", by_hand("{}"), "fine"),
        ("unsent", ready(), "fine"),
        ("typed", typed(amount="19.99 USD"), "fine"),
        ("typed", ready(), "here"),
        ("problems", ready(), "fine"),
        ("json", by_hand("{}"), "fine"),
        ("can_wait", typed(amount="19.99 USD"), "here"),
        ("pending_with_capture", typed(intent="AuthorizeWithCapture"), "fine"),
        ("unresolved", ready(), "fine"),
        ("paying", ready(), "fine"),
    ],
)
def test_a_rule_judges_the_other_way_where_the_sale_is_otherwise(
    rule: str, state: SaleState, verdict: str
) -> None:
    found = judge(rule, state)
    assert found is not None
    assert found.verdict == verdict


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("state", [begun(), opened(missing=MISSING), ready(ApiVersion.V2), SAME])
def test_no_rule_fails_in_any_sale(rule: str, state: SaleState) -> None:
    found = judge(rule, state)
    assert found is not None
    assert str(found.words)


def test_another_region_of_the_profile_turns_the_finding_round() -> None:
    state = after(asked("S02-1234567-1234567-C123456"))
    found = judge("region", replace(state, profile=replace(state.profile, region=Region.EU)))
    assert found is not None
    assert found.verdict == "fine"


def test_without_a_sale_nothing_is_judged() -> None:
    found = explain("error.ResourceNotFound", None)
    assert [one.finding for one in found.checks] == [None] * len(found.checks)


def test_what_amazon_asks_first_for_a_404_is_asked_in_that_order() -> None:
    found = explain("error.ResourceNotFound", None)
    rules = [one.check.rule for one in found.checks if one.check.rule]
    assert rules == ["environment", "region", "prefix", "age"]
