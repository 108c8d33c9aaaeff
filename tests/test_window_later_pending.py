"""What Amazon decides by itself is asked about in the window, seen, and can be stopped."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from apay_console.model.fields import ApiVersion
from apay_console.ui.sale.poll_line import PollLine
from tests.sale_parts import AMOUNT, INTENT, RESULT
from tests.window_later_parts import CAPTURE, REFUND, objects, pay, primary, rail, sold, tasks
from tests.window_parts import Shop, fresh, quick, until

__all__ = ["fresh", "quick"]

PENDING_ALLOWED = "paymentDetails.canHandlePendingAuthorization"


def line(shop: Shop) -> PollLine:
    return shop.window.page.answer.poll


def button(shop: Shop, words: str) -> QPushButton:
    return next(one for one in line(shop).findChildren(QPushButton) if one.text() == words)


def its_time(shop: Shop) -> None:
    """Let the countdown be over."""
    assert shop.state.poll is not None
    shop.parts.console.desk.change(poll=replace(shop.state.poll, next_at=0.0))
    shop.parts.console.later.polling.tick()
    until(lambda: shop.state.poll is None, "the end of the questions")
    shop.settle()


def refunding(shop: Shop, version: ApiVersion = ApiVersion.V2) -> Shop:
    sold(shop, version)
    shop.run("capture")
    shop.send()
    shop.enter(REFUND, "10.00")
    shop.send()
    return shop


def undecided(shop: Shop) -> Shop:
    """Sell where the merchant lets Amazon answer later, with a card for which it does."""
    shop.run("new_v2")
    shop.send()
    shop.enter(AMOUNT, "48.90")
    shop.choose(INTENT, "Authorize")
    shop.click(shop.cell(RESULT).button)
    shop.window.page.request.focus(shop.state.scope.schema[PENDING_ALLOWED])
    shop.key(Qt.Key.Key_Space)
    shop.send()
    pay(shop, card="0701")
    shop.send()
    until(lambda: len(shop.state.objects) == 2 and not shop.under_way, "the charge")
    return shop


@pytest.mark.parametrize("version", list(ApiVersion))
def test_a_refund_counts_down_and_the_next_question_shows_what_became_of_it(version, fresh):
    shop = refunding(fresh, version)
    assert line(shop).isVisible()
    assert line(shop).text().startswith("Pending. Asking again in ")
    shop.emulator.advance(31)
    its_time(shop)
    assert objects(shop)[-1] == "Refund: Refunded"
    assert rail(shop)[1] == "done: Refunded 10.00 USD"
    assert line(shop).isHidden()


def test_asking_can_be_stopped_and_begun_again(fresh):
    shop = refunding(fresh)
    shop.click(button(shop, "Stop"))
    assert (line(shop).isHidden(), shop.state.poll) == (True, None)
    before = len(shop.state.exchanges)
    shop.emulator.advance(31)
    shop.run("get")
    assert objects(shop)[-1] == "Refund: Refunded"
    assert len(shop.state.exchanges) > before


def test_asking_does_not_wait_for_its_time_when_told_to(fresh):
    shop = refunding(fresh)
    shop.emulator.advance(31)
    shop.click(button(shop, "Ask now"))
    shop.settle()
    assert objects(shop)[-1] == "Refund: Refunded"


def test_a_jump_of_the_clock_shows_what_became_of_it_at_once(fresh):
    shop = refunding(fresh)
    shop.parts.console.tools.machine.jump(30.0)
    shop.settle()
    assert objects(shop)[-1] == "Refund: Refunded"
    assert line(shop).isHidden()


def test_a_pending_authorization_is_followed_until_it_can_be_captured(fresh):
    shop = undecided(fresh)
    assert "complete_session 202" in shop.exchanges
    assert objects(shop)[2] == "Charge: Pending"
    assert rail(shop)[0] == "now: Captured pending"
    assert line(shop).isVisible()
    shop.emulator.advance(31)
    its_time(shop)
    assert objects(shop)[2] == "Charge: Authorized"
    assert shop.window.page.needs.texts() == ["Authorized: capture 48.90 USD."]


def test_what_is_typed_meanwhile_stays_and_the_keyboard_too(fresh):
    shop = refunding(fresh)
    shop.run("previous_object")
    shop.enter(REFUND, "5.00")
    shop.emulator.advance(31)
    its_time(shop)
    assert shop.text(REFUND) == "5.00 USD"
    assert shop.has_keyboard(REFUND)
    assert primary(shop) == "Refund 5.00 USD"


def test_a_second_capture_of_the_same_charge_is_explained_and_never_red(fresh):
    shop = sold(fresh)
    shop.run("capture")
    before = shop.state
    shop.send()
    shop.parts.console.desk.show(before)  # as if the shop had captured it meanwhile
    shop.window.page.request.focus(CAPTURE)
    shop.send()
    assert shop.state.notice.tone == "ok"
    assert shop.notice.startswith("It was already captured at ")
    assert shop.notice.endswith("Nothing is wrong.")
    assert tasks(shop)[:2] == ["(Capture)", "*Refund"]
