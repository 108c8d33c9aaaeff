"""What an ordinary amount is here, so that a slip of two digits is noticed before it is paid."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from apay_console.errors import N_, Invalid, Message, say
from apay_console.model.money.price import Money, Price
from apay_console.model.sale import Sale
from apay_console.model.session import COMPLETED

_FEWEST = 3  # finished sales, before anything can be called usual
_TIMES = 10


def unusual(price: Price | None, sales: Iterable[Sale]) -> Message | None:
    """Say that an amount is many times the usual one; None when it is not, or nobody knows."""
    if price is None:
        return None
    earlier = [found.amount for found in _prices(sales) if found.currency == price.currency]
    if len(earlier) < _FEWEST:
        return None
    from statistics import median  # noqa: PLC0415 - 1 ms, and only before a live write

    usual: Decimal = median(earlier)
    if price.amount < _TIMES * usual:
        return None
    words = N_("Unusually much: half of the sales in this list are at most {usual}.")
    return say(words, usual=str(Price(usual, price.currency)))


def _prices(sales: Iterable[Sale]) -> Iterable[Price]:
    for sale in sales:
        if sale.state == COMPLETED:
            try:
                yield Money().parse(sale.note)
            except Invalid:
                continue
