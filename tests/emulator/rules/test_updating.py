"""Update Checkout Session merges deeply, refuses what is wrong, and then leaves no trace."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from apay_console.emulator.rules import paying
from apay_console.emulator.rules.cards import find_card
from apay_console.model.profile import Region
from tests.emulator.money import pay
from tests.emulator.shop import (
    WORDS,
    Till,
    code,
    constraint_ids,
    everything,
    first_buyer,
    minimum,
    read,
)

USD = {"amount": "48.90", "currencyCode": "USD"}


def payment(version: str, **values: Any) -> dict[str, Any]:
    return {WORDS[version][1]: values}


def test_one_field_alone_keeps_the_others(each_till: Till) -> None:
    number = each_till.new()
    each_till.update(number, payment(each_till.version, paymentIntent="Confirm"))
    answer = read(each_till.update(number, payment(each_till.version, chargeAmount=USD)))
    assert answer[WORDS[each_till.version][1]]["paymentIntent"] == "Confirm"
    assert answer[WORDS[each_till.version][1]]["chargeAmount"] == USD


def test_the_redirect_url_appears_with_the_last_missing_thing(each_till: Till) -> None:
    number = each_till.new()
    web = WORDS[each_till.version][0]
    each_till.emulator.sign_in(number, first_buyer())
    answer = each_till.update(number, everything(each_till.version))
    assert constraint_ids(answer) == []
    assert read(answer)[web]["amazonPayRedirectUrl"] == (
        f"http://localhost:8098/checkout/processing?amazonCheckoutSessionId={number}"
    )


def test_a_buyer_signing_in_shows_in_the_next_get_without_an_update(each_till: Till) -> None:
    number = each_till.new()
    each_till.update(number, everything(each_till.version))
    assert constraint_ids(each_till.get(number)) == ["BuyerNotAssociated"]
    each_till.emulator.sign_in(number, first_buyer())
    assert constraint_ids(each_till.get(number)) == []
    each_till.emulator.sign_out(number)
    assert constraint_ids(each_till.get(number)) == ["BuyerNotAssociated"]


def test_the_presentment_currency_follows_the_amount(till: Till) -> None:
    till.shop.region = Region.EU
    number = till.new()
    for currency in ("EUR", "GBP"):
        price = {"amount": "5", "currencyCode": currency}
        answer = read(till.update(number, payment("v2", chargeAmount=price)))
        assert answer["paymentDetails"]["presentmentCurrency"] == currency


def test_null_sets_a_field_back_and_its_constraint_returns(each_till: Till) -> None:
    number = each_till.ready()
    answer = each_till.update(number, payment(each_till.version, chargeAmount=None))
    assert constraint_ids(answer) == ["ChargeAmountNotSet"]
    pending = payment(each_till.version, canHandlePendingAuthorization=None)
    answer = read(each_till.update(number, pending))
    assert answer[WORDS[each_till.version][1]]["canHandlePendingAuthorization"] is False
    assert any("emulator's choice" in note.text for note in each_till.emulator.journal.notes)


def test_null_for_a_whole_block_clears_what_may_be_set_now(till: Till) -> None:
    number = till.ready()
    answer = till.update(number, {"paymentDetails": None})
    assert constraint_ids(answer) == ["ChargeAmountNotSet", "PaymentIntentNotSet"]


def test_what_a_session_cannot_be_without_stays(each_till: Till) -> None:
    number = each_till.new()
    web = {WORDS[each_till.version][0]: {"checkoutReviewReturnUrl": None}}
    assert code(each_till.update(number, web)) == "400 MissingParameterValue"


def test_an_empty_update_changes_nothing_not_even_the_time(each_till: Till) -> None:
    number = each_till.new()
    before = read(each_till.get(number))
    each_till.clock.now += 5
    answer = each_till.update(number, {})
    assert (answer.status, read(answer)) == (200, before)


def test_the_time_of_the_last_update_moves_with_each_change(till: Till) -> None:
    number = till.new()
    till.clock.now += 5
    answer = read(till.update(number, {"platformId": "A1B2C3"}))
    assert answer["statusDetails"]["lastUpdatedTimestamp"] == "20250610T085006Z"


@pytest.mark.parametrize(
    ("amount", "shown"),
    [
        ("31.505", "31.505"),
        ("1,000.00", "1,000.00"),
        ("0", "0"),
        ("-1", "-1"),
        ("1e3", "1e3"),
        (" 5", " 5"),
        ("5\n", "5\n"),
        ("٤٢", "٤٢"),
        ("", None),
        (7.7225, "7.7225"),
        (True, "True"),
        ("150000.01", "150000.01"),
    ],
)
def test_a_bad_amount_is_named_as_amazon_names_it(till: Till, amount: Any, shown: str) -> None:
    number = till.new()
    price = {"amount": amount, "currencyCode": "USD"}
    answer = till.update(number, payment("v2", chargeAmount=price))
    if shown is None:
        assert code(answer) == "400 MissingParameterValue"
    else:
        assert read(answer) == {
            "reasonCode": "InvalidParameterValue",
            "message": f"The value '{shown}' provided for 'chargeAmount.Amount' is invalid.",
        }


@pytest.mark.parametrize(("amount", "echoed"), [(50, "50"), (1.5, "1.5"), ("1.40", "1.40")])
def test_numbers_are_taken_and_come_back_as_text(till: Till, amount: Any, echoed: str) -> None:
    price = {"amount": amount, "currencyCode": "USD"}
    answer = read(till.update(till.new(), payment("v2", chargeAmount=price)))
    assert answer["paymentDetails"]["chargeAmount"]["amount"] == echoed


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (payment("v2", chargeAmount={"amount": "5"}), "400 MissingParameterValue"),
        (payment("v2", chargeAmount={"currencyCode": "USD"}), "400 MissingParameterValue"),
        (payment("v2", chargeAmount="5 USD"), "400 InvalidParameterValue"),
        (payment("v2", paymentIntent="authorize"), "400 InvalidParameterValue"),
        (payment("v2", canHandlePendingAuthorization="true"), "400 InvalidParameterValue"),
        (payment("v2", presentmentCurrency="USD"), "400 UnrecognizedField"),
        ({"storeId": "other"}, "400 UnrecognizedField"),
        ({"statusDetails": None}, "200 None"),  # an object null as a whole sets nothing
        ({"buyer": {"name": None}}, "400 UnrecognizedField"),
        ({"merchantMetadata": {"merchantStoreName": "x" * 51}}, "400 InvalidParameterValue"),
        ({"merchantMetadata": {"merchantStoreName": "x" * 50}}, "200 None"),
        (
            payment("v2", paymentIntent="AuthorizeWithCapture", canHandlePendingAuthorization=True),
            "400 InvalidParameterCombination",
        ),
        (
            payment("v2", chargeAmount=USD, totalOrderAmount={**USD, "amount": "1"}),
            "400 InvalidParameterValue",
        ),
    ],
)
def test_each_mistake_has_its_code(till: Till, body: dict[str, Any], expected: str) -> None:
    assert code(till.update(till.new(), body)) == expected


def test_currencies_of_one_order_must_agree(till: Till) -> None:
    till.shop.region = Region.EU
    prices = {
        "chargeAmount": {"amount": "5", "currencyCode": "EUR"},
        "totalOrderAmount": {"amount": "9", "currencyCode": "GBP"},
    }
    assert code(till.update(till.new(), payment("v2", **prices))) == "400 CurrencyMismatch"


def test_yen_have_no_decimals(till: Till) -> None:
    till.shop.region = Region.JP
    price = {"amount": "705.00", "currencyCode": "JPY"}
    answer = till.update(till.new(), payment("v2", chargeAmount=price))
    assert read(answer)["message"] == (
        "The value '705.00' provided for 'chargeAmount.Amount' is invalid."
    )


def test_a_refused_update_leaves_everything_as_it_was(each_till: Till) -> None:
    number = each_till.ready()
    before = read(each_till.get(number))
    version = each_till.version
    mixed = everything(version, "1.00", paymentIntent="nonsense")
    assert each_till.update(number, mixed).status == 400
    assert read(each_till.get(number)) == before


def test_v1_does_not_know_capturing_at_once(tills: Any) -> None:
    till = tills(version="v1")
    body = payment("v1", paymentIntent="AuthorizeWithCapture")
    assert code(till.update(till.new(), body)) == "400 InvalidParameterValue"


def test_an_ended_session_takes_no_update(each_till: Till) -> None:
    number = each_till.ready()
    world, session = each_till.emulator.world, each_till.emulator.session(number)
    paying.decide(world, session, paying.CANCEL, find_card("", Region.NA))
    assert code(each_till.update(number, {})) == "422 InvalidCheckoutSessionStatus"


def test_v2_takes_no_update_once_the_buyer_has_paid(till: Till) -> None:
    number = till.ready()
    session = till.emulator.session(number)
    paying.decide(till.emulator.world, session, paying.APPROVE, find_card("", Region.NA))
    assert code(till.update(number, {})) == "422 InvalidCheckoutSessionStatus"
    assert read(till.get(number))["statusDetails"]["state"] == "Open"


@pytest.mark.parametrize("change", ["region", "environment", "number"])
def test_a_session_is_nowhere_else(till: Till, change: str) -> None:
    number = till.new()
    if change == "region":
        till.shop.region = Region.JP
    elif change == "environment":
        till.environment = "/live"
    else:
        number = "3f0c7a52-9b1e-4d68-8a77-51c2e0d9b614"
    assert code(till.get(number)) == "404 ResourceNotFound"
    assert code(till.update(number, {})) == "404 ResourceNotFound"


def test_a_code_stays_until_another_one_comes(tills: Callable[..., Till]) -> None:
    till = tills(version="v1")
    number = till.ready()
    till.update(number, {}, x_amz_pay_simulation_code="Declined")
    till.update(number, {"platformId": "A1"})
    pay(till, number)
    assert read(till.get(number))["statusDetail"]["reasonCode"] == "Declined"


def test_yes_and_no_are_no_numbers(till: Till) -> None:
    number = till.new(minimum("v2") | {"chargePermissionType": "Recurring"})
    for value, expected in ((1, "200 None"), (True, "400 InvalidParameterValue")):
        body = {"recurringMetadata": {"frequency": {"unit": "Month", "value": value}}}
        assert code(till.update(number, body)) == expected
