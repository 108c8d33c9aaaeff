"""The choice of a simulation code in the window: offered, chosen by keys, sent once."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from apay_console.ui.sale.simulation_choice import SimulationChoice
from tests.sale_parts import AMOUNT
from tests.window_later_parts import objects, sold
from tests.window_parts import Shop, fresh, quick

__all__ = ["fresh", "quick"]
pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support")  # off screen, of menus


def choice(shop: Shop) -> SimulationChoice:
    found = shop.window.page.request.findChild(SimulationChoice)
    assert isinstance(found, SimulationChoice)
    return found


def choose(shop: Shop, code: str) -> None:
    """Open the menu with Space, and go down to a code."""
    choice(shop).setFocus()
    shop.key(Qt.Key.Key_Space)
    menu = choice(shop).menu()
    assert QApplication.activePopupWidget() is menu
    menu.setActiveAction(next(one for one in menu.actions() if one.data() == code))
    menu.activeAction().trigger()
    menu.close()
    QApplication.processEvents()


def test_a_session_in_v2_offers_none_before_it_is_completed(fresh: Shop) -> None:
    fresh.run("new_v2")
    fresh.send()
    assert choice(fresh).isHidden()


def test_an_update_offers_one_once_nothing_is_missing_after_it(fresh: Shop) -> None:
    fresh.enter(AMOUNT, "19.99")
    assert choice(fresh).isHidden()
    fresh.fill_all()
    assert choice(fresh).isVisible()


def test_a_capture_is_pending_on_demand_and_the_code_is_used_up(fresh: Shop) -> None:
    shop = sold(fresh)
    shop.run("capture")
    assert choice(shop).codes() == ["", "CaptureInitiated", "AmazonRejected"]
    assert choice(shop).text() == "Simulation code: none"
    choose(shop, "CaptureInitiated")
    assert choice(shop).text() == "Simulates CaptureInitiated"
    assert choice(shop).accessibleDescription() == "CaptureInitiated"
    assert choice(shop).hasFocus()
    shop.send()
    assert objects(shop)[-1] == "Charge: Pending"
    captured = next(one for one in shop.state.exchanges if one.operation == "capture_charge")
    headers = dict(captured.sent.headers)
    assert headers["x-amz-pay-simulation-code"] == "CaptureInitiated"
    assert shop.state.simulation == ""


def test_what_was_chosen_can_be_taken_back(fresh: Shop) -> None:
    shop = sold(fresh)
    shop.run("capture")
    choose(shop, "AmazonRejected")
    choose(shop, "")
    assert choice(shop).text() == "Simulation code: none"
    shop.send()
    assert objects(shop)[-1] == "Charge: Captured"


def test_another_task_begins_without_a_code(fresh: Shop) -> None:
    shop = sold(fresh)
    shop.run("capture")
    choose(shop, "AmazonRejected")
    shop.run("cancel_charge")
    assert choice(shop).isHidden()
    shop.run("capture")
    assert choice(shop).text() == "Simulation code: none"
