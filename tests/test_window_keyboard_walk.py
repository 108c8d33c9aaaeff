"""A day with the console by keys alone: a sale, searches, a comparison, a move, an export.

Hands press keys only: nothing is clicked, and no widget is told what to do. Eyes may look anywhere.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QLineEdit

from apay_console.ui.history.details import CHANGES
from apay_console.ui.sale import answer_pane
from apay_console.ui.tree.paths import written_path
from tests.window_keys import choose, come_to_front, copied, go, press, said
from tests.window_later_parts import objects, pay
from tests.window_parts import Shop, quick, shop, until

__all__ = ["quick", "shop"]

MISSING = "Nothing is missing. The buyer can pay."


@pytest.fixture
def sold(shop: Shop) -> Shop:
    """The window in which a sale was made, with the keyboard in its request."""
    if len(shop.exchanges) < 2:
        sell(shop)
        capture(shop)
    come_to_front(shop)  # another test's window may have been there meanwhile
    return shop


def fill_in(shop: Shop) -> None:
    """What is missing at first, and send it; the first missing field has the keyboard."""
    shop.type("48.90")
    go(shop, "Use this console")
    press(shop, "Space")
    go(shop, "Intent")
    choose(shop, "Authorize")
    press(shop, "Ctrl+Return")
    assert shop.needs == [MISSING]


def sell(shop: Shop) -> None:
    """From the first second to the buyer's return, who pays in a browser of their own."""
    fill_in(shop)
    pay(shop)
    assert "Completed" in shop.notice


def capture(shop: Shop) -> None:
    """In the state picture, on a charge that is authorized."""
    press(shop, "Ctrl+3")
    assert objects(shop)[-1] == "Charge: Authorized"
    go(shop, "You: Capture, to Captured")
    press(shop, "Return")
    assert shop.state.task == "capture_charge"
    assert shop.window.page.request.isAncestorOf(shop.focused)
    press(shop, "Ctrl+Return")


# --- the sale -------------------------------------------------------------------------------------


def test_a_sale_is_made_and_moved_on_in_its_state_picture(sold: Shop) -> None:
    assert objects(sold)[-1] == "Charge: Captured"
    assert "capture_charge 200" in sold.exchanges


# --- searches -------------------------------------------------------------------------------------


def test_words_are_found_in_the_answer_and_their_row_is_copied(sold: Shop) -> None:
    press(sold, "Ctrl+F")
    sold.type("amount")
    page = sold.window.page.answer.tree
    assert said(page).startswith("1 / ")
    press(sold, "F3")
    assert said(page).startswith("2 / ")
    press(sold, "Shift+F3")
    press(sold, "Escape")
    assert sold.focused is page.tree
    press(sold, "Ctrl+Shift+C")
    model = page.tree.nodes_model
    found = model.nodes.path(page.tree.currentIndex().internalId())
    assert copied() == written_path(found)
    assert "mount" in found[-1]


def test_a_path_is_followed_to_its_rows(sold: Shop) -> None:
    press(sold, "Ctrl+F")
    go(sold, "Find by JSONPath")
    press(sold, "Space")
    assert isinstance(sold.focused, QLineEdit)
    sold.type("$..currencyCode")
    page = sold.window.page.answer.tree
    until(lambda: said(page).startswith("1 / "), "the first match")
    press(sold, "F3")
    assert said(page).startswith("2 / ")
    assert page.tree.currentIndex().data() == "currencyCode"
    press(sold, "Shift+Tab")
    go(sold, "Find by JSONPath")
    press(sold, "Space")
    press(sold, "Escape")
    assert sold.focused is page.tree


def test_the_past_is_searched_and_an_exchange_opened_as_it_was(sold: Shop) -> None:
    press(sold, "Ctrl+H")
    page = sold.window.history.page
    every = page.table.lines.rowCount()
    press(sold, "Ctrl+F")
    sold.type("48.90")
    press(sold, "Return")
    assert 0 < page.table.lines.rowCount() < every
    go(sold, page.table.accessibleName())
    choose(sold, "Updated")
    press(sold, "Return")
    assert not sold.window.history.is_open
    assert sold.state.moment is not None
    assert sold.state.moment.operation == "update_session"
    go(sold, "Back to now")
    press(sold, "Space")
    assert sold.state.moment is None


# --- comparing ------------------------------------------------------------------------------------


def test_two_exchanges_of_the_past_are_compared(sold: Shop) -> None:
    press(sold, "Ctrl+H")
    page = sold.window.history.page
    go(sold, page.table.accessibleName())
    choose(sold, "Updated")
    press(sold, "Shift+Down")
    go(sold, "Compare")
    press(sold, "Space")
    assert page.details.tabs.currentIndex() == CHANGES
    assert any("48.90" in text for text in page.details.changes.texts())
    press(sold, "F8")
    assert page.details.changes.current == 0
    press(sold, "Shift+F8")
    assert page.details.changes.current == len(page.details.changes.texts()) - 1
    press(sold, "Escape")


def test_f8_goes_from_change_to_change_of_the_answer(sold: Shop) -> None:
    press(sold, "Ctrl+2")
    go(sold, "The earlier answer to compare with")
    press(sold, "End")
    view = sold.window.page.answer.changes
    total = len(view.texts())
    press(sold, "F8")
    assert view.head.place.text() == f"1 of {total}"
    press(sold, "Shift+F8")
    assert view.head.place.text() == f"{total} of {total}"
    go(sold, "What changed")
    press(sold, "Return")
    assert sold.window.page.answer.tab == answer_pane.SESSION
    assert sold.focused is sold.window.page.answer.tree.tree


# --- why ------------------------------------------------------------------------------------------


def test_why_is_answered_and_leads_on(sold: Shop) -> None:
    before = sold.focused
    press(sold, "F1")
    sheet = sold.window.sheets.why
    assert sheet is not None
    assert sheet.isAncestorOf(sold.focused)
    sold.type("InvalidRequestSignature")
    press(sold, "Return")
    assert "signature" in sheet.accessibleName().lower()
    press(sold, "Escape")
    assert sheet.isHidden()
    assert sold.focused is before


# --- taking it elsewhere --------------------------------------------------------------------------


@pytest.mark.qt_log_ignore("^This plugin does not support")  # off screen, of a second window
def test_an_exchange_is_copied_as_curl_and_saved(sold: Shop, tmp_path: Path) -> None:
    before = sold.focused
    press(sold, "Ctrl+E")
    choose(sold, "curl")
    go(sold, "Copy")
    press(sold, "Space")
    assert copied().startswith("curl ")
    go(sold, "Save as…")
    press(sold, "Space")
    assert isinstance(sold.focused, QLineEdit)
    press(sold, "Ctrl+A")
    sold.type(str(tmp_path / "a.sh"))
    press(sold, "Return")
    come_to_front(sold)
    assert (tmp_path / "a.sh").read_text("utf-8") == copied()
    press(sold, "Escape")
    assert sold.focused is before
