"""The page of the whole history in the real window, by keyboard."""

from __future__ import annotations

import json

import pytest
from PySide6.QtWidgets import QApplication

from apay_console.ui.history.cells import COLUMNS, TOOK
from apay_console.ui.history.details import CHANGES, RAW, SIGNATURE
from apay_console.ui.panels.signed_call_panel import SignedCallPanel
from tests.history_parts import Key, choose, did, page
from tests.sale_parts import AMOUNT
from tests.window_parts import CTRL, SHIFT, quick, shop, until

__all__ = ["page", "quick", "shop"]


def test_it_lists_every_exchange_and_shows_the_newest(shop, page):
    assert did(page)[-3:] == ["Read", "Updated", "Created"]
    assert page.count.text().endswith(" exchanges")
    assert "on disk" in page.storage.text()
    assert page.head.text().startswith("Read · Order 1001")
    assert shop.focused is page.table


def test_the_title_follows_when_the_name_of_its_sale_comes(shop, page):
    past = page._past
    named, past.sales = past.sales, {}
    past.named.emit()
    assert "Order 1001" not in page.head.text()
    past.sales = named
    past.named.emit()
    assert page.head.text().startswith("Read · Order 1001")


def test_escape_goes_back_to_the_sale_and_to_what_had_the_keyboard(shop, page):
    shop.window.history.leave()
    shop.window.page.request.focus(AMOUNT)
    before = shop.focused
    shop.key(Key.Key_H, CTRL)
    assert shop.window.history.is_open
    shop.key(Key.Key_Escape)
    assert not shop.window.history.is_open
    assert shop.focused is before


@pytest.mark.parametrize("key", [Key.Key_Return, Key.Key_Z, Key.Key_B, Key.Key_J])
def test_no_key_reaches_the_sale_that_is_not_seen(shop, page, key):
    state = shop.state
    shop.key(key, CTRL)
    shop.settle()
    assert shop.window.history.is_open
    assert shop.state is state


def test_f1_explains_the_exchange_that_is_chosen(shop, page):
    choose(shop, page, did(page).index("Created"))
    shop.key(Key.Key_F1)
    sheet = shop.window.sheets.why
    assert sheet.accessibleName() == "amazonPayRedirectUrl is empty"
    shop.key(Key.Key_Escape)
    assert shop.focused is page.table


def test_links_of_an_old_answer_lead_somewhere_or_are_none(shop, page):
    choose(shop, page, did(page).index("Created"))
    model = page.details.tree.nodes_model
    rows = [model.words(node) for node in range(1, len(model.nodes.values))]
    assert any(one.why for one in rows)
    assert not any(one.leads for one in rows)  # there is no form beside it
    page.details.tree.why_wanted.emit("amazonPayRedirectUrl")
    sheet = shop.window.sheets.why
    assert sheet.isVisible()
    shop.key(Key.Key_Escape)
    assert shop.window.history.is_open
    page.details.tree.open_wanted.emit("no id")
    shop.settle()
    assert not shop.window.history.is_open
    assert shop.notice


def test_the_tabs_show_the_exchange_that_is_chosen(shop, page):
    choose(shop, page, did(page).index("Updated"))
    shop.key(Key.Key_2, CTRL)
    shop.settle()
    assert page.details.tabs.currentIndex() == CHANGES
    assert any("19.99" in text for text in page.details.changes.texts())
    page.details.open_tab(RAW)
    assert page.details.raw_page.view.toPlainText().startswith("PATCH ")
    page.details.open_tab(SIGNATURE)
    assert page.details.signature.isVisible()


def test_two_chosen_exchanges_are_compared(shop, page):
    choose(shop, page, did(page).index("Updated"))
    shop.key(Key.Key_Down, SHIFT)
    shop.settle()
    assert page.head.text() == "2 exchanges chosen"
    shop.key(Key.Key_D, CTRL | SHIFT)
    shop.settle()
    assert page.details.tabs.currentIndex() == CHANGES
    assert page.details.changes.texts()


def test_return_opens_the_sale_at_that_moment(shop, page):
    choose(shop, page, did(page).index("Created"))
    shop.key(Key.Key_Return)
    shop.settle()
    assert not shop.window.history.is_open
    assert shop.state.moment is not None
    assert shop.state.moment.operation == "create_session"
    shop.parts.console.desk.back_to_now()


def test_a_body_goes_into_the_form_and_is_not_sent(shop, page):
    sent = len(shop.state.exchanges)
    choose(shop, page, did(page).index("Created"))
    count = len(shop.parts.console.shelf.sales)
    shop.key(Key.Key_O, CTRL | SHIFT)
    shop.settle()
    assert not shop.window.history.is_open
    assert len(shop.parts.console.shelf.sales) == count + 1
    assert shop.state.draft.typed["merchantMetadata.merchantReferenceId"] == "1001"
    assert shop.state.exchanges == ()
    shop.parts.console.shelf.open(shop.parts.console.shelf.sales[-1])
    shop.settle()
    assert len(shop.state.exchanges) >= sent


def test_a_call_is_replayed_only_when_the_person_sends_it(shop, page):
    choose(shop, page, did(page).index("Updated"))
    sent = len(shop.state.exchanges)
    shop.key(Key.Key_R, CTRL)
    shop.settle()
    panel = shop.window.page.side.panel("signed_call")
    assert isinstance(panel, SignedCallPanel)
    assert panel._method.currentText() == "PATCH"
    assert panel._path.text().endswith(shop.state.sale.session_id)
    assert json.loads(panel._body.text())["paymentDetail"]["paymentIntent"] == "Authorize"
    assert [one.operation for one in shop.state.exchanges].count("signed_call") == 0
    assert "Nothing was sent yet." in panel._about.text()
    panel._send.click()
    shop.settle()
    assert "Nothing was sent" not in panel._about.text()
    assert shop.exchanges[-1] == "signed_call 200"
    assert len(shop.state.exchanges) > sent
    shop.window.page.side.close_panel()


def test_what_comes_meanwhile_is_listed_on_top(shop, page):
    before = page.table.lines.rowCount()
    looked_at = page.table.current()
    page.table.go_to(1)
    shop.parts.console.courier.get()
    shop.settle()
    page._following.timeout.emit()
    until(lambda: page.table.lines.rowCount() == before + 1)
    assert page.table.currentIndex().row() == 2
    until(lambda: page.table.lines.line(1))
    assert page.table.lines.line(1).id == looked_at.id


def test_column_widths_are_remembered(shop, page):
    page.table.horizontalHeader().resizeSection(0, 150)
    page.table._keeping.timeout.emit()
    shop.settle()
    page.table.horizontalHeader().resizeSection(0, 118)
    page.begin()
    shop.settle()
    assert page.table.widths()[0] == 150


def test_a_small_window_leaves_how_long_it_took_to_the_details(shop, page):
    took = COLUMNS.index(TOOK)
    page.table.horizontalHeader().resizeSection(took, 77)
    page.fit(1024)
    assert page.table.isColumnHidden(took)
    assert page.table.widths()[took] == 77
    page.fit(1440)
    assert not page.table.isColumnHidden(took)
    assert page.table.columnWidth(took) == 77


def test_every_part_has_a_name_and_takes_the_keyboard(shop, page):
    seen = set()
    for _ in range(34):
        shop.key(Key.Key_Tab)
        widget = QApplication.focusWidget()
        seen.add(widget)
        assert widget.accessibleName() or getattr(widget, "text", str)()
    assert {page.table, page.filters.words, page.details.tabs, page.storage.purge} <= seen
