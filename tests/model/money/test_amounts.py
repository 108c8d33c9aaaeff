"""An amount is taken as typed or refused with a reason and an amount that would be taken."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apay_console.errors import Invalid
from apay_console.model.money import currencies
from apay_console.model.money.amounts import example, parse_amount
from tests.work import calls_of

REFUSED = [
    ("", "USD", "Enter an amount.", "19.99"),
    ("", "JPY", "Enter an amount.", "100"),
    ("0", "USD", "The amount must be more than zero.", "19.99"),
    ("0.00", "USD", "The amount must be more than zero.", "19.99"),
    ("0", "JPY", "The amount must be more than zero.", "100"),
    ("-5.00", "USD", "The amount must be positive.", "5.00"),
    ("-0", "USD", "The amount must be positive.", "19.99"),
    ("1,000.00", "USD", "Write no thousands separators.", "1000.00"),
    ("1.000,00", "USD", "Write no thousands separators.", "1000.00"),
    ("1 000", "USD", "Write no thousands separators.", "1000"),
    ("1.000,005", "USD", "Write no thousands separators.", "1000.00"),
    ("1,000,000", "JPY", "Write no thousands separators.", "1000000"),
    ("1,000.00", "JPY", "Write no thousands separators.", "1000"),
    ("12,50", "USD", "Write a point before the decimals.", "12.50"),
    ("1.005", "USD", "USD takes two decimals at the most.", "1.00"),
    (f"0.{'1' * 62}", "USD", "USD takes two decimals at the most.", "0.11"),
    (f"0.{'1' * 63}", "USD", "This is too long to be an amount.", "19.99"),
    ("0.001", "USD", "USD takes two decimals at the most.", "19.99"),
    ("100.5", "JPY", "JPY has no decimals.", "100"),
    ("705.00", "JPY", "JPY has no decimals.", "705"),
    ("1e3", "USD", "Write the amount in plain digits.", "1000.00"),
    ("1e3", "JPY", "Write the amount in plain digits.", "1000"),
    ("1_000", "USD", "Write the amount in plain digits.", "1000.00"),
    ("0x10", "USD", "Write the amount in plain digits.", "1000.00"),
    ("+5", "USD", "Write the amount without a sign.", "5"),
    ("NaN", "USD", "This is not an amount.", "19.99"),
    ("Infinity", "USD", "This is not an amount.", "19.99"),
    ("-inf", "USD", "This is not an amount.", "19.99"),
    ("-nan", "USD", "This is not an amount.", "19.99"),
    ("+infinity", "USD", "This is not an amount.", "19.99"),
    (
        "\u0663.\u0665",
        "USD",
        "Use the digits 0 to 9 only; found U+0663 ARABIC-INDIC DIGIT THREE.",
        "3.5",
    ),
    (
        "\uff11\uff12\uff0e\uff15",
        "USD",
        "Use the digits 0 to 9 only; found U+FF11 FULLWIDTH DIGIT ONE.",
        "12.5",
    ),
    ("\uff15", "JPY", "Use the digits 0 to 9 only; found U+FF15 FULLWIDTH DIGIT FIVE.", "5"),
    (
        "\u0661\u0662\u0663\u066b\u0664\u0665",
        "USD",
        "Use the digits 0 to 9 only; found U+0661 ARABIC-INDIC DIGIT ONE.",
        "123.45",
    ),
    (
        "1\u066c234\u066b50",
        "USD",
        "Use the digits 0 to 9 only; found U+066C ARABIC THOUSANDS SEPARATOR.",
        "1234.50",
    ),
    ("12\u00b750", "USD", "Use the digits 0 to 9 only; found U+00B7 MIDDLE DOT.", "19.99"),
    (
        "1\u2019234.50",
        "USD",
        "Use the digits 0 to 9 only; found U+2019 RIGHT SINGLE QUOTATION MARK.",
        "1234.50",
    ),
    ("12€50", "EUR", "The currency has its own field; write the digits only.", "19.99"),
    ("12 EUR 50", "EUR", "The currency has its own field; write the digits only.", "19.99"),
    ("5.00\u200b", "USD", "Use the digits 0 to 9 only; found U+200B ZERO WIDTH SPACE.", "5.00"),
    ("5\u200b0.00", "USD", "Use the digits 0 to 9 only; found U+200B ZERO WIDTH SPACE.", "50.00"),
    ("5\n0", "USD", "Use the digits 0 to 9 only; found U+000A.", "50"),
    ("9" * 40, "USD", "The amount is too large.", "19.99"),
    ("9" * 90, "USD", "This is too long to be an amount.", "19.99"),
    ("150000.01", "USD", "One charge may be 150,000 USD at the most.", "19.99"),
    ("10000001", "JPY", "One charge may be 10,000,000 JPY at the most.", "100"),
    ("00012.50", "USD", "Write no leading zeros.", "12.50"),
    ("00.5", "USD", "Write no leading zeros.", "0.5"),
    ("000", "USD", "Write no leading zeros.", "19.99"),
    ("12.", "USD", "Write digits on both sides of the point.", "12.00"),
    ("12.", "JPY", "Write digits on both sides of the point.", "12"),
    (".5", "USD", "Write digits on both sides of the point.", "0.5"),
    ("$12.50", "USD", "The currency has its own field; write the digits only.", "12.50"),
    ("€12,50", "EUR", "The currency has its own field; write the digits only.", "12.50"),
    ("12.50 USD", "USD", "The currency has its own field; write the digits only.", "12.50"),
    ("12.50 usd", "USD", "The currency has its own field; write the digits only.", "12.50"),
    ("$12.50.", "USD", "The currency has its own field; write the digits only.", "12.50"),
    ("12.50USD", "USD", "The currency has its own field; write the digits only.", "12.50"),
    ("abc", "USD", "This is not an amount.", "19.99"),
    ("1.2.3", "USD", "This is not an amount.", "19.99"),
]


@pytest.mark.parametrize(("text", "currency", "reason", "better"), REFUSED)
def test_a_mistake_is_named_and_a_better_amount_offered(
    text: str, currency: str, reason: str, better: str
) -> None:
    with pytest.raises(Invalid) as caught:
        parse_amount(text, currency)
    assert (str(caught.value), caught.value.example) == (reason, better)


@pytest.mark.parametrize(
    ("text", "currency", "kept"),
    [
        ("19.99", "USD", "19.99"),
        ("1", "USD", "1"),
        ("1.4", "USD", "1.4"),
        ("1.40", "USD", "1.40"),
        ("0.01", "EUR", "0.01"),
        ("100", "JPY", "100"),
        ("150000", "USD", "150000"),
        ("150000.00", "GBP", "150000.00"),
        ("10000000", "JPY", "10000000"),
        (" 5.00 ", "USD", "5.00"),
        ("5.00\u00a0", "USD", "5.00"),
    ],
)
def test_a_right_amount_keeps_its_digits(text: str, currency: str, kept: str) -> None:
    assert str(parse_amount(text, currency)) == kept


codes = st.sampled_from(currencies.KNOWN)
near_amounts = st.text(
    "0123456789.,-+eExX_ $€USDnainf\u0663\uff15\uff0e\u00a0\u200b\n", max_size=16
)


@given(near_amounts | st.text(max_size=90), codes)
def test_every_amount_offered_would_be_taken(text: str, currency: str) -> None:
    try:
        parse_amount(text, currency)
    except Invalid as error:
        better = error.example
    else:
        better = text
    assert parse_amount(better, currency) > 0


@given(st.decimals("0.01", 150_000, places=2), st.sampled_from(["USD", "EUR", "GBP"]))
def test_every_amount_within_the_limits_is_taken(amount: Decimal, currency: str) -> None:
    assert parse_amount(str(amount), currency) == amount


@pytest.mark.parametrize("currency", currencies.KNOWN)
def test_the_ordinary_amount_of_a_currency_would_be_taken(currency: str) -> None:
    assert str(parse_amount(example(currency), currency)) == example(currency)


@pytest.mark.parametrize("text", ["1" + "," * 1_000_000 + "x", "\u0663" * 1_000_000])
def test_a_pasted_megabyte_is_refused_after_one_look_at_each_character(text: str) -> None:
    def parse() -> None:
        with pytest.raises(Invalid):
            parse_amount(text, "USD")

    assert calls_of(parse) < 3 * len(text)
