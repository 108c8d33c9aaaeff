"""Amounts that are none, typed into the real window: they stay, the keyboard goes back, no send."""

from __future__ import annotations

import pytest

from tests.refusal_parts import _clean, assert_refused, fill, line_of, refusal
from tests.sale_parts import AMOUNT, MISSING, NOTE
from tests.window_parts import Shop, quick, shop

__all__ = ["_clean", "quick", "shop"]


def assert_not_taken(shop: Shop, text: str, says: str, better: str) -> None:
    """Try to send an amount, and look at all that has to become of it."""
    before = shop.exchanges
    fill(shop, AMOUNT, text)
    shop.window.page.request.focus(NOTE)
    shop.send()
    assert_refused(shop, AMOUNT, before)
    assert line_of(shop, AMOUNT).text() == text
    assert line_of(shop, AMOUNT).property("state") == "error"
    assert refusal(shop, AMOUNT) == f"{says} Example: {better} USD"
    assert shop.needs == list(MISSING)


@pytest.mark.parametrize("text", ["0", "0.00"])
def test_b2_nothing_is_no_price(text: str, shop: Shop) -> None:
    assert_not_taken(shop, text, "The amount must be more than zero.", "19.99")


def test_b3_what_is_below_zero_is_refused(shop: Shop) -> None:
    assert_not_taken(shop, "-5.00", "The amount must be positive.", "5.00")


def test_b4_minus_nothing_is_refused(shop: Shop) -> None:
    assert_not_taken(shop, "-0", "The amount must be positive.", "19.99")


@pytest.mark.parametrize(
    ("text", "better"), [("1,000.00", "1000.00"), ("1.000,00", "1000.00"), ("1 000", "1000")]
)
def test_b5_thousands_are_written_without_separators(text: str, better: str, shop: Shop) -> None:
    assert_not_taken(shop, text, "Write no thousands separators.", better)


def test_b6_a_decimal_comma_is_not_changed_in_silence(shop: Shop) -> None:
    assert_not_taken(shop, "12,50", "Write a point before the decimals.", "12.50")


def test_b7_a_third_decimal_is_one_too_many(shop: Shop) -> None:
    assert_not_taken(shop, "1.005", "USD takes two decimals at the most.", "1.00")


@pytest.mark.parametrize(
    ("text", "says", "better"),
    [
        ("1e3", "Write the amount in plain digits.", "1000.00"),
        ("1_000", "Write the amount in plain digits.", "1000.00"),
        ("+5", "Write the amount without a sign.", "5"),
        ("0x10", "Write the amount in plain digits.", "1000.00"),
    ],
)
def test_b9_numbers_as_programs_write_them_are_refused(
    text: str, says: str, better: str, shop: Shop
) -> None:
    assert_not_taken(shop, text, says, better)


@pytest.mark.parametrize("text", ["NaN", "Infinity"])
def test_b10_what_is_no_number_is_no_amount(text: str, shop: Shop) -> None:
    assert_not_taken(shop, text, "This is not an amount.", "19.99")


@pytest.mark.parametrize(
    ("text", "found", "better"),
    [
        ("\u0663.\u0665", "U+0663 ARABIC-INDIC DIGIT THREE", "3.5"),
        ("\uff11\uff12\uff0e\uff15", "U+FF11 FULLWIDTH DIGIT ONE", "12.5"),
    ],
)
def test_b11_digits_of_another_script_are_named(
    text: str, found: str, better: str, shop: Shop
) -> None:
    assert_not_taken(shop, text, f"Use the digits 0 to 9 only; found {found}.", better)


@pytest.mark.parametrize("text", [" 5.00 ", "\t5.00"])
def test_b12_blanks_around_an_amount_are_taken_off_in_sight(text: str, shop: Shop) -> None:
    assert_taken_trimmed(shop, text)


def assert_taken_trimmed(shop: Shop, text: str) -> None:
    fill(shop, AMOUNT, text)
    shop.window.page.request.focus(NOTE)
    assert line_of(shop, AMOUNT).text() == "5.00"
    assert shop.state.body.text.count('"5.00"') == 1
    assert shop.needs[0] == "✓ ChargeAmountNotSet"


def test_b13_a_no_break_blank_is_taken_off_and_what_has_no_width_is_named(shop: Shop) -> None:
    assert_taken_trimmed(shop, "5.00\u00a0")
    shop.run("discard")
    found = "Use the digits 0 to 9 only; found U+200B ZERO WIDTH SPACE."
    assert_not_taken(shop, "5.00\u200b", found, "5.00")


def test_b14_forty_nines_are_too_much(shop: Shop) -> None:
    assert_not_taken(shop, "9" * 40, "The amount is too large.", "19.99")


def test_b15_leading_zeros_are_refused(shop: Shop) -> None:
    assert_not_taken(shop, "00012.50", "Write no leading zeros.", "12.50")


@pytest.mark.parametrize(("text", "better"), [("12.", "12.00"), (".5", "0.5")])
def test_b16_a_point_has_digits_on_both_sides(text: str, better: str, shop: Shop) -> None:
    assert_not_taken(shop, text, "Write digits on both sides of the point.", better)


@pytest.mark.parametrize("text", ["$12.50", "12.50 USD"])
def test_b17_the_currency_has_its_own_field(text: str, shop: Shop) -> None:
    says = "The currency has its own field; write the digits only."
    assert_not_taken(shop, text, says, "12.50")


def test_an_amount_that_looks_like_markup_is_none(shop: Shop) -> None:
    assert_not_taken(shop, "<b>5</b>", "This is not an amount.", "19.99")
