"""Time, bad days and faults in the whole window, by keyboard, against the real emulator."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from apay_console.presenters.emulator.time_machine import DAY
from apay_console.ui.clock_bar import ClockBar
from apay_console.ui.lesson_sheet import LessonSheet
from tests.sale_parts import AMOUNT, INTENT, RESULT
from tests.window_parts import SHIFT, Shop, fresh, quick

__all__ = ["fresh", "quick"]


def ready(shop: Shop, version: str = "v2") -> Shop:
    """A session that its buyer can pay."""
    shop.run(f"new_{version}")
    shop.send()
    shop.enter(AMOUNT, "48.90")
    shop.choose(INTENT, "Authorize")
    shop.click(shop.cell(RESULT).button)
    shop.send()
    return shop


def bar(shop: Shop) -> ClockBar:
    found = shop.window.findChild(ClockBar)
    assert found is not None
    return found


def state(shop: Shop) -> str:
    assert shop.state.session is not None
    return shop.state.session.state


def press(shop: Shop, key: Qt.Key, modifiers: Qt.KeyboardModifier | None = None) -> None:
    shop.key(key, modifiers)
    shop.settle()


def tab_to(shop: Shop, name: str) -> None:
    """Press Tab until the button of this name has the keyboard."""
    for _ in range(60):
        if isinstance(shop.focused, QPushButton) and shop.focused.text() == name:
            return
        shop.key(Qt.Key.Key_Tab)
    raise AssertionError(f"no Tab leads to {name}")


def sheet(shop: Shop) -> LessonSheet:
    found = shop.window.findChild(LessonSheet)
    assert found is not None
    assert found.isVisible()
    return found


# --- the time machine -----------------------------------------------------------------------------


def test_a_day_is_jumped_and_taken_back_by_keyboard_alone(fresh: Shop) -> None:
    shop = ready(fresh)
    assert bar(shop).text() == ""
    assert not shop.window.commands["clock_back"].isEnabled()
    shop.run("clock")
    assert shop.focused.accessibleName() == "Jump 30 s"
    shop.key(Qt.Key.Key_Tab)
    press(shop, Qt.Key.Key_Space)
    assert state(shop) == "Canceled"
    told = bar(shop).text()
    assert told.startswith("The emulator's clock: 1 d ahead · Session ")
    assert "became Canceled (Expired)" in told
    press(shop, Qt.Key.Key_Escape)
    assert shop.window.page.side.name == ""
    shop.run("clock_back")
    assert (state(shop), bar(shop).text()) == ("Open", "")
    assert not shop.window.commands["clock_back"].isEnabled()


def test_the_bar_leads_on_by_keyboard(fresh: Shop) -> None:
    shop = ready(fresh)
    shop.parts.console.tools.machine.jump(30.0)
    shop.settle()
    tab_to(shop, "Time machine")
    press(shop, Qt.Key.Key_Space)
    assert shop.window.page.side.name == "clock"
    shop.key(Qt.Key.Key_Tab, SHIFT)
    tab_to(shop, "Back to the last snapshot")
    press(shop, Qt.Key.Key_Space)
    assert bar(shop).text() == ""
    assert shop.focused.isVisible()


def test_time_left_is_counted_by_the_emulators_clock(fresh: Shop) -> None:
    shop = ready(fresh)
    machine = shop.parts.console.tools.machine
    machine.stop()
    shop.settle()
    machine.jump(DAY - 42 * 60 - 30)
    shop.settle()
    assert shop.window.top.time.text().startswith("0 h 42 min left")
    assert bar(shop).text().startswith("The emulator's clock: stopped, 23 h 17 min ahead")


# --- bad days -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("command", "title"),
    [
        ("bad_twice", "Completed twice"),
        ("bad_expired", "Expired"),
        ("bad_no_id", "Returned without an id"),
        ("bad_amount", "Amount changed meanwhile"),
    ],
)
def test_a_bad_day_is_one_click_and_its_lesson_goes_with_escape(
    fresh: Shop, command: str, title: str
) -> None:
    shop = ready(fresh)
    shop.window.page.request.focus(AMOUNT)
    shop.run(command)
    assert sheet(shop).text().startswith(title)
    assert "A good shop" in sheet(shop).text()
    assert sheet(shop).isAncestorOf(shop.focused)
    press(shop, Qt.Key.Key_Escape)
    assert shop.window.findChild(LessonSheet).isHidden()
    assert shop.focused.isVisible()


# --- faults ---------------------------------------------------------------------------------------


def test_a_fault_is_ordered_by_keyboard_strikes_and_is_settled(fresh: Shop) -> None:
    shop = fresh
    shop.enter(AMOUNT, "19.99")
    shop.run("faults")
    for _ in range(2):
        shop.key(Qt.Key.Key_Down)  # from a late answer to one that is lost
    tab_to(shop, "Add this fault")
    press(shop, Qt.Key.Key_Space)
    assert bar(shop).text() == "Faults that wait: 1"
    press(shop, Qt.Key.Key_Escape)
    shop.send()
    assert "may or may not have applied it" in shop.notice
    assert bar(shop).text() == ""
    shop.run("check")
    assert shop.needs[0] != "ChargeAmountNotSet"
