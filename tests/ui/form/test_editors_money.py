"""Amounts and currencies as they are typed."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStyle, QStyleOptionFrame

from apay_console.errors import Invalid
from apay_console.model.catalogue.checkout_session import CHECKOUT_SESSION
from apay_console.model.fields import ApiVersion
from apay_console.ui.parts.theme import restyle
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


def refused(qtbot, amount: str, code: str) -> Invalid:
    """Paste an amount, and see it stay and be marked."""
    editor = made(EURO, qtbot)
    editor.put(f" {code}")
    editor.line.clear()
    paste(editor.line, amount)
    assert editor.line.text() == amount
    with pytest.raises(Invalid) as caught:
        EURO.parse(editor.told[-1])
    editor.problem(caught.value)
    assert editor.line.property("state") == "error"
    return caught.value


def test_b8_yen_have_no_decimals(qtbot, theme):
    problem = refused(qtbot, "100.5", "JPY")
    assert (str(problem.message), problem.example) == ("JPY has no decimals.", "100 JPY")
    editor = made(EURO, qtbot)
    editor.put("0 JPY")
    editor.line.clear()
    paste(editor.line, "100")
    assert EURO.encode(EURO.parse(editor.told[-1])) == {"amount": "100", "currencyCode": "JPY"}


def test_b5_thousands_are_refused_as_other_countries_write_them_too(qtbot, theme):
    problem = refused(qtbot, "1.000,00", "EUR")
    assert problem.example == "1000.00 EUR"


def test_b1_an_emptied_amount_is_no_price(qtbot, theme):
    editor = made(EURO, qtbot)
    editor.put({"amount": "5.00", "currencyCode": "EUR"})
    editor.line.selectAll()
    press(editor.line, Qt.Key.Key_Backspace)
    assert (editor.text(), editor.told) == ("", [""])
    assert editor.code.text() == "EUR"


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


@pytest.mark.parametrize("state", ["", "error"])
def test_the_currency_is_read_whole_while_the_keyboard_is_in_it(state, qtbot, theme):
    editor = shown(made(EURO, qtbot), qtbot)
    editor.put("19.99 GBP")
    editor.combo.setFocus()
    restyle(editor.combo, "state", state)
    option = QStyleOptionFrame()
    editor.code.initStyleOption(option)
    part = QStyle.SubElement.SE_LineEditContents
    room = editor.code.style().subElementRect(part, option, editor.code).width()
    assert room > editor.code.fontMetrics().horizontalAdvance("GBP")
