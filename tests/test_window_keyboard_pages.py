"""On every page and sheet one sees where the keyboard is, gets on by Tab, and back by Escape."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QImage, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QWidget

from apay_console.ui.commands import COMMANDS
from apay_console.ui.parts.sheet import Sheet
from apay_console.ui.parts.tab_order import stops
from tests.sale_parts import AMOUNT, NOTE
from tests.test_walker import pages
from tests.window_keys import go, name_of, press
from tests.window_parts import Shop, quick, shop

__all__ = ["quick", "shop"]

_MOST = 90
NAMES = {row.name for row in COMMANDS}
WALKED = ["history", "doctor", "paste_in", "export", "why"]
# They take the keyboard, and have to give it back; the tabs of the answer leave it where it is.
TAKING = ["history", "export", "palette", "open", "about", "why"]


@pytest.fixture(scope="module")
def seen() -> set[QWidget]:
    """What was looked at on an earlier page: no part needs to be looked at twice."""
    return set()


@pytest.fixture
def sent(shop: Shop) -> Iterator[Shop]:
    """A window in which something was changed, with the keyboard in a field."""
    if len(shop.exchanges) < 2:
        shop.enter(AMOUNT, "19.99")
        shop.send()
    shop.window.page.request.focus(NOTE)
    yield shop
    shop.window.page.side.give_way()


def open_page(shop: Shop, name: str) -> None:
    shop.run(name)
    for _ in range(3):
        QApplication.processEvents()


def look(widget: QWidget) -> QImage:
    QApplication.processEvents()
    return widget.grab().toImage()


def in_sight(shop: Shop) -> list[QWidget]:
    """All that Tab can come to now: in a sheet while one is open."""
    sheets = [one for one in shop.window.findChildren(Sheet) if one.isVisible()]
    return stops(sheets[0] if sheets else shop.window.centralWidget())


def faults(widget: QWidget) -> Iterator[str]:
    """What is wrong with a widget that the keyboard comes to."""
    before = look(widget)
    widget.setFocus(Qt.FocusReason.TabFocusReason)
    if look(widget) == before:
        yield f"{name_of(widget)} {widget} does not show the keyboard"
    if not name_of(widget):
        yield f"{widget} has no name"


@pytest.mark.parametrize("name", pages())
def test_whatever_takes_the_keyboard_shows_it_and_has_a_name(
    name: str, sent: Shop, seen: set[QWidget]
) -> None:
    open_page(sent, name)
    parts = [one for one in in_sight(sent) if one not in seen and one is not sent.focused]
    assert [fault for one in parts for fault in faults(one)] == []
    seen.update(parts)
    press(sent, "Escape")


def test_the_look_finds_what_shows_nothing_and_says_nothing(sent: Shop) -> None:
    bad = QWidget(sent.window)
    bad.resize(40, 20)
    bad.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    bad.show()
    assert len(list(faults(bad))) == 2
    bad.deleteLater()


@pytest.mark.parametrize("name", WALKED)
def test_tab_goes_all_round(name: str, sent: Shop) -> None:
    open_page(sent, name)
    found = [sent.focused]
    while len(found) < _MOST:
        assert not sent.focused.visibleRegion().isEmpty(), name_of(sent.focused)
        sent.key(Qt.Key.Key_Tab)
        if sent.focused is found[0]:
            break
        found.append(sent.focused)
    assert set(found) == set(in_sight(sent))
    press(sent, "Escape")


@pytest.mark.parametrize("name", TAKING)
def test_escape_gives_the_keyboard_back(name: str, sent: Shop) -> None:
    before = sent.focused
    open_page(sent, name)
    assert sent.focused is not before
    press(sent, "Escape")
    assert sent.focused is before


@pytest.mark.parametrize("keys", ["Ctrl+E", "F1", "Ctrl+K"])
def test_a_sheet_over_the_history_gives_the_keyboard_back_to_it(keys: str, sent: Shop) -> None:
    open_page(sent, "history")
    before = sent.focused
    press(sent, keys)
    assert any(isinstance(one, Sheet) and one.isVisible() for one in parents(sent.focused))
    press(sent, "Escape")
    assert sent.focused is before
    assert sent.window.history.is_open
    press(sent, "Escape")
    assert not sent.window.history.is_open


def parents(widget: QWidget | None) -> Iterator[QWidget]:
    while widget is not None:
        yield widget
        widget = widget.parentWidget()


def test_no_key_of_a_part_is_a_key_of_the_window_too(sent: Shop) -> None:
    for name in pages():
        open_page(sent, name)
        press(sent, "Escape")
    wide = {QKeySequence(row.shortcut) for row in COMMANDS if row.shortcut}
    actions = [one for one in sent.window.findChildren(QAction) if one.objectName() not in NAMES]
    local = {key for one in actions for key in one.shortcuts()}
    local |= {key for one in sent.window.findChildren(QShortcut) for key in QShortcut.keys(one)}
    assert QKeySequence("F3") in local
    assert wide & local == set()


# --- the history ----------------------------------------------------------------------------------


def test_after_deleting_the_list_has_the_keyboard_at_what_came_after_it(sent: Shop) -> None:
    for _ in range(3):
        press(sent, "F5")
    press(sent, "Ctrl+H")
    table = sent.window.history.page.table
    press(sent, "Home")
    assert table.currentIndex().row() == 0
    press(sent, "Down")
    after = table.lines.line(2)
    press(sent, "Del")
    press(sent, "Tab")
    press(sent, "Space")
    assert sent.focused is table
    assert table.current() == after
    assert table.currentIndex().row() == 1
    press(sent, "End")
    last = table.currentIndex().row()
    press(sent, "Del")
    press(sent, "Tab")
    press(sent, "Space")
    assert table.currentIndex().row() == last - 1
    press(sent, "Escape")


def test_a_deletion_that_is_given_up_gives_the_keyboard_back(sent: Shop) -> None:
    press(sent, "Ctrl+H")
    press(sent, "Del")
    press(sent, "Escape")
    assert sent.window.history.is_open
    assert sent.focused is sent.window.history.page.table
    press(sent, "Escape")


@pytest.mark.parametrize("keys", ["Ctrl+R", "Ctrl+Shift+O", "Return"])
def test_what_is_led_to_from_the_history_has_the_keyboard(keys: str, sent: Shop) -> None:
    press(sent, "Ctrl+H")
    press(sent, "End")
    press(sent, keys)
    assert not sent.window.history.is_open
    assert sent.focused.isVisible()
    assert sent.window.page.isAncestorOf(sent.focused)
    if keys == "Ctrl+R":
        assert sent.window.page.side.currentWidget().isAncestorOf(sent.focused)
    sent.parts.console.desk.back_to_now()


def test_a_note_that_is_given_up_gives_the_keyboard_back(sent: Shop) -> None:
    press(sent, "Ctrl+H")
    before = sent.focused
    press(sent, "F2")
    assert sent.focused is not before
    press(sent, "Escape")
    assert sent.focused is before
    press(sent, "Escape")


def test_a_tool_pressed_with_space_keeps_the_keyboard(sent: Shop) -> None:
    press(sent, "Ctrl+H")
    go(sent, "Pin")
    press(sent, "Space")
    assert name_of(sent.focused) in {"Pin", "Unpin"}
    press(sent, "Escape")
