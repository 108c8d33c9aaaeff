"""The window in the first minute: what is missing, how it is filled in, what comes of it."""

from __future__ import annotations

import json

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication

from apay_console.ui.sale import answer_pane
from tests.sale_parts import AMOUNT, INTENT, MISSING, NOTE, NUMBER, RESULT
from tests.window_parts import CTRL, SHIFT, fresh, quick

__all__ = ["fresh", "quick"]


@pytest.fixture
def shop(fresh):
    return fresh


def test_the_first_start_misses_exactly_three_things_and_waits_at_the_first(shop):
    assert shop.needs == list(MISSING)
    assert shop.has_keyboard(AMOUNT)
    assert shop.window.top.text().startswith("EMULATOR Order 1001")
    assert "done: Buyer Mara" in shop.window.page.rail.texts()[1]
    assert shop.exchanges == ["create_session 201"]
    assert shop.notice == ""
    assert "nothing left this machine" in shop.window.activity.text()


@pytest.mark.parametrize("how", ["mouse", "keyboard"])
def test_each_chip_goes_to_its_field(how, shop):
    rows = dict(zip(MISSING, (AMOUNT, RESULT, INTENT), strict=True))
    for name, row in rows.items():
        if how == "mouse":
            shop.click(shop.chip(name))
        else:
            shop.chip(name).setFocus()
            shop.key(Qt.Key.Key_Space)
        assert shop.has_keyboard(row)


def test_three_updates_clear_three_constraints_and_the_redirect_url_appears(shop):
    shop.enter(AMOUNT, "19.99")
    assert shop.needs[0] == "✓ ChargeAmountNotSet"
    shop.send()
    assert shop.needs == list(MISSING[1:])
    shop.click(shop.cell(RESULT).button)
    shop.send()
    assert shop.needs == [MISSING[2]]
    shop.choose(INTENT, "Authorize")
    shop.send()
    assert shop.needs == ["Nothing is missing. The buyer can pay."]
    assert shop.state.session.redirect_url.startswith(shop.parts.console.host.base_url)
    assert shop.window.page.request.primary.text() == "Open buyer's page"
    assert shop.exchanges == ["create_session 201", *["update_session 200"] * 3]


def test_a_double_click_on_send_does_not_press_what_comes_after_it(shop):
    shop.fill_all()
    primary, left = shop.window.page.request.primary, Qt.MouseButton.LeftButton
    shop.click(primary)
    shop.settle()
    assert primary.text() == "Open buyer's page"
    spot, none = QPointF(primary.rect().center()), Qt.KeyboardModifier.NoModifier
    for kind in (QEvent.Type.MouseButtonDblClick, QEvent.Type.MouseButtonRelease):
        event = QMouseEvent(kind, spot, primary.mapToGlobal(spot), left, left, none)
        QApplication.sendEvent(primary, event)
    shop.settle()
    assert not shop.state.is_paying
    assert shop.window.page.answer.tab == answer_pane.SESSION
    assert shop.exchanges == ["create_session 201", "update_session 200"]


def test_ctrl_enter_that_is_held_down_takes_one_step(shop):
    shop.fill_all()
    for is_repeat in (False, True, True, True):
        press = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Return, CTRL, "", is_repeat)
        QApplication.sendEvent(shop.window.windowHandle(), press)
        shop.settle()
    assert shop.window.page.request.primary.text() == "Open buyer's page"
    assert shop.window.page.answer.tab == answer_pane.SESSION


def test_what_is_sent_is_only_what_was_changed(shop):
    shop.fill_all()
    shop.enter(NUMBER, "1001")  # as it was
    shop.send()
    assert json.loads(shop.state.exchange.sent.body) == {
        "webCheckoutDetail": {"checkoutResultReturnUrl": shop.parts.console.landing.result_url},
        "paymentDetail": {
            "paymentIntent": "Authorize",
            "chargeAmount": {"amount": "19.99", "currencyCode": "USD"},
        },
    }


def test_a_field_that_is_emptied_is_cleared_at_amazon(shop):
    shop.fill_all()
    shop.send()
    shop.enter(AMOUNT, "")
    assert shop.state.body.text == '{"paymentDetail":{"chargeAmount":null}}'
    shop.send()
    assert shop.needs == ["ChargeAmountNotSet"]
    assert shop.text(AMOUNT) == ""


def test_what_was_typed_is_undone_and_done_again_field_by_field(shop):
    shop.enter(AMOUNT, "19.99")
    shop.enter(NOTE, "Tea")
    shop.key(Qt.Key.Key_Z, CTRL)
    assert (shop.text(NOTE), shop.text(AMOUNT)) == ("Two tins of green tea", "19.99 USD")
    shop.key(Qt.Key.Key_Z, CTRL)
    assert shop.text(AMOUNT) == ""
    shop.key(Qt.Key.Key_Z, CTRL | SHIFT)
    shop.key(Qt.Key.Key_Z, CTRL | SHIFT)
    assert (shop.text(NOTE), shop.text(AMOUNT)) == ("Tea", "19.99 USD")
    shop.send()
    shop.key(Qt.Key.Key_Z, CTRL)
    assert not shop.state.draft


def test_discarded_values_can_be_brought_back(shop):
    shop.enter(AMOUNT, "19.99")
    shop.key(Qt.Key.Key_Backspace, CTRL | SHIFT)
    assert shop.text(AMOUNT) == ""
    shop.key(Qt.Key.Key_Z, CTRL)
    assert shop.text(AMOUNT) == "19.99 USD"


def test_after_sending_the_tree_and_the_changes_say_who_did_what(shop):
    shop.fill_all()
    shop.send()
    shop.key(Qt.Key.Key_2, CTRL)
    rows = shop.window.page.answer.changes.texts()
    assert any(row.startswith("You ▸ paymentDetail.chargeAmount") for row in rows)
    assert any(row.startswith("Amazon ◂ webCheckoutDetail.amazonPayRedirectUrl") for row in rows)


def test_an_earlier_moment_can_be_looked_at_and_left(shop):
    shop.enter(AMOUNT, "19.99")
    shop.send()
    shop.key(Qt.Key.Key_H, CTRL | SHIFT)
    shop.key(Qt.Key.Key_Down)
    shop.key(Qt.Key.Key_Return)
    assert shop.state.moment is not None
    assert shop.window.page.answer.line().startswith("POST · 201")
    assert not shop.window.page.request.primary.isEnabled()
    shop.parts.console.desk.back_to_now()
    assert shop.window.page.answer.line().startswith("PATCH · 200")
