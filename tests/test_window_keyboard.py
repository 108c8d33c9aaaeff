"""Everything in the window works from the keyboard, and says its name to who does not see it."""

from __future__ import annotations

from itertools import pairwise

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLabel,
    QMenu,
    QPlainTextEdit,
    QTabBar,
    QWidget,
)

from apay_console.ui.parts.tab_order import stops
from apay_console.ui.sale import answer_pane
from apay_console.ui.sale.needs import NeedChip
from tests.sale_parts import AMOUNT, NOTE
from tests.window_parts import CTRL, SHIFT, Shop, quick, shop

__all__ = ["quick", "shop"]
TABS = [
    answer_pane.SESSION,
    answer_pane.CHANGES,
    answer_pane.STATES,
    answer_pane.RAW,
    answer_pane.SIGNATURE,
    answer_pane.PAGE,
]


def where(shop: Shop, widget: QWidget) -> str:
    """Which part of the window a widget stands in."""
    page = shop.window.page
    parts = {
        "top": shop.window.top,
        "needs": page.needs,
        "sales": page.sales,
        "request": page.request,
        "answer": page.answer,
        "activity": shop.window.activity,
    }
    return next(name for name, part in parts.items() if part.isAncestorOf(widget))


def walk(shop: Shop, start: QWidget, key: Qt.Key, modifiers=None) -> list[QWidget]:
    """Press Tab until it comes round, and give back where it went."""
    start.setFocus()
    found = [QApplication.focusWidget()]
    for _ in range(200):
        shop.key(key, modifiers)
        if shop.focused is found[0]:
            return found
        found.append(shop.focused)
    raise AssertionError("Tab does not come round")


def name_of(widget: QWidget) -> str:
    text = widget.text() if isinstance(widget, QAbstractButton) else ""
    return widget.accessibleName() or text


# --- Tab ------------------------------------------------------------------------------------------


def test_tab_goes_through_every_part_once_in_the_order_in_which_they_stand(shop):
    found = walk(shop, shop.window.top._profile, Qt.Key.Key_Tab)
    parts = list(dict.fromkeys(where(shop, widget) for widget in found))
    assert parts == ["top", "needs", "sales", "request", "answer", "activity"]
    assert len(set(found)) == len(found)
    assert [type(widget) for widget in found].count(NeedChip) == 3


def test_tab_reaches_everything_that_takes_the_keyboard(shop):
    found = walk(shop, shop.window.top._profile, Qt.Key.Key_Tab)
    assert set(found) == set(stops(shop.window.centralWidget()))
    takes = [
        widget
        for widget in shop.window.centralWidget().findChildren(QWidget)
        if widget.isVisible()
        and widget.isEnabled()
        and widget.focusProxy() is None
        and widget.focusPolicy() is Qt.FocusPolicy.StrongFocus
    ]
    assert set(takes) <= set(found)


def test_backtab_goes_the_same_way_back(shop):
    there = walk(shop, shop.window.top._profile, Qt.Key.Key_Tab)
    back = walk(shop, shop.window.top._profile, Qt.Key.Key_Backtab, SHIFT)
    assert back[1:] == there[:0:-1]


def test_in_the_form_tab_goes_downwards(shop):
    found = walk(shop, shop.cell(AMOUNT).editor.line, Qt.Key.Key_Tab)
    form = shop.window.page.request.form
    places = [w.mapTo(form, w.rect().topLeft()).y() for w in found if form.isAncestorOf(w)]
    first = places[: places.index(max(places)) + 1]
    assert all(later > earlier - 30 for earlier, later in pairwise(first))


@pytest.mark.parametrize("tab", TABS)
def test_each_view_of_the_answer_is_reached_and_left(tab, shop):
    shop.window.page.answer.open_tab(tab)
    QApplication.processEvents()
    found = walk(shop, shop.window.page.answer.findChild(QTabBar), Qt.Key.Key_Tab)
    assert {"answer", "activity", "top"} <= {where(shop, widget) for widget in found}
    shop.window.page.answer.open_tab(answer_pane.SESSION)


def test_a_form_that_is_made_anew_stands_in_the_same_place(shop):
    shop.run("new_v2")
    found = walk(shop, shop.window.top._profile, Qt.Key.Key_Tab)
    parts = list(dict.fromkeys(where(shop, widget) for widget in found))
    assert parts == ["top", "sales", "request", "answer", "activity"]
    shop.run("remove_sale")


