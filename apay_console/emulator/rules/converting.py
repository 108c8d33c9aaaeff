"""Other currencies than the merchant's own (multi-currency-integration.html)."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from apay_console.emulator.values import price
from apay_console.model.profile import Region

LEDGER = "EUR"
_CENT = Decimal("0.01")
# How much of a currency a euro is: the emulator's choice, always the same, so that tests can tell.
RATES: Mapping[str, Decimal] = {
    "AUD": Decimal("1.65"),
    "CHF": Decimal("0.95"),
    "DKK": Decimal("7.46"),
    "HKD": Decimal("8.50"),
    "JPY": Decimal("160.00"),
    "NOK": Decimal("11.50"),
    "NZD": Decimal("1.80"),
    "SEK": Decimal("11.25"),
    "USD": Decimal("1.10"),
    "ZAR": Decimal("20.00"),
}


def converted(region: Region, charged: Mapping[str, str]) -> dict[str, Any]:
    """Say what a charge is worth in the ledger's currency, when it is made in another one."""
    rate = RATES.get(charged["currencyCode"])
    if region is not Region.EU or rate is None:
        return {"convertedAmount": None, "conversionRate": None}
    worth = (Decimal(charged["amount"]) / rate).quantize(_CENT, ROUND_HALF_UP)
    return {"convertedAmount": price(worth, LEDGER), "conversionRate": str(rate)}
