"""Whoever types words where a list has the keyboard sends, deletes, replays and unlocks nothing."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QApplication, QWidget

from apay_console.emulator.wire import Asked
from apay_console.ui.commands import COMMANDS
from apay_console.ui.parts.cover import Cover
from apay_console.ui.parts.tab_order import stops
from tests.recording import writes_of
from tests.test_walker import pages
from tests.window_keys import name_of, press
from tests.window_later_parts import sold
from tests.window_parts import Shop, quick, shop

__all__ = ["quick", "shop"]

TYPED = "order 1001 exprcs"
HELD = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
LEADS_ONLY = {"open_sale"}  # shows what is stored already
# What opens something; the rest sends, ends or only turns what is shown.
_TURNING = {"present", "no_buyers", "lock"}
_TASKS = ["open", "refund", "track_delivery", "new_v2"]
OPENING = [name for name in (*pages(), *_TASKS) if name not in _TURNING]
SENDING = ("Send", "Create", "Complete", "Capture", "Refund", "Charge", "Close", "Cancel the")
_NO_SENDING = {"Close", "Close this message", "Cancel"}


@pytest.fixture(scope="module")
def walked(shop: Shop) -> Shop:
    """A window in which money was taken, and every page was opened once."""
    return sold(shop, intent="AuthorizeWithCapture")


@pytest.fixture(params=OPENING)
def opened(walked: Shop, request: pytest.FixtureRequest) -> Iterator[Shop]:
    """One page, panel or sheet, as it is right after its command."""
    go_back_to_the_sale(walked)
    assert walked.window.commands[request.param].isEnabled(), request.param
    walked.run(request.param)
    for _ in range(3):
        QApplication.processEvents()
    yield walked
    for _ in range(2):
        press(walked, "Escape")
    walked.window.history.page.filters.reset()
    walked.window.page.side.give_way()


def go_back_to_the_sale(shop: Shop) -> None:
    shelf = shop.parts.console.shelf
    shelf.open(next(sale for sale in shelf.sales if sale.state == "Captured"))
    shop.settle()


def type_words(shop: Shop, words: str) -> None:
    """Type letter by letter, each to whatever has the keyboard by then."""
    for sign in words:
        QTest.keyClick(shop.window.windowHandle(), sign)


def actions() -> Iterator[tuple[str, QKeySequence]]:
    """Every action and shortcut there is, with each of its keys."""
    for top in QApplication.topLevelWidgets():
        for action in top.findChildren(QAction):
            yield from ((action.objectName(), keys) for keys in action.shortcuts())
        for shortcut in top.findChildren(QShortcut):
            yield from ((shortcut.objectName(), keys) for keys in QShortcut.keys(shortcut))


def is_bare(keys: QKeySequence) -> bool:
    """Whether it is what a person presses who types words."""
    first = keys[0]
    is_typed = 0x20 <= first.key() < 0x1000000 or first.key() in _ENTER  # letters, digits, a blank
    return is_typed and not first.keyboardModifiers() & HELD


@pytest.fixture(scope="module")
def writes(walked: Shop) -> list[Asked]:
    """Whatever the emulator is asked to write, from wherever it comes."""
    return writes_of(walked)


def test_no_command_is_bound_to_a_letter_a_blank_or_return(walked: Shop) -> None:
    for name in pages():
        walked.run(name)
        press(walked, "Escape")
    walked.window.page.side.give_way()
    found = {(name, keys.toString()) for name, keys in actions() if is_bare(keys)}
    assert {name for name, _ in found} <= LEADS_ONLY, found
    assert len(list(actions())) > 40


def test_words_typed_in_any_list_send_delete_and_unlock_nothing(
    opened: Shop, writes: list[Asked]
) -> None:
    lists = [one for one in opened.window.findChildren(QAbstractItemView) if one.isVisible()]
    sales = len(opened.parts.console.shelf.sales)
    for one in lists:
        if one.focusPolicy() & Qt.FocusPolicy.TabFocus:
            one.setFocus()
            type_words(opened, TYPED)
            opened.settle()
    assert writes == []
    assert len(opened.parts.console.shelf.sales) == sales
    assert opened.window.history.page.bar.isHidden()
    assert not [one for one in opened.window.findChildren(Cover) if one.isVisible()]


def test_what_opens_puts_the_keyboard_on_no_button_that_sends(opened: Shop) -> None:
    focused = opened.focused
    assert not is_sending(focused), name_of(focused)


def test_the_walk_knows_a_button_that_sends(walked: Shop) -> None:
    assert is_sending(walked.window.page.request.primary)


def is_sending(widget: QWidget) -> bool:
    if not isinstance(widget, QAbstractButton) or name_of(widget) in _NO_SENDING:
        return False
    is_filled = widget.property("kind") in {"primary", "danger"}
    return is_filled or name_of(widget).startswith(SENDING)


# --- the history ----------------------------------------------------------------------------------


def test_letters_typed_in_the_history_go_to_its_search(walked: Shop) -> None:
    press(walked, "Ctrl+H")
    page = walked.window.history.page
    assert walked.focused is page.table
    type_words(walked, "order 1001")
    assert page.filters.words.text() == "order 1001"
    walked.settle()
    assert walked.window.history.is_open
    page.filters.reset()
    walked.settle()
    walked.window.history.leave()


def test_a_replay_and_a_blank_send_nothing(walked: Shop, writes: list[Asked]) -> None:
    """Seen: r, and a blank, in a list of a POST: a second refund."""
    go_back_to_the_sale(walked)
    press(walked, "Ctrl+H")
    page = walked.window.history.page
    texts = page.table.texts(999)
    page.table.go_to(next(row for row, text in enumerate(texts) if "Completed" in text))
    walked.settle()
    page.actions_["replay"].trigger()
    walked.settle()
    assert stops(walked.window.page.side.currentWidget())
    press(walked, "Space")
    press(walked, "Return")
    assert writes == []
    walked.window.page.side.give_way()


def test_a_key_of_a_command_has_a_menu_that_names_it() -> None:
    bare = [row.name for row in COMMANDS if row.shortcut and is_bare(QKeySequence(row.shortcut))]
    assert bare == []
