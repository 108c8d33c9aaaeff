"""Strict refuses what Amazon would, with the reason; lenient lets it pass and says so."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from apay_console.emulator import strictness
from apay_console.emulator.strictness import RULES, Level, Rule
from apay_console.emulator.wire import Answer
from tests.emulator.shop import REVIEW, STORE, Till, code, minimum, read

Ask = Callable[[Till], Answer]
PRICE = {"amount": "48.90", "currencyCode": "USD"}


def creating(**more: Any) -> Ask:
    return lambda till: till.create(minimum("v2") | more)


def updating(body: Any) -> Ask:
    return lambda till: till.update(till.new(), body)


def _live_http(till: Till) -> Answer:
    till.environment = "/live"
    return till.create(minimum("v2"))


def sent(method: str, **headers: str) -> Ask:
    def ask(till: Till) -> Answer:
        return till.send(method, f"checkoutSessions/{till.new()}", {}, **headers)

    return ask


ASKED: dict[Rule, Ask] = {
    strictness.OTHER_SPELLING: updating({"paymentDetail": {"paymentIntent": "Confirm"}}),
    strictness.UNKNOWN_FIELD: updating({"teapot": 1}),
    strictness.NOT_NOW: updating({"storeId": STORE}),
    strictness.PRESENTMENT: updating({"paymentDetails": {"presentmentCurrency": "USD"}}),
    strictness.DESCRIPTOR: updating(
        {"paymentDetails": {"paymentIntent": "Authorize", "softDescriptor": "TEA"}}
    ),
    strictness.NO_KEY: lambda till: till.send("POST", "checkoutSessions", minimum("v2")),
    strictness.MEDIA: sent("PATCH", accept="*/*"),
    strictness.FOREIGN_HOST: sent("PATCH", x_amz_pay_host="pay-api.amazon.eu"),
    strictness.PLAIN_HTTP: _live_http,
    strictness.EMPTY_LIST: creating(
        deliverySpecifications={"addressRestrictions": {"type": "Allowed", "restrictions": []}}
    ),
    strictness.DELIVERY_VALUE: creating(
        deliverySpecifications={"specialRestrictions": ["RestrictIslands"]}
    ),
    strictness.GIVEN_ADDRESS: creating(
        addressDetails={
            "name": "Mara Lindqvist",
            "addressLine1": "12 Harbor Loop",
            "city": "Portland",
            "stateOrRegion": "OR",
            "postalCode": "97201",
            "countryCode": "us",
            "phoneNumber": "0",
        }
    ),
}


def notes(till: Till) -> list[str]:
    return [note.text for note in till.emulator.journal.notes if note.text.startswith("lenient")]


def test_every_rule_is_tried_here() -> None:
    assert set(ASKED) == set(RULES)
    assert len({rule.name for rule in RULES}) == len(RULES)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_strict_refuses_and_gives_its_reason(till: Till, rule: Rule) -> None:
    answer = ASKED[rule](till)
    assert code(answer) == rule.strict
    spelled = "In v2 it is spelled 'paymentDetails'."
    expected = spelled if rule is strictness.OTHER_SPELLING else rule.reason
    assert expected in read(answer)["message"]
    assert notes(till) == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_lenient_lets_it_pass_and_notes_the_reason(till: Till, rule: Rule) -> None:
    till.emulator.settings.strictness.level = Level.LENIENT
    assert ASKED[rule](till).status in {200, 201}
    assert any(rule.reason in note and rule.lenient in note for note in notes(till))


@pytest.mark.parametrize("version", ["v1", "v2"])
def test_lenient_takes_the_other_version_s_spelling_for_its_own(
    tills: Callable[..., Till], version: str
) -> None:
    till = tills(version=version)
    till.emulator.settings.strictness.level = Level.LENIENT
    wrong, right = ("paymentDetails", "paymentDetail")[:: 1 if version == "v1" else -1]
    web = "webCheckoutDetails" if version == "v1" else "webCheckoutDetail"
    number = till.new({"storeId": STORE, web: {"checkoutReviewReturnUrl": REVIEW}})
    body = {wrong: {"chargeAmount": PRICE, "paymentIntent": "Confirm", "teapot": 1}}
    found = read(till.update(number, body))[right]
    assert (found["chargeAmount"], found["paymentIntent"]) == (PRICE, "Confirm")


def test_the_right_spelling_counts_where_both_stand(till: Till) -> None:
    till.emulator.settings.strictness.level = Level.LENIENT
    body = {
        "paymentDetail": {"paymentIntent": "Confirm"},
        "paymentDetails": {"paymentIntent": "Authorize"},
    }
    assert read(till.update(till.new(), body))["paymentDetails"]["paymentIntent"] == "Authorize"


@pytest.mark.parametrize("level", list(Level))
def test_a_signature_is_never_let_pass(till: Till, level: Level) -> None:
    till.emulator.settings.strictness.level = level
    asked = till.shop.ask("GET", "/sandbox/v2/checkoutSessions/x")
    forged = tuple(
        (name, value[:-8] + "AAAAAAA=" if name == "authorization" else value)
        for name, value in asked.headers
    )
    answer = till.emulator.handle(type(asked)(asked.method, asked.target, forged))
    assert code(answer) == "403 InvalidRequestSignature"


@pytest.mark.parametrize("level", list(Level))
def test_wrong_values_are_never_let_pass(till: Till, level: Level) -> None:
    till.emulator.settings.strictness.level = level
    body = {"paymentDetails": {"chargeAmount": {"amount": "1,000", "currencyCode": "USD"}}}
    assert code(till.update(till.new(), body)) == "400 InvalidParameterValue"


@pytest.mark.parametrize("intent", [None, "AuthorizeWithCapture"])
def test_a_descriptor_is_welcome_where_it_may_be_used(till: Till, intent: str | None) -> None:
    body = {"paymentDetails": {"paymentIntent": intent, "softDescriptor": "TEA"}}
    assert till.update(till.new(), body).status == 200


def test_v1_has_no_intent_that_a_descriptor_could_go_with(tills: Callable[..., Till]) -> None:
    till = tills(version="v1")
    body = {"paymentDetail": {"paymentIntent": "Authorize", "softDescriptor": "TEA"}}
    assert till.update(till.new(), body).status == 200


def test_two_emulators_have_a_dial_each(tills: Callable[..., Till]) -> None:
    one, two = tills(), tills()
    one.emulator.settings.strictness.level = Level.LENIENT
    assert updating({"teapot": 1})(one).status == 200
    assert updating({"teapot": 1})(two).status == 400
    assert notes(two) == []


def test_the_dial_stays_through_a_reset(till: Till) -> None:
    till.emulator.settings.strictness.level = Level.LENIENT
    till.emulator.reset()
    assert updating({"teapot": 1})(till).status == 200
