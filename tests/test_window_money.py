"""Amounts and ids that would move the wrong money, typed into the real window."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from apay_console.model.catalogue.charge import CHARGE_TO_CREATE
from apay_console.model.catalogue.refund import REFUND_TO_CREATE
from apay_console.ui.live_sheet import MoneySheet
from tests.window_later_parts import CAPTURE, REFUND, sold
from tests.window_parts import Shop, fresh, quick

__all__ = ["fresh", "quick"]

CHARGE_ID = REFUND_TO_CREATE["chargeId"]
PERMISSION_ID = CHARGE_TO_CREATE["chargePermissionId"]
NEW_AMOUNT = CHARGE_TO_CREATE["chargeAmount"]


def sheet(shop: Shop) -> MoneySheet:
    return shop.window.sheets.live.money


def captured(shop: Shop) -> Shop:
    sold(shop)
    shop.run("capture")
    shop.send()
    return shop


def refused_by_default(shop: Shop, *words: str) -> None:
    """The question stands there, Cancel has the keyboard, and no Enter sends anything."""
    before, asked = shop.exchanges, sheet(shop)
    assert asked.isVisible()
    assert all(one in asked.text() for one in words), asked.text()
    assert shop.focused is asked.cancel
    shop.key(Qt.Key.Key_Return)
    assert asked.isVisible()
    shop.key(Qt.Key.Key_Escape)
    shop.settle()
    assert asked.isHidden()
    assert shop.exchanges == before


def test_b20_a_refund_above_what_was_charged_is_sent_only_if_it_is_meant(fresh):
    shop = captured(fresh)
    shop.run("refund")
    shop.enter(REFUND, "48.91")
    shop.send()
    refused_by_default(shop, "Check the amount", "That is more than the 48.90 USD that is left.")
    assert shop.text(REFUND) == "48.91 USD"
    shop.send()
    shop.click(sheet(shop).confirm)
    shop.settle()
    assert shop.exchanges.count("create_refund 201") == 1


def test_b20_a_capture_above_what_was_authorised_is_sent_only_if_it_is_meant(fresh):
    shop = sold(fresh)
    shop.run("capture")
    shop.enter(CAPTURE, "500.00")
    shop.send()
    refused_by_default(shop, "That is more than the 48.90 USD that is left.")
    assert shop.text(CAPTURE) == "500.00 USD"
    shop.send()
    shop.click(sheet(shop).confirm)
    shop.settle()
    assert shop.exchanges[-1].startswith("capture_charge 4"), "Amazon has the last word"


def test_b20_a_charge_above_what_is_left_is_sent_only_if_it_is_meant(fresh):
    shop = sold(fresh, intent="Confirm")
    shop.run("charge")
    shop.enter(NEW_AMOUNT, "48.91")
    shop.send()
    refused_by_default(shop, "That is more than the 48.90 USD that is left.")


def test_b20_what_is_left_is_sent_unasked(fresh):
    shop = sold(fresh)
    shop.run("capture")
    shop.enter(CAPTURE, "48.90")
    shop.send()
    assert sheet(shop).isHidden()
    assert "capture_charge 200" in shop.exchanges


def test_b19_a_currency_that_the_region_does_not_have_is_refused_in_its_field(fresh):
    shop = sold(fresh)
    shop.run("capture")
    shop.enter(CAPTURE, "5.00")
    code = shop.cell(CAPTURE).editor.code
    code.setFocus()
    code.selectAll()
    shop.type("eur")
    assert shop.text(CAPTURE) == "5.00 EUR"
    before = shop.exchanges
    shop.send()
    assert shop.exchanges == before
    assert CAPTURE in shop.state.problems


@pytest.mark.parametrize("number", ["S01-1234567-1234567", "s01-1234567-1234567-r123456"])
def test_b28_the_id_of_another_object_is_refused_with_what_belongs_there(number, fresh):
    shop = captured(fresh)
    shop.run("refund")
    shop.enter(CHARGE_ID, number)
    before = shop.exchanges
    shop.send()
    assert shop.exchanges == before
    assert shop.text(CHARGE_ID) == number
    found = "refund" if "r1" in number else "charge permission"
    [problem] = shop.state.problems.values()
    assert str(problem.message) == (f"This is the id of a {found}; here belongs that of a charge.")
    assert shop.has_keyboard(CHARGE_ID)


def test_b28_an_id_of_the_right_kind_or_of_an_unknown_shape_is_left_to_amazon(fresh):
    shop = sold(fresh, intent="Confirm")
    shop.run("charge")
    for number in ("P01-7654321-7654321", "something-else"):
        shop.enter(PERMISSION_ID, number)
        assert not shop.state.problems


@pytest.mark.parametrize("place", ["../../v2/refunds", "a/b", "%2e%2e", "?x=1", "#", ".."])
def test_b29_no_id_that_is_pasted_leads_to_another_path(place, fresh):
    shop, bar = fresh, fresh.window.sheets.open_bar
    before = shop.exchanges
    shop.run("open")
    shop.paste(place)
    shop.key(Qt.Key.Key_Return)
    shop.settle()
    assert bar.isVisible()
    assert bar._text.text() == place
    assert shop.exchanges == before
