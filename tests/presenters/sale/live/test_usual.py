"""An amount many times the usual one is told before it is paid; an ordinary one is not."""

from __future__ import annotations

from decimal import Decimal

import pytest

from apay_console.model.fields import ApiVersion
from apay_console.model.money.price import Price
from apay_console.model.sale import Sale
from apay_console.presenters.sale.live.usual import unusual


def sales(*notes: str, state: str = "Completed") -> list[Sale]:
    return [Sale(note, "p", ApiVersion.V2, 1.0, 1.0, state=state, note=note) for note in notes]


TWENTIES = sales("20.00 EUR", "19.99 EUR", "25.00 EUR", "20.00 EUR", "900.00 EUR")


def test_many_times_the_median_is_told_with_the_median():
    words = unusual(Price(Decimal("150000.00"), "EUR"), TWENTIES)
    assert str(words).endswith("at most 20.00 EUR.")


@pytest.mark.parametrize("amount", ["0.01", "20.00", "199.99"])
def test_an_ordinary_amount_is_not_told(amount):
    assert unusual(Price(Decimal(amount), "EUR"), TWENTIES) is None


@pytest.mark.parametrize(
    "known",
    [
        [],
        sales("20.00 EUR", "20.00 EUR"),
        sales("20.00 USD", "20.00 USD", "20.00 USD"),
        sales("20.00 EUR", "20.00 EUR", "20.00 EUR", state="Open"),
        sales("BuyerCanceled", "", "Expired"),
    ],
)
def test_with_too_few_finished_sales_nothing_is_unusual(known):
    assert unusual(Price(Decimal("150000.00"), "EUR"), known) is None


def test_no_amount_is_not_unusual():
    assert unusual(None, TWENTIES) is None
