"""What Amazon lets pass through one payment: ceilings, counts and caps, each with its page."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import ROUND_DOWN, Decimal

from apay_console.model.money import currencies

# charge-permission.html: how often Create Charge may be called for a one-time permission
MOST_CHARGES = 25
# refund.html, manage-refunds.html: refunds may exceed the capture by the smaller of the two
REFUND_SHARE = Decimal("0.15")
REFUND_EXTRA: Mapping[str, Decimal] = {
    "USD": Decimal(75),
    "EUR": Decimal(75),
    "GBP": Decimal(75),
    "JPY": Decimal(8_400),
}
# monthly-recurring-charge-limits.html: by calendar month
MONTHLY_RECURRING: Mapping[str, Decimal] = {"USD": Decimal(1_000), "JPY": Decimal(100_000)}
# monthly-paymentmethodonfile-charge-limits.html: by calendar month
MONTHLY_ON_FILE: Mapping[str, Decimal] = {
    **dict.fromkeys(("USD", "EUR", "GBP", "AUD", "NZD", "CHF"), Decimal(15_000)),
    **dict.fromkeys(("DKK", "HKD", "NOK", "SEK", "ZAR"), Decimal(150_000)),
    "JPY": Decimal(2_000_000),
}
# advanced-one-time-payment-options.html: with allowOvercharge the larger of the two
OVERCHARGE_SHARE = Decimal(9)
OVERCHARGE_LEAST: Mapping[str, Decimal] = {
    "USD": Decimal(500),
    "EUR": Decimal(500),
    "GBP": Decimal(500),
    "JPY": Decimal(70_000),
}


def refund_ceiling(captured: Decimal, currency: str) -> Decimal:
    """How much may be refunded of a capture in all; currencies not named count as the euro."""
    extra = REFUND_EXTRA.get(currency, REFUND_EXTRA["EUR"])
    share = captured * REFUND_SHARE
    return captured + min(share.quantize(_step(currency), ROUND_DOWN), extra)


def overcharge_limit(order: Decimal, currency: str) -> Decimal:
    """How much an order may be charged in all when Amazon allows more than it was."""
    return max(order * OVERCHARGE_SHARE, OVERCHARGE_LEAST.get(currency, OVERCHARGE_LEAST["EUR"]))


def _step(currency: str) -> Decimal:
    return Decimal(1).scaleb(-currencies.decimals(currency))
