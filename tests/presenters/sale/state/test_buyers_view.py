"""The buyer reads what is typed over what the session holds; a task has its own statement."""

from __future__ import annotations

from dataclasses import replace

from apay_console.model.draft import Draft
from apay_console.model.fields import ApiVersion
from apay_console.model.typed import Raw
from apay_console.presenters.sale.state.buyers_view import of_buyer
from apay_console.presenters.sale.state.sale_state import SaleState
from tests.sale_parts import AMOUNT, NOTE, PRICE, STORE_NAME, begun, opened
from tests.ui.later_states import CHARGE_ID, charge, followed


def read(state: SaleState) -> dict[str, str]:
    return {glance.label: glance.text for glance in of_buyer(state)}


def test_a_new_sale_shows_what_is_typed() -> None:
    typed = {STORE_NAME.name: "Fjord Tea", AMOUNT.name: "19.99 USD", NOTE.name: "<b>Tea</b>"}
    assert read(begun(ApiVersion.V2, Draft(typed))) == {
        "Store": "Fjord Tea",
        "Amount": "$19.99",
        "Note": "<b>Tea</b>",
        "On the card statement": "",
    }


def test_what_is_typed_stands_over_what_the_session_holds() -> None:
    held = {AMOUNT.name: PRICE, STORE_NAME.name: "Fjord Tea"}
    state = opened(values=held)
    assert (read(state)["Store"], read(state)["Amount"]) == ("Fjord Tea", "$19.99")
    typed = Draft({STORE_NAME.name: "Oolong", AMOUNT.name: "7 tea"})
    found = read(replace(state, draft=typed))
    assert (found["Store"], found["Amount"]) == ("Oolong", "")


def test_a_capture_has_an_amount_and_a_statement_of_its_own() -> None:
    typed = Draft({"captureAmount": "5.00 USD", "softDescriptor": "TEA"})
    state = replace(followed(charge(), shown=CHARGE_ID), task="capture_charge", draft=typed)
    found = read(state)
    assert (found["Amount"], found["On the card statement"]) == ("$5.00", "AMZ* TEA")
    assert read(replace(state, draft=Draft()))["On the card statement"] == ""


def test_a_value_that_is_no_text_is_not_read() -> None:
    state = begun(ApiVersion.V2, Draft({NOTE.name: Raw(7), AMOUNT.name: Raw({"amount": []})}))
    assert (read(state)["Note"], read(state)["Amount"]) == ("", "")
