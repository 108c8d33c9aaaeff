"""Amounts and currencies as they are typed."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt

from apay_console.errors import Invalid
from apay_console.model.catalogue.checkout_session import CHECKOUT_SESSION
from apay_console.model.fields import ApiVersion
from tests.ui.form.editor_parts import EURO, made
from tests.ui.hands import paste, press, shown, type_text

# Halves of characters are left out: PySide drops them before any widget could have them typed.
WHOLE = st.characters(exclude_categories=["Cs"])

CODE = st.characters(exclude_categories=["Cs"], exclude_characters=" ")


@given(amount=st.text(WHOLE, max_size=20), code=st.text(CODE, max_size=5))
@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_typed_price_comes_back_as_it_was(amount, code, qtbot, theme):
    editor = made(EURO, qtbot)
    typed = f"{amount} {code}"
    editor.put(typed)
    again = editor.text()
    editor.put(again)
    assert editor.text() == again


# Through the real editor: what is typed, and what is said of it.
AMOUNTS = [
    (2, "0", "USD", "more than zero"),
    (2, "0.00", "USD", "more than zero"),
    (3, "-5.00", "USD", "positive"),
    (4, "-0", "USD", "positive"),
    (5, "1,000.00", "USD", "thousands"),
    (5, "1.000,00", "EUR", "thousands"),
    (5, "1 000", "USD", "thousands"),
    (6, "12,50", "USD", "point"),
    (7, "1.005", "USD", "two decimals"),
    (8, "100.5", "JPY", "no decimals"),
    (9, "1e3", "USD", "plain digits"),
    (9, "1_000", "USD", "plain digits"),
    (9, "+5", "USD", "without a sign"),
    (9, "0x10", "USD", "plain digits"),
    (10, "NaN", "USD", "not an amount"),
    (10, "Infinity", "USD", "not an amount"),
    (11, "\u0663.\u0665", "USD", "digits 0 to 9"),
    (11, "\uff11\uff12\uff0e\uff15", "USD", "digits 0 to 9"),
    (13, "5.00\u200b", "USD", r"U\+200B"),
    (14, "9" * 40, "USD", "too large"),
    (15, "00012.50", "USD", "leading zeros"),
    (16, "12.", "USD", "both sides"),
    (16, ".5", "USD", "both sides"),
    (17, "$12.50", "USD", "own field"),
    (17, "12.50 USD", "USD", "own field"),
]


@pytest.mark.parametrize(
    "case", AMOUNTS, ids=[f"{row}-{amount[:9]!r}-{code}" for row, amount, code, _ in AMOUNTS]
)
def test_a_bad_amount_is_refused_and_stays_as_typed(case, qtbot, theme):
    _, amount, code, word = case
    editor = made(EURO, qtbot)
    editor.put(f" {code}")
    editor.line.clear()
    paste(editor.line, amount)
    assert editor.line.text() == amount
    with pytest.raises(Invalid, match=word) as refused:
        EURO.parse(editor.told[-1])
    assert refused.value.example
    editor.problem(refused.value)
    assert editor.line.property("state") == "error"


def test_1_an_emptied_amount_is_no_price(qtbot, theme):
    editor = made(EURO, qtbot)
    editor.put({"amount": "5.00", "currencyCode": "EUR"})
    editor.line.selectAll()
    press(editor.line, Qt.Key.Key_Backspace)
    assert (editor.text(), editor.told) == ("", [""])
    assert editor.code.text() == "EUR"


def test_8_yen_without_decimals_are_taken(qtbot, theme):
    editor = made(EURO, qtbot)
    editor.put("0 JPY")
    editor.line.clear()
    paste(editor.line, "100")
    assert EURO.encode(EURO.parse(editor.told[-1])) == {"amount": "100", "currencyCode": "JPY"}


@pytest.mark.parametrize("typed", [" 5.00 ", "5.00\u00a0", "\t5.00"])
def test_12_outer_blanks_are_taken_off_in_sight(typed, qtbot, theme):
    editor = shown(made(EURO, qtbot), qtbot)
    editor.line.setFocus()
    paste(editor.line, typed)
    assert EURO.parse(editor.told[-1]).amount == 5
    editor.combo.setFocus()
    assert (editor.line.text(), editor.told[-1]) == ("5.00", "5.00 EUR")


@pytest.mark.parametrize("code", ["XXX", "US", "U\u0405D"])
def test_b18_what_is_no_currency_is_refused_and_stays_as_typed(code, qtbot, theme):
    editor = made(EURO, qtbot)
    editor.put("5.00 EUR")
    editor.code.selectAll()
    paste(editor.code, code)
    assert editor.text() == f"5.00 {code}"
    with pytest.raises(Invalid) as refused:
        EURO.parse(editor.told[-1])
    assert code in str(refused.value.message)
    assert EURO.parse(refused.value.example)
    editor.problem(refused.value)
    assert editor.combo.property("state") == "error"


def test_b18_a_currency_is_capitalised_in_sight(qtbot, theme):
    editor = shown(made(EURO, qtbot), qtbot)
    editor.put("5.00 EUR")
    editor.code.selectAll()
    type_text(editor.code, "gbp")
    assert (editor.code.text(), editor.told[-1]) == ("GBP", "5.00 GBP")
    assert EURO.parse(editor.told[-1]).currency == "GBP"


def test_a_currency_can_be_chosen(qtbot, theme):
    editor = made(EURO, qtbot)
    editor.put("5.00 EUR")
    editor.combo.setCurrentIndex(3)
    editor.combo.activated.emit(3)
    assert editor.told == ["5.00 USD"]


def test_a_region_offers_its_currencies_only(qtbot, theme):
    row = CHECKOUT_SESSION["paymentDetails.chargeAmount"]
    editor = made(row.kind.within(ApiVersion.V1, "jp"), qtbot)
    assert [editor.combo.itemText(at) for at in range(editor.combo.count())] == ["JPY"]
