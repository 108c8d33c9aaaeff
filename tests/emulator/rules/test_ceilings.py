"""How much may pass: counts, monthly caps, currencies, and what an invitation allows."""

from __future__ import annotations

import pytest

from apay_console.model.profile import Region
from tests.emulator.money import (
    DAY,
    MONTHLY,
    authorized,
    balance,
    cancel,
    captured,
    charge,
    finish,
    pay,
    permission_of,
    permission_status,
    permit,
    permit_later,
    price,
)
from tests.emulator.shop import Till, code, everything, first_buyer, minimum, read

JULY = 1_751_328_000.0  # 20250701T000000Z


def test_an_order_takes_twenty_five_charges(till: Till) -> None:
    permission = permit(till)
    for _ in range(24):
        captured(till, permission, "0.10")
    assert code(charge(till, permission, "0.10", "SoftDeclined")) == "422 SoftDeclined"
    assert code(charge(till, permission, "0.10")) == "422 TransactionCountExceeded"


def test_payments_that_repeat_are_not_counted(till: Till) -> None:
    permission = permit_later(till)
    for _ in range(30):
        captured(till, permission, "0.10")


@pytest.mark.parametrize(
    ("kind", "cap", "most"),
    [("Recurring", "1000.00", "600.00"), ("PaymentMethodOnFile", "15000.00", "9000.00")],
)
def test_a_month_has_a_cap_by_the_calendar(till: Till, kind: str, cap: str, most: str) -> None:
    permission = permit_later(till, kind)
    captured(till, permission, most)  # on the 10th of June
    rest = str(float(cap) - float(most) + 0.01)
    assert code(charge(till, permission, rest)) == "400 PeriodicAmountExceeded"
    till.emulator.advance(20 * DAY)  # the 30th
    assert code(charge(till, permission, rest)) == "400 PeriodicAmountExceeded"
    till.emulator.advance(DAY)  # the 1st of July
    captured(till, permission, rest)


def test_what_was_let_go_does_not_count_in_its_month(till: Till) -> None:
    permission = permit_later(till)
    number = authorized(till, permission, "1000.00")
    assert code(charge(till, permission, "0.01")) == "400 PeriodicAmountExceeded"
    cancel(till, number)
    captured(till, permission, "1000.00")


@pytest.mark.parametrize(("intent", "expected"), [("Authorize", 400), ("Confirm", 200)])
def test_the_checkout_s_own_charge_counts_too(till: Till, intent: str, expected: int) -> None:
    number = till.new(minimum("v2") | {"chargePermissionType": "Recurring"} | MONTHLY)
    till.update(number, everything("v2", "1000.01", paymentIntent=intent))
    till.emulator.sign_in(number, first_buyer())
    pay(till, number)
    answer = till.complete(number, {"chargeAmount": price("1000.01")})
    assert answer.status == expected
    if expected == 400:
        assert code(answer) == "400 PeriodicAmountExceeded"
        assert not till.emulator.world.state.permissions


def test_japan_has_caps_of_its_own(till: Till) -> None:
    till.shop.region = "jp"  # type: ignore[assignment]
    permission = permit_later(till, currency="JPY")
    assert code(charge(till, permission, price("100001", "JPY"))) == "400 PeriodicAmountExceeded"
    assert charge(till, permission, price("100000", "JPY")).status == 201


@pytest.mark.parametrize(
    ("amount", "limit"), [("48.90", "500"), ("100.00", "900.00"), ("55.55", "500")]
)
def test_by_invitation_more_may_be_charged_than_was_ordered(
    till: Till, amount: str, limit: str
) -> None:
    number = till.new(minimum("v2") | {"paymentDetails": {"allowOvercharge": True}})
    till.update(number, everything("v2", amount, paymentIntent="Confirm"))
    till.emulator.sign_in(number, first_buyer())
    permission = finish(till, number, price(amount))
    assert permission_of(till, permission).values["limits.amountLimit"] == price(limit)
    captured(till, permission, limit)
    assert permission_status(till, permission) == ("Closed", "AmazonClosed")


def test_saving_a_payment_method_charges_nothing_and_needs_no_amount(till: Till) -> None:
    body = minimum("v2") | {
        "chargePermissionType": "PaymentMethodOnFile",
        "paymentMethodOnFileMetadata": {"setupOnly": True},
    }
    number = till.new(body)
    update = everything("v2")
    del update["paymentDetails"]["chargeAmount"]
    assert read(till.update(number, update))["constraints"][0]["constraintId"] == (
        "BuyerNotAssociated"
    )
    till.emulator.sign_in(number, first_buyer())
    pay(till, number)
    answer = read(till.complete(number, {}))
    assert answer["chargeId"] is None
    assert answer["chargePermissionId"].startswith("B01-")


def test_an_order_without_an_amount_takes_each_currency_of_its_region(till: Till) -> None:
    till.shop.region = "eu"  # type: ignore[assignment]
    permission = permit_later(till, "PaymentMethodOnFile", "EUR")
    for currency in ("EUR", "GBP", "SEK"):
        assert charge(till, permission, price("5.00", currency)).status == 201
    till.shop.region = "na"  # type: ignore[assignment]
    other = permit_later(till)
    assert code(charge(till, other, price("5.00", "EUR"))) == "400 CurrencyMismatch"


def test_an_order_keeps_the_currency_that_the_buyer_saw(till: Till) -> None:
    till.shop.region = "eu"  # type: ignore[assignment]
    permission = permit(till, "100.00", "SEK")
    assert code(charge(till, permission, price("5.00", "EUR"))) == "400 CurrencyMismatch"
    assert charge(till, permission, price("5.00", "SEK")).status == 201
    assert balance(till, permission) == "95.00"


def test_an_order_whose_amount_came_with_its_creation_keeps_to_its_currency(till: Till) -> None:
    till.shop.region = Region.EU
    whole = everything("v2", "50.00", "EUR", paymentIntent="Confirm")
    both = minimum("v2")["webCheckoutDetails"] | whole["webCheckoutDetails"]
    number = till.new(minimum("v2") | whole | {"webCheckoutDetails": both})
    till.emulator.sign_in(number, first_buyer())
    permission = finish(till, number, price("50.00", "EUR"))
    told = read(till.send("GET", f"chargePermissions/{permission}"))
    assert told["presentmentCurrency"] == "EUR"
    assert code(charge(till, permission, price("30.00", "GBP"))) == "400 CurrencyMismatch"
    assert charge(till, permission, price("30.00", "EUR")).status == 201


def test_the_first_moment_of_a_month_belongs_to_it(till: Till) -> None:
    permission = permit_later(till)
    till.emulator.advance(JULY - till.clock.now)
    captured(till, permission, "600.00")
    assert code(charge(till, permission, "400.01")) == "400 PeriodicAmountExceeded"


def test_the_largest_amount_of_all_may_be_charged(till: Till) -> None:
    permission = permit(till, "150000.00")
    captured(till, permission, "150000.00")
