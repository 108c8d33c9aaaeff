"""Charges in other currencies than the ledger's."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apay_console.emulator.rules.converting import RATES, converted
from apay_console.model.money import currencies
from apay_console.model.profile import Region
from tests.emulator.money import charge, permit, price
from tests.emulator.shop import Till, read


@given(st.decimals("1", "9999", places=2), st.sampled_from(sorted(RATES)))
def test_the_worth_times_the_rate_is_the_charge_again(amount: Decimal, currency: str) -> None:
    found = converted(Region.EU, price(str(amount), currency))
    back = Decimal(found["convertedAmount"]["amount"]) * Decimal(found["conversionRate"])
    assert abs(back - amount) <= RATES[currency] * Decimal("0.005")


def test_every_currency_but_the_two_of_the_ledgers_has_a_rate() -> None:
    assert set(RATES) | {"EUR", "GBP"} == set(currencies.OF_REGION["eu"])


@pytest.mark.parametrize(("region", "currency"), [("na", "USD"), ("jp", "JPY"), ("eu", "GBP")])
def test_a_region_s_own_currency_is_not_converted(till: Till, region: str, currency: str) -> None:
    till.shop.region = region  # type: ignore[assignment]
    answer = read(charge(till, permit(till, "500", currency), price("100", currency)))
    assert (answer["convertedAmount"], answer["conversionRate"]) == (None, None)


def test_another_one_is_converted_to_the_euro(till: Till) -> None:
    till.shop.region = "eu"  # type: ignore[assignment]
    answer = read(charge(till, permit(till, "22.00", "USD"), price("11.00", "USD")))
    assert answer["convertedAmount"] == price("10.00", "EUR")
    assert answer["conversionRate"] == "1.10"
