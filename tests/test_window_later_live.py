"""With a live profile each task that follows a checkout asks first, in its own words."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from apay_console.model.profile import Environment
from apay_console.ui.live_sheet import MoneySheet
from tests.window_later_parts import sold
from tests.window_parts import Shop, fresh, quick

__all__ = ["fresh", "quick"]

NAME = "Fjord Tea"


def go_live(shop: Shop) -> None:
    """Look at the same sale as a live one, unlocked; nothing of it may ever leave."""
    live = replace(shop.state.profile, name=NAME, environment=Environment.LIVE)
    shop.parts.console.desk.change(profile=live)
    shop.parts.console.desk.unlock(NAME)


def sheet(shop: Shop) -> MoneySheet:
    return shop.window.sheets.live.money


@pytest.mark.parametrize(
    ("command", "typed", "title", "confirm"),
    [
        ("capture", "", "LIVE: this takes real money", "Capture 48.90 USD"),
        ("cancel_charge", "Sold out", "LIVE: this gives up real money", "Cancel charge"),
        (
            "close_permission",
            "Done",
            "LIVE: this changes a real charge permission",
            "Close permission",
        ),
        ("refund", "", "LIVE: this gives real money back", "Refund 48.90 USD"),
        ("charge", "", "LIVE: this takes real money", "Charge 48.90 USD"),
    ],
)
def test_nothing_leaves_before_the_question_is_answered(command, typed, title, confirm, fresh):
    shop = sold(fresh, intent="Confirm" if command == "charge" else "Authorize")
    if command == "refund":
        shop.run("capture")
        shop.send()
    go_live(shop)
    shop.run(command)
    if typed:
        shop.type(typed)
    before = shop.exchanges
    shop.send()
    asked = sheet(shop)
    assert asked.isVisible()
    assert asked.cancel.accessibleDescription().startswith(title)
    assert asked.confirm.text() == confirm
    assert shop.focused is asked.cancel
    shop.key(Qt.Key.Key_Escape)
    shop.settle()
    assert asked.isHidden()
    assert shop.exchanges == before


def test_while_live_is_locked_the_button_says_so(fresh):
    shop = sold(fresh)
    live = replace(shop.state.profile, name=NAME, environment=Environment.LIVE)
    shop.parts.console.desk.change(profile=live)
    shop.run("capture")
    before = shop.exchanges
    assert str(shop.state.reason) == "Live is read-only"
    shop.send()
    assert shop.window.sheets.live.unlock.isVisible()
    assert shop.exchanges == before
