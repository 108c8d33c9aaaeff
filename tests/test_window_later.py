"""After the checkout, in the same window: capture, refund, and what is left, by keyboard alone."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from tests.window_later_parts import (
    CAPTURE,
    REFUND,
    limits,
    objects,
    press,
    primary,
    rail,
    sold,
    title,
)
from tests.window_parts import Shop, quick, shop

__all__ = ["quick", "shop"]


def test_a_sale_is_captured_and_refunded_in_part_by_keyboard_alone(shop):
    sold(shop)
    assert objects(shop) == [
        "Session: Completed",
        "Permission: NonChargeable",
        "Charge: Authorized",
    ]
    assert shop.window.page.needs.texts() == ["Authorized: capture 48.90 USD."]
    capture_in_part(shop)
    refund_in_part(shop)
    press(shop, "Ctrl+Alt+Left")
    assert title(shop) == "Charge"
    assert {"Refunded 10.00 USD", "Still refundable 36.00 USD"} <= set(limits(shop))
    assert primary(shop) == "Refund 30.00 USD"


def capture_in_part(shop: Shop) -> None:
    shop.run("capture")
    assert shop.has_keyboard(CAPTURE)
    assert shop.window.page.request.tasks.texts()[0] == "*Capture"
    assert primary(shop) == "Capture 48.90 USD"
    assert limits(shop)[0] == "Authorized 48.90 USD"
    shop.enter(CAPTURE, "40.00")
    assert primary(shop) == "Capture 40.00 USD"
    shop.send()
    assert "capture_charge 200" in shop.exchanges
    assert rail(shop)[0] == "done: Captured 40.00 USD"
    assert "Captured 40.00 USD" in limits(shop)


def refund_in_part(shop: Shop) -> None:
    shop.run("refund")
    assert shop.has_keyboard(REFUND)
    assert primary(shop) == "Refund 40.00 USD"
    shop.enter(REFUND, "10.00")
    shop.send()
    assert "create_refund 201" in shop.exchanges
    assert objects(shop)[-1] == "Refund: Pending"
    assert rail(shop)[1] == "now: Refunded pending"
    assert title(shop) == "Refund"
    assert shop.focused is shop.window.page.request.primary


def test_what_cannot_be_done_any_more_says_why_and_is_not_sent(shop):
    sold(shop)
    shop.run("capture")
    shop.send()
    row = shop.window.page.request.tasks
    row.buttons()[1].setFocus()
    shop.key(Qt.Key.Key_Left)
    shop.settle()
    assert row.texts()[0] == "*(Capture)"
    assert row.reason().startswith("Amazon would answer 422 InvalidChargeStatus")
    before = shop.exchanges
    shop.send()
    assert shop.exchanges == before


def test_what_was_typed_for_one_object_is_there_when_one_comes_back(shop):
    sold(shop)
    shop.run("capture")
    shop.enter(CAPTURE, "12.00")
    press(shop, "Ctrl+Alt+Left")
    assert title(shop) == "Permission"
    press(shop, "Ctrl+Alt+Right")
    assert shop.text(CAPTURE) == "12.00 USD"
    press(shop, "Ctrl+Z")
    assert shop.text(CAPTURE) == "48.90 USD"


def test_each_object_is_shown_with_the_exchange_that_brought_it(shop):
    sold(shop)
    shop.run("capture")
    shop.send()
    press(shop, "Ctrl+Alt+Left")
    assert shop.state.exchange.operation == "get_permission"
    press(shop, "Ctrl+Alt+Left")
    assert shop.state.exchange.operation == "complete_session"
    press(shop, "Ctrl+Alt+Left")
    assert shop.state.exchange.operation == "capture_charge"


def test_an_id_in_the_answer_leads_to_its_object(shop):
    sold(shop)
    shop.run("capture")
    tree = shop.window.page.answer.tree.tree
    index = tree.nodes_model.reveal(("chargePermissionId",))
    tree.setCurrentIndex(index)
    tree.setFocus()
    shop.key(Qt.Key.Key_Return)
    shop.settle()
    assert title(shop) == "Permission"


@pytest.mark.parametrize("command", ["close_permission", "cancel_charge"])
def test_ending_asks_for_its_reason_before_it_is_sent(command, shop):
    sold(shop)
    shop.run(command)
    before = shop.exchanges
    shop.send()
    assert shop.exchanges == before
    shop.type("Sold out")
    shop.send()
    assert shop.exchanges[len(before)].split()[1] == "200"
