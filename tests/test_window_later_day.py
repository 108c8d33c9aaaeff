"""A whole day by keyboard alone: complete, capture, refund; and the same step taken twice."""

from __future__ import annotations

import pytest

from apay_console.model.lifecycle import Next
from tests.window_later_parts import (
    CAPTURE,
    REFUND,
    limits,
    objects,
    paid,
    press,
    primary,
    rail,
    sold,
    title,
)
from tests.window_parts import Shop, quick, shop, until

__all__ = ["quick", "shop"]


def waited(shop: Shop, count: int) -> Shop:
    until(lambda: len(shop.state.objects) == count and not shop.under_way, "what follows")
    return shop


def command(shop: Shop, words: str) -> None:
    """Choose a command in the list of all, by its words."""
    press(shop, "Ctrl+K")
    shop.type(words)
    press(shop, "Return")


def test_from_complete_to_refund_no_mouse_is_needed(shop):
    paid(shop)
    assert shop.notice.startswith("The buyer is back and the session waits: complete it now")
    assert primary(shop) == "Complete 48.90 USD"
    press(shop, "Ctrl+Return")
    waited(shop, 2)
    assert shop.window.page.needs.texts() == ["Authorized: capture 48.90 USD."]
    command(shop, "Capture")
    assert shop.has_keyboard(CAPTURE)
    press(shop, "Ctrl+Return")
    assert rail(shop)[0] == "done: Captured 48.90 USD"
    assert shop.has_keyboard(REFUND)
    press(shop, "Ctrl+A")
    shop.type("10.00")
    press(shop, "Ctrl+Return")
    assert (title(shop), objects(shop)[-1]) == ("Refund", "Refund: Pending")
    assert shop.focused is shop.window.page.request.primary
    shop.emulator.advance(31)
    press(shop, "Ctrl+Return")
    assert objects(shop)[-1] == "Refund: Refunded"
    press(shop, "Ctrl+Alt+Left")
    assert (title(shop), limits(shop)[2]) == ("Charge", "Refunded 10.00 USD")


def test_a_key_that_is_pressed_twice_captures_and_does_not_refund(shop):
    sold(shop)
    shop.run("capture")
    shop.send()
    assert primary(shop) == "Refund 48.90 USD"
    shop.send()
    assert "capture_charge 200" in shop.exchanges
    assert "create_refund 201" not in shop.exchanges
    shop.run("refund")
    shop.send()
    assert "create_refund 201" in shop.exchanges


def test_the_buyer_who_is_back_is_told_beside_the_rail_when_the_bar_is_gone(shop):
    paid(shop)
    shop.parts.console.desk.say(None)
    assert shop.window.page.needs.texts() == ["The buyer is back: complete now."]


def test_a_second_complete_is_explained_and_never_red(shop):
    paid(shop)
    before = shop.state
    shop.send()
    waited(shop, 2)
    shop.parts.console.desk.show(before)  # as if the shop had completed it meanwhile
    assert shop.state.step is Next.COMPLETE
    shop.send()
    assert "complete_session 422" in shop.exchanges
    assert shop.state.notice.tone == "ok"
    assert shop.notice.startswith("It was already completed at ")
    assert shop.focused is shop.window.page.request.primary
    waited(shop, 2)
    assert objects(shop)[0] == "Session: Completed"
    shop.run("capture")
    assert shop.notice == ""  # it was said of the session


@pytest.mark.parametrize(
    ("command", "says"),
    [
        ("cancel_charge", "It was already canceled"),
        ("close_permission", "It was already closed"),
    ],
)
def test_what_ended_before_is_explained_and_never_red(command, says, shop):
    sold(shop)
    shop.run(command)
    shop.type("Sold out")
    before = shop.state
    shop.send()
    shop.parts.console.desk.show(before)
    shop.send()
    assert shop.state.notice.tone == "ok"
    assert shop.notice.startswith(says)


def test_a_refund_above_what_is_left_keeps_the_amount_and_the_keyboard(shop):
    sold(shop)
    shop.run("capture")
    shop.send()
    shop.enter(REFUND, "60.00")
    send_all_the_same(shop)
    assert "create_refund 400" in shop.exchanges
    assert shop.notice == "That is more than is left. No money was moved."
    assert shop.has_keyboard(REFUND)
    assert shop.text(REFUND) == "60.00 USD"
    assert "56.23 USD" in shop.said
    assert "Still refundable 56.23 USD" in limits(shop)
    shop.enter(REFUND, "56.23")
    send_all_the_same(shop)
    assert "create_refund 201" in shop.exchanges


def send_all_the_same(shop):
    """Send more than was captured, and mean it."""
    shop.send()
    shop.click(shop.window.sheets.live.money.confirm)
    shop.settle()


@pytest.mark.parametrize("task", [0, 2])
def test_a_captured_charge_tells_what_amazon_would_answer_to_each_task(task, shop):
    sold(shop)
    shop.run("capture")
    shop.send()
    row = shop.window.page.request.tasks
    shop.click(row.buttons()[task])
    assert row.reason().startswith("Amazon would answer 422 InvalidChargeStatus: the state is Capt")
    assert not shop.window.page.request.primary.isEnabled()
