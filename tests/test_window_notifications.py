"""Notifications in the window: sent to a shop, received here, and judged, by keyboard alone."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from apay_console.emulator.wire import Answer, Asked
from apay_console.presenters.notifications import notifications
from apay_console.ui.panels.notice_list import NoticeList
from apay_console.ui.panels.notifications_panel import NotificationsPanel
from apay_console.ui.parts.tab_order import stops
from tests.emulator.loops import serving
from tests.test_window_later import sold
from tests.window_parts import CTRL, Shop, fresh, quick, until

__all__ = ["fresh", "quick"]
PATIENCE = 60  # more than the panel has parts


def name_of(widget: QWidget) -> str:
    text = widget.text() if isinstance(widget, QAbstractButton) else ""
    return widget.accessibleName() or text


def tab_to(shop: Shop, name: str) -> QWidget:
    """Press Tab until the part of that name has the keyboard."""
    for _ in range(PATIENCE):
        if name_of(shop.focused) == name:
            return shop.focused
        shop.key(Qt.Key.Key_Tab)
    raise AssertionError(f"Tab does not lead to {name}")


def press(shop: Shop, name: str) -> None:
    tab_to(shop, name)
    shop.key(Qt.Key.Key_Return)
    shop.settle()


def panel(shop: Shop) -> NotificationsPanel:
    """Open the panel by its name among all commands."""
    shop.key(Qt.Key.Key_K, CTRL)
    shop.type("notifications")
    shop.key(Qt.Key.Key_Return)
    shop.settle()
    found = shop.window.findChild(NotificationsPanel)
    assert found is not None
    assert name_of(shop.focused) == "Address that takes the notifications"
    return found


def give(shop: Shop, address: str) -> None:
    """Type another address, with the keyboard in its field."""
    shop.key(Qt.Key.Key_A, CTRL)
    shop.type(address)
    shop.key(Qt.Key.Key_Return)
    shop.settle()


def rows(entries: NoticeList) -> list[str]:
    """Each row, without its time."""
    return [f"{title}: {below.partition(' · ')[2]}" for title, below in _lines(entries)]


def _lines(entries: NoticeList) -> Iterator[tuple[str, str]]:
    for text in entries.texts():
        title, _, below = text.partition("\n")
        yield title, below


def paste(shop: Shop, found: NotificationsPanel, values: dict[str, Any]) -> str:
    """Paste a notification into the box, have it checked, and read the verdict."""
    found.received.go_back()
    press(shop, "Paste…")
    shop.paste(json.dumps(values))
    press(shop, "Check it")
    until(lambda: found.received.currentIndex() == 1, "the verdict")
    return found.received.view.verdict.text()


def go_to_received(shop: Shop) -> None:
    tab_to(shop, "Sent or received")
    shop.key(Qt.Key.Key_Right)


def buttons(part: QWidget) -> list[str]:
    return [name_of(widget) for widget in stops(part) if isinstance(widget, QAbstractButton)]


def use_console(shop: Shop) -> NotificationsPanel:
    """Open the panel, and let the emulator send to this console."""
    found = panel(shop)
    press(shop, "Use this console")
    until(lambda: shop.parts.console.receiver.url, "an address")
    return found


def open_row(shop: Shop, entries: str, place: int) -> None:
    """Go down in a list and press Enter."""
    tab_to(shop, entries)
    shop.key(Qt.Key.Key_Home)
    for _ in range(place):
        shop.key(Qt.Key.Key_Down)
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


def test_what_comes_here_twice_says_so(fresh: Shop) -> None:
    found = use_console(fresh)
    press(fresh, "Send a test")
    until(lambda: "200 in" in " ".join(rows(found.sent.list)), "its answer")
    open_row(fresh, "Notifications that were sent", 0)
    press(fresh, "Send again")
    until(lambda: found.received.list.count() == 2, "it, twice")
    assert ["came before" in row for row in rows(found.received.list)] == [True, False]
    go_to_received(fresh)
    open_row(fresh, "Notifications that came", 0)
    assert "Do nothing twice" in found.received.view.meaning.text()
    press(fresh, "Back to the list")
    open_row(fresh, "Notifications that came", 1)
    assert "Do nothing twice" not in found.received.view.meaning.text()


def test_what_comes_here_is_judged_and_read_in_the_two_panes(fresh: Shop) -> None:
    found = use_console(fresh)
    fresh.key(Qt.Key.Key_Escape)
    sold(fresh)
    panel(fresh)
    until(lambda: found.received.list.count() == 3, "three notifications")
    go_to_received(fresh)
    open_row(fresh, "Notifications that came", 1)
    right = "The signature is right: the built-in emulator sent it."
    assert found.received.view.verdict.text() == right
    fresh.parts.console.later.show("")
    before = len(fresh.exchanges)
    press(fresh, "Read it")
    until(lambda: len(fresh.exchanges) > before, "the answer")
    assert fresh.exchanges[before] == "get_charge 200"
    assert fresh.window.page.answer._tabs.tabText(0) == "Charge"
    assert "Authorized" in " ".join(fresh.window.page.answer.objects.texts())


def test_a_changed_and_a_foreign_one_are_told_apart_and_offer_nothing_to_act_on(
    fresh: Shop,
) -> None:
    found = use_console(fresh)
    press(fresh, "Send a test")
    until(lambda: found.received.list.count() == 1, "the test")
    values = json.loads(fresh.parts.console.receiver.arrivals[0].raw)
    go_to_received(fresh)
    view = found.received.view
    changed = values | {"Message": values["Message"].replace("P01-0", "P01-1")}
    assert "The text was changed after it was signed" in paste(fresh, found, changed)
    assert view.meaning.text().startswith("It claims: Charge")
    assert buttons(view) == []
    foreign = values | {"SigningCertURL": "https://evil.example/x.pem"}
    assert "which is not Amazon's" in paste(fresh, found, foreign)
    assert buttons(view) == []
    amazon = values | {"SigningCertURL": "https://sns.eu-west-1.amazonaws.com/x.pem"}
    assert paste(fresh, found, amazon).startswith("Not checked yet.")
    assert buttons(view) == ["Fetch Amazon's certificate and check"]
    assert [row.partition(": ")[2].partition(" · ")[2] for row in rows(found.received.list)] == [
        *("not checked · came before", "not genuine", "not genuine", ""),
    ]


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
