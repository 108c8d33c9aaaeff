"""Notifications that come to this console, in the whole window."""

from __future__ import annotations

import json
from typing import Any

from PySide6.QtCore import Qt

from apay_console.ui.panels.notifications_panel import NotificationsPanel
from tests.notification_parts import (
    buttons,
    go_to_received,
    open_row,
    panel,
    press,
    rows,
    use_console,
)
from tests.test_window_later import sold
from tests.window_parts import Shop, fresh, quick, until

__all__ = ["fresh", "quick"]


def paste(shop: Shop, found: NotificationsPanel, values: dict[str, Any]) -> str:
    """Paste a notification into the box, have it checked, and read the verdict."""
    found.received.go_back()
    press(shop, "Paste…")
    shop.paste(json.dumps(values))
    press(shop, "Check it")
    until(lambda: found.received.currentIndex() == 1, "the verdict")
    return found.received.view.verdict.text()


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
