"""Complete Checkout Session, and what paying makes of permission and charge in both versions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from apay_console.emulator.rules import paying
from tests.emulator.rules.completing_parts import BODY, PRICE, money, pay
from tests.emulator.shop import Till, code, everything, first_buyer, minimum, read


def test_paid_and_completed_gives_permission_and_charge(till: Till) -> None:
    number = till.ready()
    pay(till, number)
    answer = till.complete(number, BODY)
    permission, charge = money(till)
    assert charge
    assert answer.status == 200
    assert read(answer)["chargePermissionId"] == permission.id
    assert read(answer)["chargeId"] == charge.id
    assert charge.id.startswith(f"{permission.id}-C")
    assert permission.id.startswith("S01-")
    assert (permission.state, charge.state) == ("NonChargeable", "Authorized")


def test_v1_is_completed_by_the_buyer(tills: Callable[..., Till]) -> None:
    till = tills(version="v1")
    number = till.ready()
    pay(till, number)
    answer = read(till.get(number))
    assert answer["statusDetail"]["state"] == "Completed"
    assert answer["chargeId"] == money(till)[1].id  # type: ignore[union-attr]


def test_captured_at_once_the_permission_is_used_up(till: Till) -> None:
    number = till.ready(paymentIntent="AuthorizeWithCapture", softDescriptor="FJORDTEA")
    pay(till, number)
    till.complete(number, BODY)
    permission, charge = money(till)
    assert charge
    assert charge.state == "Captured"
    assert charge.values["captureAmount"] == PRICE
    assert charge.values["refundedAmount"] == {"amount": "0", "currencyCode": "USD"}
    assert charge.values["softDescriptor"] == "AMZ*FJORDTEA"
    assert permission.state == "Closed"
    assert permission.values["limits.amountBalance"]["amount"] == "0.00"
    assert permission.values["statusDetails.reasons"][0]["reasonCode"] == "AmazonClosed"


def test_the_provider_s_number_goes_on_to_the_charge(each_till: Till) -> None:
    number = each_till.ready()
    each_till.update(number, {"providerMetadata": {"providerReferenceId": "PSP-7"}})
    pay(each_till, number)
    if each_till.version == "v2":
        each_till.complete(number, BODY)
    shown = each_till.send("GET", f"charges/{read(each_till.get(number))['chargeId']}")
    assert read(shown)["providerMetadata"] == {"providerReferenceId": "PSP-7"}


def test_confirm_gives_a_permission_without_a_charge(till: Till) -> None:
    number = till.ready(paymentIntent="Confirm")
    pay(till, number)
    assert read(till.complete(number, BODY))["chargeId"] is None
    permission, charge = money(till)
    assert (permission.state, charge) == ("Chargeable", None)


def test_a_larger_order_leaves_something_to_charge(till: Till) -> None:
    number = till.ready(totalOrderAmount={"amount": "100.00", "currencyCode": "USD"})
    pay(till, number)
    body = BODY | {"totalOrderAmount": {"amount": "100", "currencyCode": "USD"}}
    assert till.complete(number, body).status == 200
    permission, _ = money(till)
    assert permission.state == "Chargeable"
    assert permission.values["limits.amountBalance"]["amount"] == "51.10"


def test_the_permission_knows_buyer_addresses_and_order(till: Till) -> None:
    number = till.ready()
    till.update(number, {"merchantMetadata": {"merchantReferenceId": "ORD-1"}})
    pay(till, number)
    till.complete(number, BODY)
    values = money(till)[0].values
    assert values["buyer.name"] == "Mara Lindqvist"
    assert values["shippingAddress.city"] == "Portland"
    assert values["merchantMetadata.merchantReferenceId"] == "ORD-1"
    assert values["expirationTimestamp"] == "20251207T085001Z"


def test_completing_before_the_buyer_paid_is_too_early(till: Till) -> None:
    number = till.ready()
    assert code(till.complete(number, BODY)) == "422 InvalidCheckoutSessionStatus"


def test_completing_twice_is_refused_and_changes_nothing(till: Till) -> None:
    number = till.ready()
    pay(till, number)
    first = read(till.complete(number, BODY))
    assert code(till.complete(number, BODY)) == "422 InvalidCheckoutSessionStatus"
    assert read(till.get(number)) == first


@pytest.mark.parametrize("decision", [paying.DECLINE, paying.CANCEL])
def test_a_canceled_session_cannot_be_completed(till: Till, decision: str) -> None:
    number = till.ready()
    pay(till, number, decision)
    assert read(till.get(number))["statusDetails"]["state"] == "Canceled"
    assert code(till.complete(number, BODY)) == "422 CheckoutSessionCanceled"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ({"chargeAmount": {"amount": "48.91", "currencyCode": "USD"}}, "409 AmountMismatch"),
        ({}, "400 MissingParameterValue"),
        (
            {"chargeAmount": {"amount": "48.901", "currencyCode": "USD"}},
            "400 InvalidParameterValue",
        ),
        ({"chargeAmount": PRICE, "totalOrderAmount": PRICE}, "409 AmountMismatch"),
        ({"paymentDetails": {"chargeAmount": PRICE}}, "400 UnrecognizedField"),
        ({"chargeAmount": {"amount": "48.9", "currencyCode": "USD"}}, "200 None"),
        ({"chargeAmount": {"amount": 48.9, "currencyCode": "USD"}}, "200 None"),
    ],
)
def test_the_amount_must_be_the_one_the_buyer_saw(
    till: Till, body: dict[str, Any], expected: str
) -> None:
    number = till.ready()
    pay(till, number)
    assert code(till.complete(number, body)) == expected


def test_another_currency_is_a_mismatch(till: Till) -> None:
    till.shop.region = "eu"  # type: ignore[assignment]
    number = till.ready("48.90", "EUR")
    pay(till, number)
    body = {"chargeAmount": {"amount": "48.90", "currencyCode": "GBP"}}
    assert code(till.complete(number, body)) == "409 AmountMismatch"


def test_v1_has_no_such_operation_and_its_sessions_are_amazon_s_to_finish(
    tills: Callable[..., Till],
) -> None:
    till = tills(version="v1")
    number = till.ready()
    assert code(till.complete(number, BODY)) == "405 UnsupportedOperation"
    till.version = "v2"
    assert code(till.complete(number, BODY)) == "422 InvalidCheckoutSessionStatus"


@pytest.mark.parametrize("kind", ["Recurring", "PaymentMethodOnFile"])
def test_a_permission_for_later_needs_no_amount_now(till: Till, kind: str) -> None:
    frequency = {"recurringMetadata": {"frequency": {"unit": "Month", "value": "1"}}}
    body = minimum("v2") | {"chargePermissionType": kind} | frequency
    number = till.new(body)
    later = everything("v2", paymentIntent="Confirm")
    del later["paymentDetails"]["chargeAmount"]
    till.update(number, later)
    till.emulator.sign_in(number, first_buyer())
    pay(till, number)
    assert till.complete(number, {}).status == 200
    letter = {"Recurring": "C", "PaymentMethodOnFile": "B"}[kind]
    assert money(till)[0].id.startswith(f"{letter}01-")


def test_a_recurring_charge_has_a_number_of_its_own(till: Till) -> None:
    frequency = {"recurringMetadata": {"frequency": {"unit": "Month", "value": "1"}}}
    number = till.new(minimum("v2") | {"chargePermissionType": "Recurring"} | frequency)
    till.update(number, everything("v2"))
    till.emulator.sign_in(number, first_buyer())
    pay(till, number)
    till.complete(number, BODY)
    permission, charge = money(till)
    assert charge
    assert charge.id.startswith("S01-")
    assert permission.state == "Chargeable"
