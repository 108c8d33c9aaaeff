"""In every panel the keyboard is enough, and it is never lost: whatever goes, it stays near."""

from __future__ import annotations

from itertools import pairwise

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from apay_console.ui.parts.tab_order import stops
from apay_console.ui.profiles.key_dialog import KeyDialog
from tests.window_parts import Shop, fresh, quick, shop

__all__ = ["fresh", "quick", "shop"]
PANELS = ["shop", "clock", "faults", "notifications", "signed_call", "button_page"]


def panel(shop: Shop, name: str) -> QWidget:
    """Open a panel, and give it back."""
    if shop.window.page.side.name != name:
        shop.run(name)
    return shop.window.page.side.currentWidget()


def name_of(widget: QWidget) -> str:
    text = widget.text() if isinstance(widget, QAbstractButton) else ""
    return widget.accessibleName() or text


def press(shop: Shop, part: QWidget, words: str) -> str:
    """Press a button with Space, and tell what has the keyboard then."""
    button = next(one for one in stops(part) if name_of(one) == words)
    button.setFocus()
    shop.key(Qt.Key.Key_Space)
    shop.settle()
    assert shop.focused.isVisible()
    assert shop.focused.isEnabled()
    return name_of(shop.focused)


@pytest.mark.parametrize("name", PANELS)
def test_tab_reads_a_panel_from_top_to_bottom(shop: Shop, name: str) -> None:
    part = panel(shop, name)
    found = stops(part)
    places = [one.mapTo(part, one.rect().topLeft()) for one in found]
    assert found
    for above, below in pairwise(places):  # side by side they stand a little uneven
        assert below.y() > above.y() - 12, name
    assert [one for one in found if not name_of(one)] == []


@pytest.mark.parametrize("name", PANELS)
def test_tab_goes_through_a_panel_and_out_of_it_again(shop: Shop, name: str) -> None:
    wanted = stops(panel(shop, name))
    wanted[0].setFocus()
    for expected in wanted[1:]:
        shop.key(Qt.Key.Key_Tab)
        assert shop.focused is expected
    shop.key(Qt.Key.Key_Tab)
    assert shop.focused not in wanted


@pytest.mark.parametrize("name", PANELS)
def test_a_panel_has_the_keyboard_when_it_opens_and_escape_gives_it_to_the_form(
    shop: Shop, name: str
) -> None:
    assert panel(shop, name).isAncestorOf(shop.focused)
    shop.key(Qt.Key.Key_Escape)
    assert shop.window.page.request.isAncestorOf(shop.focused)


def test_removing_faults_one_after_the_other_needs_no_search(fresh: Shop) -> None:
    part = panel(fresh, "faults")
    for _ in range(3):
        press(fresh, part, "Add this fault")
    assert [name_of(one) for one in stops(part)][-4:] == [*["Remove Late answer"] * 3, "Remove all"]
    assert press(fresh, part, "Remove Late answer") == "Remove Late answer"
    assert press(fresh, part, "Remove Late answer") == "Remove Late answer"
    assert press(fresh, part, "Remove Late answer") == "Add this fault"


def test_each_fault_can_be_told_apart_by_who_hears_it(fresh: Shop) -> None:
    part = panel(fresh, "faults")
    press(fresh, part, "Add this fault")
    remove = next(one for one in stops(part) if name_of(one) == "Remove Late answer")
    assert fresh.parts.console.tools.faults.board.active
    assert "2 s" in remove.accessibleDescription()


def test_forgetting_snapshots_one_after_the_other_needs_no_search(fresh: Shop) -> None:
    part = panel(fresh, "clock")
    for _ in range(2):
        press(fresh, part, "Take a snapshot")
    assert press(fresh, part, "Forget Snapshot 2") == "Forget Snapshot 1"
    assert press(fresh, part, "Forget Snapshot 1") == "Take a snapshot"


def test_after_a_jump_the_keyboard_stays_where_it_was(fresh: Shop) -> None:
    part = panel(fresh, "clock")
    assert press(fresh, part, "Jump 24 h") == "Jump 24 h"
    assert press(fresh, part, "Set to this machine's time") == "Stop"


def test_a_bar_that_goes_gives_the_keyboard_to_where_one_goes_on(fresh: Shop) -> None:
    part = panel(fresh, "clock")
    press(fresh, part, "Take a snapshot")
    press(fresh, part, "Jump 24 h")
    fresh.key(Qt.Key.Key_Escape)
    bar = fresh.window.findChild(QWidget, "clockBar")
    press(fresh, bar, "Back to the last snapshot")
    assert bar.isHidden()
    assert fresh.window.page.side.isAncestorOf(QApplication.focusWidget())


@pytest.mark.qt_log_ignore("^This plugin does not support")  # off screen, of a second window
def test_tab_goes_all_round_the_profiles_and_escape_leads_back(fresh: Shop) -> None:
    before = fresh.focused
    fresh.run("profiles")
    dialog = fresh.window.findChild(KeyDialog)
    wanted = stops(dialog)
    wanted[0].setFocus()
    for expected in [*wanted[1:], wanted[0]]:
        QTest.keyClick(dialog.windowHandle(), Qt.Key.Key_Tab)
        assert fresh.focused is expected
    assert [one for one in wanted if not name_of(one)] == []
    QTest.keyClick(dialog.windowHandle(), Qt.Key.Key_Escape)
    fresh.window.activateWindow()
    QApplication.processEvents()
    assert fresh.focused is before
