"""Each region takes the currencies that Amazon names, each with its own decimals and limit."""

from __future__ import annotations

from decimal import Decimal

import pytest

from apay_console.model.money import currencies
from apay_console.model.profile import Region


def test_every_region_has_currencies_and_its_ledger_currency_first() -> None:
    first = {region: currencies.OF_REGION[region][0] for region in Region}
    assert first == {Region.NA: "USD", Region.EU: "EUR", Region.JP: "JPY"}


def test_america_and_japan_take_one_currency_and_europe_twelve() -> None:
    counts = [len(set(currencies.OF_REGION[region])) for region in Region]
    assert counts == [1, 12, 1]
    assert set(currencies.KNOWN) == set(currencies.OF_REGION["eu"])


@pytest.mark.parametrize("currency", currencies.KNOWN)
def test_only_the_yen_has_no_decimals(currency: str) -> None:
    assert currencies.decimals(currency) == (0 if currency == "JPY" else 2)


@pytest.mark.parametrize(
    ("currency", "most"),
    [("USD", 150_000), ("EUR", 150_000), ("GBP", 150_000), ("JPY", 10_000_000)],
)
def test_one_charge_has_the_documented_limit(currency: str, most: int) -> None:
    assert currencies.largest(currency) == Decimal(most)


def test_a_currency_without_a_documented_limit_has_none() -> None:
    assert currencies.largest("SEK") is None
