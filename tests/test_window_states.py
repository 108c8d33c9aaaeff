"""In the window, the state picture follows a sale from its first session to its last refund."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from apay_console.model.fields import ApiVersion
from apay_console.model.subjects import CHARGE, PERMISSION, REFUND, SESSION
from apay_console.ui.sale import answer_pane
from apay_console.ui.states.pill import Pill
from apay_console.ui.states.view import StatesView
from tests.window_later_parts import CAPTURE, paid, press, sold
from tests.window_later_parts import REFUND as AMOUNT_BACK
from tests.window_parts import SHIFT, Shop, fresh, quick, shop, until

__all__ = ["fresh", "quick", "shop"]


def view(shop: Shop) -> StatesView:
    """The states, in sight."""
    press(shop, "Ctrl+3")
    QApplication.processEvents()
    return shop.window.page.answer.states


def pill(shop: Shop, subject: Any, name: str) -> Pill:
    return view(shop).lanes[subject].canvas.pills[name]


def states(shop: Shop) -> list[str]:
    """Where each object stands."""
    found = [lane.lane for lane in view(shop).lanes.values()]
    return [lane.state for lane in found if lane is not None]


def take(shop: Shop, subject: Any, name: str) -> None:
    """Go to an edge and press Enter."""
    pill(shop, subject, name).setFocus()
    shop.key(Qt.Key.Key_Return)
    shop.settle()


def test_a_whole_sale_is_done_from_its_picture(fresh: Shop) -> None:
    shop = paid(fresh)
    assert states(shop) == ["Open", "", "", ""]
    take(shop, SESSION, "complete_session")
    until(lambda: len(shop.state.objects) == 2 and not shop.under_way, "what follows")
    assert states(shop) == ["Completed", "NonChargeable", "Authorized", ""]
    take(shop, CHARGE, "capture_charge")
    assert shop.state.task == "capture_charge"
    assert shop.text(CAPTURE) == "48.90 USD"
    shop.send()
    assert states(shop) == ["Completed", "Closed", "Captured", ""]
    take(shop, REFUND, "create_refund")
    shop.enter(AMOUNT_BACK, "5.00")
    shop.send()
    assert states(shop)[-1] == "RefundInitiated"
    assert pill(shop, CHARGE, "capture_charge").way.last is not None
    assert "422 InvalidChargeStatus" in pill(shop, CHARGE, "cancel_charge").toolTip()


def test_the_picture_follows_the_clock_and_goes_back_to_any_moment(fresh: Shop) -> None:
    shop = sold(fresh)
    assert pill(shop, CHARGE, "expire").text() == "Expires in 29 d 23 h"
    shop.parts.console.tools.machine.jump(3600.0 * 24 * 10)
    shop.settle()
    assert pill(shop, CHARGE, "expire").text() == "Expires in 19 d 23 h"
    take(shop, SESSION, "create_session")
    assert shop.window.page.answer.tab == answer_pane.SESSION
    assert shop.state.moment is not None
    assert shop.state.moment.operation == "create_session"
    assert states(shop) == ["Open", "", "", ""]
    shop.parts.console.desk.back_to_now()
    assert states(shop)[:3] == ["Completed", "NonChargeable", "Authorized"]


def test_in_v1_the_buyer_completes_it(fresh: Shop) -> None:
    shop = sold(fresh, ApiVersion.V1)
    assert states(shop) == ["Completed", "NonChargeable", "Authorized", ""]
    assert pill(shop, SESSION, "pay").text().startswith("Pays · ")
    assert "complete_session" not in view(shop).lanes[SESSION].canvas.pills


@pytest.mark.parametrize("size", [(1440, 900), (1024, 680)])
def test_nothing_of_it_is_wider_than_its_pane(shop: Shop, size: tuple[int, int]) -> None:
    shop.window.resize(*size)
    found = view(shop)
    room = found.mapToGlobal(found.rect().topRight()).x()
    for lane in found.lanes.values():
        for one in lane.canvas.pills.values():
            assert one.mapToGlobal(one.rect().topRight()).x() <= room


def test_tab_reaches_every_edge_that_can_be_taken(shop: Shop) -> None:
    found = view(shop)
    wanted = {
        one
        for lane in found.lanes.values()
        for one in lane.canvas.pills.values()
        if one.way.is_yours or one.way.passed
    }
    found.save_button.setFocus()
    reached = set()
    for _ in range(30):
        shop.key(Qt.Key.Key_Tab)
        reached.add(shop.focused)
    assert wanted
    assert wanted <= reached
    pill(shop, SESSION, "create_session").setFocus()
    shop.key(Qt.Key.Key_Return, SHIFT)
    assert shop.window.page.answer.tab == answer_pane.SESSION


def test_what_does_not_exist_says_so(shop: Shop) -> None:
    for subject in (PERMISSION, CHARGE, REFUND):
        assert "not there yet" in view(shop).lanes[subject].accessibleName()
