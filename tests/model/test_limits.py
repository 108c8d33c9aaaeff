"""Ceilings, as Amazon's pages have them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apay_console.model.limits import REFUND_EXTRA, overcharge_limit, refund_ceiling


@pytest.mark.parametrize(
    ("captured", "currency", "most"),
    [
        ("200.00", "USD", "230.00"),
        ("900.00", "USD", "975.00"),
        ("0.05", "EUR", "0.05"),
        ("10.19", "GBP", "11.71"),
        ("1000", "JPY", "1150"),
        ("100000", "JPY", "108400"),
        ("900.00", "SEK", "975.00"),
    ],
)
def test_refunds_may_exceed_a_capture_a_little(captured: str, currency: str, most: str) -> None:
    assert refund_ceiling(Decimal(captured), currency) == Decimal(most)


@given(st.decimals("0.01", "150000", places=2), st.sampled_from(["USD", "EUR", "GBP", "JPY"]))
def test_never_by_more_than_a_share_nor_by_more_than_a_sum(amount: Decimal, currency: str) -> None:
    extra = refund_ceiling(amount, currency) - amount
    assert 0 <= extra <= min(amount * Decimal("0.15"), REFUND_EXTRA[currency])


@pytest.mark.parametrize(
    ("order", "currency", "most"),
    [("48.90", "USD", "500"), ("100.00", "EUR", "900.00"), ("100", "JPY", "70000")],
)
def test_by_invitation_an_order_may_grow(order: str, currency: str, most: str) -> None:
    assert overcharge_limit(Decimal(order), currency) == Decimal(most)