def test_the_body_is_left_by_tab_too(shop):
    shop.key(Qt.Key.Key_J, CTRL)
    assert isinstance(shop.focused, QPlainTextEdit)
    shop.key(Qt.Key.Key_Tab)
    assert shop.focused.accessibleName() == "What will be sent"
    shop.key(Qt.Key.Key_J, CTRL)


# --- names ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("command", ["", "body", "find", "activity", "palette", "open", "about"])
def test_everything_that_takes_the_keyboard_has_a_name(command, shop):
    if command:
        shop.run(command)
    takers = [
        widget
        for widget in shop.window.findChildren(QWidget)
        if widget.isVisible() and widget.focusPolicy().value & Qt.FocusPolicy.TabFocus.value
    ]
    nameless = [widget for widget in takers if not name_of(widget)]
    assert nameless == []
    shop.key(Qt.Key.Key_Escape)


@pytest.mark.parametrize("tab", TABS)
def test_every_view_of_the_answer_has_names(tab, shop):
    shop.window.page.answer.open_tab(tab)
    QApplication.processEvents()
    assert [widget for widget in stops(shop.window.page.answer) if not name_of(widget)] == []
    shop.window.page.answer.open_tab(answer_pane.SESSION)


def test_every_field_of_the_form_is_named_folded_ones_too(shop):
    form = shop.window.page.request.form
    names = {
        row: [widget.accessibleName() for widget in form.editor(row).inputs()]
        for row in form.fields()
    }
    assert all(all(found) for found in names.values())
    assert names[AMOUNT] == ["Amount", "Amount: currency"]


def test_labels_belong_to_their_fields(shop):
    form = shop.window.page.request.form
    buddies = {label.buddy() for label in form.findChildren(QLabel) if label.buddy()}
    lines = {form.editor(row).inputs()[0] for row in form.fields()}
    without = [w for w in lines - buddies if not isinstance(w, QAbstractButton)]
    assert without == []  # a tick box has its label in itself


def test_every_line_of_every_menu_says_something(shop):
    for menu in shop.window.findChildren(QMenu):
        for action in menu.actions():
            assert action.isSeparator() or action.text().strip()


# --- shortcuts ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("keys", "is_so"),
    [
        ("Ctrl+J", lambda shop: shop.window.page.request.sheet.isVisible()),
        ("Ctrl+Shift+H", lambda shop: shop.window.activity._list.isVisible()),
        ("F11", lambda shop: shop.window.page.side.isHidden()),
    ],
)
def test_what_a_shortcut_opens_it_closes_again(keys, is_so, shop):
    for expected in (True, False):
        press(shop, keys)
        assert is_so(shop) is expected


@pytest.mark.parametrize(
    ("keys", "sheet"), [("Ctrl+K", "palette"), ("Ctrl+O", "open_bar"), ("Ctrl+F", "")]
)
def test_a_sheet_has_the_keyboard_and_escape_gives_it_back(keys, sheet, shop):
    line = shop.cell(NOTE).editor.line
    line.setFocus()
    press(shop, keys)
    opened = getattr(shop.window.sheets, sheet) if sheet else shop.window.page.answer.tree
    assert opened.isAncestorOf(shop.focused)
    shop.key(Qt.Key.Key_Escape)
    assert shop.focused is (line if sheet else shop.window.page.answer.tree.tree)


@pytest.mark.parametrize("place", range(6))
def test_views_have_a_number_each(place, shop):
    press(shop, f"Ctrl+{place + 1}")
    assert shop.window.page.answer.tab == TABS[place]
    press(shop, "Ctrl+1")


def test_f5_reads_the_session_again(shop):
    before = len(shop.exchanges)
    press(shop, "F5")
    shop.settle()
    assert shop.exchanges[before:] == ["get_session 200"]


def test_a_command_is_found_in_the_palette_and_done(shop):
    press(shop, "Ctrl+K")
    shop.type("raw")
    shop.key(Qt.Key.Key_Return)
    assert shop.window.page.answer.tab == answer_pane.RAW
    press(shop, "Ctrl+1")


def press(shop: Shop, keys: str) -> None:
    key = QKeySequence(keys)[0]
    shop.key(key.key(), key.keyboardModifiers())
    QApplication.processEvents()
