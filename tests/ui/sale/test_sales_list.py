"""The sales, newest first; a press or Enter opens one."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from apay_console.model.exchange import FROM_SHOP
from apay_console.model.fields import ApiVersion
from apay_console.model.sale import Sale
from apay_console.presenters.shop.shop_recording import Recorded
from apay_console.ui.parts.theme import DARK
from apay_console.ui.sale.sales_list import SalesList
from tests.exchanges import NOON, answered, sent
from tests.ui.hands import press, shown

SALE = Sale("a", "p", ApiVersion.V1, NOON, NOON, "1001", "id", "Open", "19.99 USD")
OTHERS = (
    SALE,
    replace(SALE, id="b", reference="1000", state="Completed"),
    replace(SALE, id="c", reference="", state="", note="", session_id=""),
    replace(SALE, id="d", reference="999", state="Canceled", note="Declined"),
    replace(SALE, id="e", reference="998", state="Sleeping"),
)


@pytest.fixture
def sales(qtbot, theme):
    made = SalesList(theme)
    made.resize(208, 400)
    made.told = []
    made.chosen.connect(lambda sale: made.told.append(sale.id))
    return shown(made, qtbot)


def test_a_row_says_what_how_it_stands_and_for_how_much(sales):
    sales.show_sales(OTHERS)
    texts = sales.texts()
    assert texts[0] == "Order 1001\nOpen · 19.99 USD"
    assert texts[1] == "Order 1000\nCompleted · 19.99 USD"
    assert texts[2].startswith("New session\nNot created · ")
    assert texts[3] == "Order 999\nCanceled · Declined"
    assert texts[4] == "Order 998\nSleeping · 19.99 USD"
    assert all(not sales._list.item(row).icon().isNull() for row in range(5))


def test_a_row_that_waits_for_amazon_has_room_for_its_amount(sales):
    sales.show_sales((replace(SALE, state="AuthorizationInitiated"),))
    assert sales.texts() == ["Order 1001\nPending · 19.99 USD"]


def test_a_row_of_the_shops_says_so(sales):
    sales.show_sales((replace(SALE, from_shop=True),))
    assert sales.texts() == ["Order 1001\nOpen · 19.99 USD · your shop"]
    sales.show_sales((replace(SALE, from_shop=True, state="", note="", session_id=""),))
    assert sales.texts() == ["Order 1001\nNot created · your shop"]


def recorded(sale: Sale, status: int) -> Recorded:
    made = answered(sent(), status, {"reasonCode": "Teapot"} if status >= 400 else {})
    return Recorded(replace(made, profile_id=FROM_SHOP), sale)


def test_a_row_of_the_shops_says_how_its_last_request_went_until_the_sale_moves_on(sales):
    shops = replace(SALE, id="s", from_shop=True)
    sales.show_sales((shops, SALE))
    sales.tell([recorded(shops, 200), recorded(shops, 418), recorded(SALE, 200)])
    assert sales.texts() == [
        "Order 1001\nRefused: 418 Teapot · your shop",
        "Order 1001\nOpen · 19.99 USD",
    ]
    assert "Open · 19.99 USD" in sales._list.item(0).toolTip()
    sales.show_sales((replace(shops, state="Completed"), SALE))
    assert sales.texts()[0] == "Order 1001\nCompleted · 19.99 USD · your shop"


def test_what_was_said_of_sales_that_are_not_listed_is_forgotten(sales):
    sales.show_sales((SALE,))
    sales.tell([recorded(replace(SALE, id=f"s{n}", from_shop=True), 200) for n in range(9)])
    assert sales._verdicts == {}


def test_without_a_sale_it_says_so(sales):
    assert sales._empty.isVisible()
    assert sales._empty.text() == "No sales yet."
    sales.show_sales(OTHERS)
    assert sales._empty.isHidden()


def test_a_click_opens_a_sale(sales):
    sales.show_sales(OTHERS)
    spot = sales._list.visualItemRect(sales._list.item(1)).center()
    QTest.mouseClick(sales._list.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert sales.told == ["b"]


def test_arrows_look_and_enter_opens(sales):
    sales.show_sales(OTHERS)
    sales.mark("a")
    sales._list.setFocus()
    press(sales._list, Qt.Key.Key_Down)
    assert sales.told == []
    press(sales._list, Qt.Key.Key_Return)
    assert sales.told == ["b"]


def test_the_sale_on_the_desk_stays_marked_when_the_list_changes(sales):
    sales.show_sales(OTHERS)
    sales.mark("b")
    sales.show_sales((replace(SALE, id="new"), *OTHERS))
    assert sales._list.currentItem().text().startswith("Order 1000")


def test_a_small_window_shows_icons_and_tool_tips(sales):
    sales.show_sales(OTHERS)
    sales.fold(folded=True)
    assert sales.width() == 48
    assert sales._heading.isHidden()
    assert "Order 1001" in sales._list.item(0).toolTip()
    sales.fold(folded=False)
    assert sales.minimumWidth() == 160


def test_titles_from_outside_are_letters_and_never_endless(sales):
    title, state = "<b>\u202eOrder</b>" + "x" * 10_000, "\u202eOpen"
    sales.show_sales((replace(SALE, reference=title, state=state),))
    text = sales.texts()[0]
    assert text.startswith("Order <b><U+202E>Order</b>xxx")
    assert "<U+202E>Open" in text
    assert len(text) < 300
    assert "&lt;b&gt;" in sales._list.item(0).toolTip()


def test_it_follows_the_theme_and_keeps_its_rows(sales, theme):
    sales.show_sales(OTHERS)
    sales.mark("b")
    theme.choose(DARK)
    assert len(sales.texts()) == 5
    assert sales._list.currentRow() == 1


def test_it_dies_when_it_is_closed(dies, theme):
    assert dies(lambda: SalesList(theme))
