"""Notifications in the window: sent to a shop, received here, and judged, by keyboard alone."""

from __future__ import annotations

import json

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from apay_console.emulator.wire import Answer, Asked
from apay_console.presenters.notifications import notifications
from apay_console.ui.parts.tab_order import stops
from tests.emulator.loops import serving
from tests.notification_parts import (
    buttons,
    go_to_received,
    name_of,
    open_row,
    panel,
    press,
    rows,
    tab_to,
    use_console,
)
from tests.test_window_later import sold
from tests.window_parts import CTRL, Shop, fresh, quick, until

__all__ = ["fresh", "quick"]


def give(shop: Shop, address: str) -> None:
    """Type another address, with the keyboard in its field."""
    shop.key(Qt.Key.Key_A, CTRL)
    shop.type(address)
    shop.key(Qt.Key.Key_Return)
    shop.settle()


def test_each_notification_of_a_sale_is_listed_with_the_shop_s_answer(fresh: Shop) -> None:
    asked: list[Asked] = []

    def take(one: Asked) -> Answer:
        asked.append(one)
        return Answer(200, b"")

    found = panel(fresh)
    assert not found.plan._test.isEnabled()
    assert "before there is an address" in found.sent._empty.text()
    with serving(take) as running:
        give(fresh, f"{running.base_url}/ipn")
        fresh.key(Qt.Key.Key_Escape)
        sold(fresh)
        panel(fresh)
        until(lambda: " ".join(rows(found.sent.list)).count("200 in") == 3, "three answers")
    assert [row.split()[0] for row in rows(found.sent.list)] == [
        *("Permission", "Charge", "Permission"),
    ]
    assert [json.loads(json.loads(one.body)["Message"])["ObjectType"] for one in asked] == [
        *("CHARGE_PERMISSION", "CHARGE", "CHARGE_PERMISSION"),
    ]


def test_what_a_shop_failed_at_says_why_and_can_be_sent_again(fresh: Shop) -> None:
    answers = [Answer(200, b""), Answer(500, b"out of tea")]
    found = panel(fresh)
    with serving(lambda _: answers.pop()) as running:
        give(fresh, running.base_url)
        press(fresh, "Send a test")
        until(lambda: "500, to be tried again at" in " ".join(rows(found.sent.list)), "the answer")
        open_row(fresh, "Notifications that were sent", 0)
        assert "It said: out of tea" in found.sent.answer.text()
        assert "P01-0000000-0000000-000000" in found.sent.reader.toPlainText()
        assert buttons(found.sent) == ["Back to the list", "Send again"]  # nothing is to be read
        press(fresh, "Send again")
        until(lambda: found.sent.answer.text().startswith("200 in"), "the second answer")


def test_a_subscription_is_confirmed_here(fresh: Shop) -> None:
    found = use_console(fresh)
    found.plan._sends[0].trigger()
    until(lambda: found.received.list.count() == 1, "the question")
    until(lambda: "not confirmed" in " ".join(rows(found.sent.list)), "the answer")
    go_to_received(fresh)
    open_row(fresh, "Notifications that came", 0)
    press(fresh, "Confirm")
    until(lambda: "confirmed at" in " ".join(rows(found.sent.list)), "the confirmation")
    assert found.received.view.meaning.text() == "It is confirmed: SNS may send here."
    assert buttons(found.received.view) == []


def test_another_computer_is_asked_about_and_what_was_typed_is_never_lost(
    fresh: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def leads_away(url: str) -> bool:
        return "far" in url

    monkeypatch.setattr(notifications, "_leads_away", leads_away)
    found, ways = panel(fresh), fresh.emulator.settings.notifying
    give(fresh, "localhost:8080")
    assert "Begin with https://" in found.plan._problem.text()
    tab_to(fresh, "How they arrive")
    fresh.key(Qt.Key.Key_Down)
    fresh.settle()
    assert found.plan._endpoint.text() == "localhost:8080"
    assert found.plan._problem.isVisible()
    found.plan._endpoint.setFocus()
    give(fresh, "http://far.example/ipn")
    assert "far.example is another computer" in found.plan._question.text()
    press(fresh, "No")
    assert (found.plan._endpoint.text(), ways.endpoint) == ("", "")
    give(fresh, "http://far.example/ipn")
    press(fresh, "Allow far.example")
    assert (ways.endpoint, ways.allowed) == ("http://far.example/ipn", {"far.example"})
    assert not found.plan._asking.isVisible()


def test_the_panel_is_no_wider_than_the_form_whose_place_it_takes(fresh: Shop) -> None:
    side = fresh.window.page.side
    width = side.width()
    panel(fresh)
    assert (side.width(), side.minimumSizeHint().width() <= width) == (width, True)


def test_every_part_has_a_name_and_a_turn_and_escape_leads_back(fresh: Shop) -> None:
    found = use_console(fresh)
    names = [name_of(widget) for widget in stops(found)]
    assert names == [
        *("Address that takes the notifications", "How they arrive", "Sent or received"),
        *("Send a test", "More to send"),
    ]
    go_to_received(fresh)
    names = [name_of(widget) for widget in stops(found.received)]
    assert names == ["Copy this console's address", "What this console answers", "Paste…"]
    fresh.key(Qt.Key.Key_Escape)
    assert not found.isVisible()
    assert fresh.window.page.request.isAncestorOf(QApplication.focusWidget())
