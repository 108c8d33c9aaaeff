"""The requests of a shop as they come: newest first, each of them explained."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from apay_console.presenters.shop import shop_watch
from apay_console.ui.panels import shop_requests
from apay_console.ui.panels.shop_panel import REQUESTS, SETUP, ShopPanel
from apay_console.ui.panels.shop_requests import ShopRequests
from apay_console.ui.parts.theme import DARK
from tests.presenters.shop_client import Reply, ShopClient
from tests.window_parts import Shop, fresh, quick, until

__all__ = ["fresh", "quick"]
SHOP = "SANDBOX-SHOPSHOPSHOPSHOP"


@pytest.fixture
def panel(fresh: Shop) -> ShopPanel:
    fresh.run("shop")
    found = fresh.window.page.side.panel("shop")
    assert isinstance(found, ShopPanel)
    return found


@pytest.fixture
def requests(panel: ShopPanel) -> ShopRequests:
    panel.tabs.setCurrentIndex(REQUESTS)
    return panel.requests


@pytest.fixture
def client(fresh: Shop, private_key) -> ShopClient:
    fresh.emulator.trust(SHOP, private_key.public_key())
    return ShopClient(fresh.emulator.settings.base_url, SHOP, private_key)


def ask(window: Shop, *calls: Callable[[], Reply]) -> None:
    """Let the shop ask from a thread of its own, and wait until all of it was taken in."""
    watch, ended = window.parts.console.watch, []
    before = watch.count
    window.parts.runner.call(
        lambda: [call() for call in calls], owner=window.window, done=ended.append
    )
    until(lambda: bool(ended) and watch.count >= before + len(calls), "the shop's requests")
    window.settle()


def test_before_the_first_request_it_says_what_will_come(requests: ShopRequests) -> None:
    assert requests.rows.isHidden()
    assert requests._empty.isVisible()
    assert requests.explained.isHidden()


def test_a_row_tells_what_was_asked_of_which_order_and_how_it_went(
    fresh: Shop, requests: ShopRequests, client: ShopClient
) -> None:
    ask(fresh, lambda: client.create(reference="5001"), lambda: client.ask("GET", "/v2/none"))
    strange, created = requests.texts()
    assert "  Create session · 201 · Order 5001\nSignature right, 201." in created
    assert strange.endswith("  GET /v2/none · 404\nThere is no such path: /v2/none.")
    assert requests._empty.isHidden()


def test_p12_the_token_of_a_buyer_is_hidden_from_who_looks_on(
    fresh: Shop, requests: ShopRequests, client: ShopClient
) -> None:
    path = "/v2/nobody/buyers/canary"
    ask(fresh, lambda: client.ask("GET", path))
    requests.rows.setCurrentRow(0)

    def seen() -> str:
        tips = requests.rows.item(0).toolTip()
        return "\n".join([*requests.texts(), requests.explained.text(), tips, fresh.notice])

    assert "canary" in requests.texts()[0]
    assert "canary" in requests.explained.text()
    fresh.run("present")
    assert "canary" not in seen()
    ask(fresh, lambda: client.ask("GET", path))
    assert "canary" not in seen()
    fresh.run("present")
    assert "canary" in requests.texts()[0]


def test_the_first_request_turns_to_the_list_and_the_next_ones_do_not(
    fresh: Shop, panel: ShopPanel, client: ShopClient
) -> None:
    ask(fresh, client.create)
    assert panel.tabs.currentIndex() == REQUESTS
    panel.tabs.setCurrentIndex(SETUP)
    ask(fresh, client.create)
    assert panel.tabs.currentIndex() == SETUP
    assert panel.tabs.tabText(REQUESTS) == "Requests 2"


def test_who_pastes_a_key_is_not_disturbed_by_the_first_request(
    fresh: Shop, panel: ShopPanel, client: ShopClient
) -> None:
    panel.setup.paste.click()
    ask(fresh, client.create)
    assert panel.tabs.currentIndex() == SETUP


def test_what_came_before_the_panel_was_opened_is_listed(fresh: Shop, client: ShopClient) -> None:
    ask(fresh, client.create)
    fresh.run("shop")
    panel = fresh.window.page.side.panel("shop")
    assert isinstance(panel, ShopPanel)
    assert panel.tabs.currentIndex() == REQUESTS
    assert len(panel.requests.texts()) == 1


def test_a_click_on_a_refusal_leaves_every_row_where_it_was(
    fresh: Shop, requests: ShopRequests, client: ShopClient
) -> None:
    path = f"/v2/checkoutSessions/{fresh.state.sale.session_id}"
    ask(
        fresh,
        lambda: client.ask("GET", path),
        lambda: client.ask("PATCH", path, {"colour": "blue"}),
        lambda: client.ask("GET", path),
    )
    rows = requests.rows
    spots = [rows.mapTo(fresh.window, rows.visualItemRect(rows.item(n)).center()) for n in range(3)]
    for row in (1, 2, 0):
        none = Qt.KeyboardModifier.NoModifier
        handle = fresh.window.windowHandle()
        QTest.mouseClick(handle, Qt.MouseButton.LeftButton, none, spots[row])
        fresh.settle()
        assert rows.currentRow() == row
        assert fresh.window.page.answer.line().startswith(
            ("GET · 200", "PATCH · 400", "GET · 200")[row]
        )


def test_what_is_explained_never_hides_its_own_row(
    fresh: Shop, requests: ShopRequests, client: ShopClient
) -> None:
    fresh.window.resize(1024, 680)
    ask(fresh, *[lambda: client.ask("POST", "/v2/checkoutSessions", {"a": 1}, sent=b"{}")] * 12)
    rows = requests.rows
    rows.setCurrentRow(11)
    QApplication.processEvents()
    assert rows.viewport().rect().contains(rows.visualItemRect(rows.item(11)))
    assert requests.explained.height() <= requests.height() * 0.6


def test_the_keyboard_reads_on_while_new_requests_come(
    fresh: Shop, requests: ShopRequests, client: ShopClient
) -> None:
    ask(fresh, lambda: client.create(colour="blue"), client.create)
    requests.rows.setCurrentRow(1)
    said = requests.explained.text()
    assert said.startswith("v2 does not know “colour”")
    ask(fresh, client.create)
    assert requests.rows.currentRow() == 2
    assert requests.explained.text() == said


def test_the_oldest_gives_way(
    fresh: Shop, requests: ShopRequests, client: ShopClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shop_requests, "MOST", 3)
    ask(fresh, *[client.create] * 5)
    assert len(requests.texts()) == 3
    assert shop_watch.MOST > 3


def test_it_is_explained_in_the_colours_of_the_dark_too(
    fresh: Shop, requests: ShopRequests, client: ShopClient
) -> None:
    ask(fresh, client.create)
    requests.rows.setCurrentRow(0)
    said = requests.explained.text()
    requests._theme.choose(DARK)
    assert requests.explained.text() == said
    assert requests.rows.currentRow() == 0


def test_text_from_the_shop_is_letters_and_never_markup(
    fresh: Shop, requests: ShopRequests, client: ShopClient
) -> None:
    ask(fresh, lambda: client.create(reference="<b>1</b>"))
    ask(fresh, lambda: client.ask("GET", "/v2/%3Cb%3E%E2%80%AE"))
    requests.rows.setCurrentRow(1)
    assert "Order <b>1</b>" in requests.texts()[1]
    assert "<b>" not in requests.rows.item(1).toolTip().replace("&lt;b&gt;", "")


def test_the_row_of_the_sale_on_the_desk_tells_the_last_verdict_too(
    fresh: Shop, requests: ShopRequests, client: ShopClient
) -> None:
    ask(fresh, client.create)
    fresh.parts.console.shelf.open(fresh.parts.console.shelf.sales[0])
    fresh.settle()
    path = f"/v2/checkoutSessions/{fresh.state.sale.session_id}"
    ask(fresh, lambda: client.ask("PATCH", path, {"merchantMetadata": {"noteToBuyer": "Tea"}}))
    assert fresh.window.page.sales.texts()[0].endswith("\nSignature right, 200 · your shop")
    ask(fresh, lambda: client.ask("PATCH", path, {"colour": "blue"}))
    assert "\nv2 does not know “colour”" in fresh.window.page.sales.texts()[0]
