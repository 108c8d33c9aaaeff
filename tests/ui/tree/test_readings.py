"""Values are read as a person would: states, countries, times, amounts, ids that lead on."""

from __future__ import annotations

from decimal import Decimal

import pytest

from apay_console.model.states.machines import MACHINES
from apay_console.ui.parts.text import visible
from apay_console.ui.tree.links import object_id
from apay_console.ui.tree.words import describe
from tests.ui.tree.view_parts import index, tree

__all__ = ["tree"]

NOW = 1_749_543_440.0
ID = "S01-1234567-1234567"


def test_every_state_of_the_table_is_read_the_same_way_whatever_object_has_it(qapp):
    for state in (state for machine in MACHINES for state in machine.states):
        assert state.brief
        assert describe("state", state.name, NOW).reading == state.brief


def test_a_state_and_a_country_are_told_in_words(qapp):
    assert describe("state", "Authorized", NOW).reading == "the money is held, not taken"
    assert describe("countryCode", "DE", NOW).reading == "Germany"
    assert describe("countryCode", "XX", NOW).reading == ""
    assert describe("countryCode", "de\u202e", NOW).reading == ""


@pytest.mark.parametrize("number", [1_749_543_380, 1_749_543_380_000, Decimal(1_749_543_380)])
def test_counted_seconds_are_read_as_a_time(number, qapp):
    assert describe("creationTimestamp", number, NOW).reading.endswith("1 min ago")


@pytest.mark.parametrize(
    ("key", "number"), [("id", 1_749_543_380), ("timestamp", 12), ("at", True)]
)
def test_other_numbers_are_not(key, number):
    assert describe(key, number, NOW).reading == ""


@pytest.mark.parametrize("value", [19.99, Decimal("-1"), "-1", "1e3", "1." + "0" * 20, "\u0661"])
def test_an_amount_that_amazon_would_not_write_is_flagged(value):
    found = describe("amount", value, NOW)
    assert found.is_odd
    assert found.text == visible(str(value))


CYRILLIC = "\u0405"  # looks like S


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("chargeId", f"{CYRILLIC}01-1234567-1234567-C123456"),
        ("chargePermissionId", "S01\u20101234567-1234567"),
        ("merchantReferenceId", f"ORDER-{CYRILLIC}1"),
        ("merchantReferenceId", "\uff2fRDER-1"),
    ],
)
def test_p23_letters_of_an_id_that_pass_for_others_are_flagged(key, value):
    found = describe(key, value, NOW)
    assert found.is_odd
    assert found.text == value
    strange = next(sign for sign in value if not sign.isascii())
    assert found.reading == f"U+{ord(strange):04X} may pass for another letter"


@pytest.mark.parametrize("value", ["ORDER-1", "Bestellung-Ü", "Заказ-1", "注文ABC", ""])
def test_an_order_number_in_ones_own_script_is_not(value):
    assert not describe("merchantReferenceId", value, NOW).is_odd


def test_an_amount_as_amazon_writes_it_is_not():
    assert not describe("amount", "19.99", NOW).is_odd


def test_ids_of_other_objects_lead_to_them_and_the_own_id_does_not():
    charge = {"chargeId": f"{ID}-C123456", "chargePermissionId": ID}
    assert object_id(charge, ("chargePermissionId",), ID) == ID
    assert object_id(charge, ("chargeId",), charge["chargeId"]) == ""
    assert object_id(charge, ("chargePermissionId",), "<b>") == ""
    assert object_id(charge, ("note",), ID) == ""


def test_a_click_asks_to_open_an_object_and_why(tree, qtbot):
    body = {"checkoutSessionId": "x", "chargePermissionId": ID, "reasonCode": "Declined"}
    tree.show_answer(body, tree._version, {})
    with qtbot.waitSignal(tree.open_wanted) as opened:
        tree._follow(index(tree, "chargePermissionId"))
    with qtbot.waitSignal(tree.why_wanted) as asked:
        tree._follow(index(tree, "reasonCode"))
    assert (opened.args, asked.args) == ([ID], ["Declined"])
