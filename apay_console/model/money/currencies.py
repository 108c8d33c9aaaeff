"""Which currencies a region takes, and their amounts (multi-currency-integration.html)."""

from __future__ import annotations

from decimal import Decimal

OF_REGION = {
    "na": ("USD",),
    "eu": ("EUR", "GBP", "AUD", "CHF", "DKK", "HKD", "JPY", "NOK", "NZD", "SEK", "USD", "ZAR"),
    "jp": ("JPY",),
}
KNOWN = tuple(dict.fromkeys(code for codes in OF_REGION.values() for code in codes))

_LARGEST = {
    "USD": Decimal(150_000),
    "EUR": Decimal(150_000),
    "GBP": Decimal(150_000),
    "JPY": Decimal(10_000_000),
}


def decimals(currency: str) -> int:
    """How many decimals an amount may have; the yen has none."""
    return 0 if currency == "JPY" else 2


def largest(currency: str) -> Decimal | None:
    """The most that one charge may be, where Amazon documents it."""
    return _LARGEST.get(currency)
