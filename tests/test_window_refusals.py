"""What cannot be sent is refused in the window: it stays, has the keyboard, and says why."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from tests.refusal_parts import _clean, assert_refused, fill, line_of, refusal
from tests.sale_parts import AMOUNT, NOTE, RESULT, STORE_NAME
from tests.window_parts import CTRL, Shop, quick, shop

__all__ = ["_clean", "quick", "shop"]


@pytest.mark.parametrize("code", ["XXX", "US", "U\u0405D"])
def test_a_currency_that_is_none_is_not_sent(code, shop):
    before = shop.exchanges
    fill(shop, AMOUNT, "5.00")
    line = shop.cell(AMOUNT).editor.code
    line.setFocus()
    shop.key(Qt.Key.Key_A, CTRL)
    shop.paste(code)
    shop.window.page.request.focus(NOTE)
    shop.send()
    assert_refused(shop, AMOUNT, before)
    assert line.text() == code
    assert line_of(shop, AMOUNT).text() == "5.00"
    fill_currency(shop, "USD")


def fill_currency(shop: Shop, code: str) -> None:
    shop.cell(AMOUNT).editor.code.setFocus()
    shop.key(Qt.Key.Key_A, CTRL)
    shop.paste(code)


def test_small_letters_of_a_currency_become_capitals_in_sight(shop):
    fill(shop, AMOUNT, "5.00")
    fill_currency(shop, "usd")
    assert shop.text(AMOUNT) == "5.00 USD"


@pytest.mark.parametrize(("amount", "is_right"), [("100.505", False), ("100.50", True)])
def test_decimals_are_those_of_the_currency(amount, is_right, shop):
    fill(shop, AMOUNT, amount)
    shop.window.page.request.focus(NOTE)
    assert (AMOUNT not in shop.state.problems) is is_right


def test_a_currency_of_another_region_is_refused_by_its_name(shop):
    fill(shop, AMOUNT, "100")
    fill_currency(shop, "JPY")
    shop.window.page.request.focus(NOTE)
    assert "“JPY” is not a currency of this region" in refusal(shop, AMOUNT)
    fill_currency(shop, "USD")


@pytest.mark.parametrize(
    ("row", "text", "says"),
    [
        (RESULT, "shop.example/thanks", "https://"),
        (RESULT, "javascript:alert(1)", "http"),
        (RESULT, "https://" + "x" * 600, "512"),
        (STORE_NAME, "s" * 51, "51 / 50 · one too many"),
    ],
)
def test_other_fields_refuse_too_and_count(row, text, says, shop):
    before = shop.exchanges
    fill(shop, row, text)
    shop.window.page.request.focus(AMOUNT)
    shop.send()
    assert_refused(shop, row, before)
    assert line_of(shop, row).text() == text
    assert says in refusal(shop, row)


def test_of_several_faults_the_first_one_has_the_keyboard(shop):
    fill(shop, NOTE, "n" * 300)
    fill(shop, AMOUNT, "12,50")
    shop.window.page.request.focus(STORE_NAME)
    shop.send()
    assert shop.has_keyboard(AMOUNT)
    assert str(shop.state.reason) == "2 to correct"
