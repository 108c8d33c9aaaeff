"""What cannot be sent is refused in the window: it stays, has the keyboard, and says why."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from apay_console.ui.parts.text import PlainLabel
from tests.refusal_parts import _clean
from tests.sale_parts import AMOUNT, MISSING, NOTE, RESULT, STORE_NAME
from tests.window_parts import CTRL, Shop, quick, shop

__all__ = ["_clean", "quick", "shop"]


def line_of(shop: Shop, row):
    return shop.cell(row).editor.inputs()[0]


def fill(shop: Shop, row, text: str) -> None:
    shop.window.page.request.focus(row)
    shop.key(Qt.Key.Key_A, CTRL)
    shop.key(Qt.Key.Key_Delete)
    shop.paste(text)


def refusal(shop: Shop, row) -> str:
    """What stands beside a field, or below it where it has no room; in sight, in any case."""
    QApplication.processEvents()
    cell = shop.cell(row)
    around = cell.parentWidget().findChildren(PlainLabel)
    seen = [label.text() for label in around if label.isVisible()]
    assert cell.remark.full in seen or any(cell.remark.full.startswith(t) for t in seen if t)
    return cell.remark.full


def assert_refused(shop: Shop, row, before: list[str]) -> None:
    assert shop.exchanges == before
    assert shop.has_keyboard(row)
    assert shop.window.page.request.primary.isEnabled()  # pressing it goes to the first bad field
    assert str(shop.state.reason) == "1 to correct"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("0", "more than"),
        ("0.00", "more than"),
        ("-5.00", "positive"),
        ("-0", "positive"),
        ("1,000.00", "1000.00"),
        ("1.000,00", "1000.00"),
        ("1 000", "1000"),
        ("12,50", "12.50"),
        ("1.005", "decimals"),
        ("1e3", ""),
        ("1_000", ""),
        ("+5", ""),
        ("0x10", ""),
        ("NaN", ""),
        ("Infinity", ""),
        ("\u0663.\u0665", ""),
        ("\uff11\uff12\uff0e\uff15", ""),
        ("5.00\u200b", "U+200B"),
        ("9" * 40, ""),
        ("12.", ""),
        (".5", ""),
        ("$12.50", ""),
        ("12.50 USD", "currency"),
        ("<b>5</b>", ""),
    ],
)
def test_an_amount_that_amazon_would_not_take_is_not_sent(text, says, shop):
    before = shop.exchanges
    fill(shop, AMOUNT, text)
    shop.window.page.request.focus(NOTE)
    shop.send()
    assert_refused(shop, AMOUNT, before)
    assert line_of(shop, AMOUNT).text() == text
    words = refusal(shop, AMOUNT)
    assert says in words
    assert "Example: " in words
    assert shop.needs == list(MISSING)


@pytest.mark.parametrize("text", [" 5.00 ", "5.00\u00a0", "\t5.00"])
def test_blanks_around_an_amount_are_taken_off_in_sight(text, shop):
    fill(shop, AMOUNT, text)
    shop.window.page.request.focus(NOTE)
    assert line_of(shop, AMOUNT).text() == "5.00"
    assert shop.state.body.text.count('"5.00"') == 1
    assert shop.needs[0] == "✓ ChargeAmountNotSet"


def test_leading_zeros_are_refused_and_stay_as_typed(shop):
    fill(shop, AMOUNT, "00012.50")
    shop.window.page.request.focus(NOTE)
    assert refusal(shop, AMOUNT).startswith("Write no leading zeros.")
    assert line_of(shop, AMOUNT).text() == "00012.50"


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
        (NOTE, "n" * 300, "300 / 255 · 45 too many"),
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


@pytest.mark.parametrize("text", ["<b>x</b>", "a &amp; b", "{{7*7}} ${HOME} %s%n {0.__class__}"])
def test_what_only_looks_odd_is_sent_to_the_letter(text, shop):
    fill(shop, NOTE, text)
    shop.send()
    assert shop.exchanges[-1] == "update_session 200"
    assert shop.state.session.text(NOTE.name) == text
    assert shop.text(NOTE) == text
