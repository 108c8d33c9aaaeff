"""Before real money moves, one sheet asks; Enter never says yes, and nothing below is reached."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QCoreApplication, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QWidget

from apay_console.errors import Invalid, say
from apay_console.model.draft import Draft
from apay_console.model.fields import ApiVersion
from apay_console.model.operations import UPDATE_SESSION
from apay_console.model.request import Request
from apay_console.model.sale import Sale
from apay_console.presenters.sale.live.asking import ask_about
from apay_console.presenters.sale.live.gate import OPEN_FOR_S
from apay_console.ui.live_sheet import MoneySheet, UnlockSheet
from tests.presenters.live_parts import LIVE, SANDBOX, open_sale, waiting
from tests.ui.sheet_parts import LEFT, WITH, counter, key, money, sent, unlock, window

__all__ = ["counter", "money", "unlock", "window"]

UPDATE = Request(UPDATE_SESSION, LIVE, ApiVersion.V2, body=b"{}")


# One live write


def test_the_sheet_says_what_is_done_to_what_and_as_whom(money):
    assert money.text().splitlines() == [
        "LIVE: this changes a real session",
        "Update session · 129.00 EUR",
        "Order 88123",
        "Session 3f0c…b614",
        "Fjord Tea (EU)",
    ]
    assert money.confirm.text() == "Update session"


def test_completing_says_that_it_takes_real_money_and_how_much(counter, window):
    counter.unlock()
    counter.courier.complete()
    money = window.sheets.money
    assert money.text().startswith("LIVE: this takes real money\nComplete session · 129.00 EUR")
    assert money.confirm.text() == "Complete for 129.00 EUR"


def test_the_window_below_is_out_of_reach(counter, money, window):
    handle = window.windowHandle()
    place = window.primary.mapTo(window, window.primary.rect().center())
    QTest.mouseClick(handle, LEFT, pos=place)
    QTest.mouseClick(handle, LEFT, pos=QPoint(4, 4))
    key(window, Qt.Key.Key_X)
    for _ in range(5):
        key(window, Qt.Key.Key_Tab)
        assert money.isAncestorOf(window.focusWidget())
    key(window, Qt.Key.Key_Backtab, WITH[2])
    assert money.isAncestorOf(window.focusWidget())
    assert money.isVisible()
    assert window.field.text() == ""
    assert len(counter.asked) == 1


@pytest.mark.parametrize("shortcut", [Qt.Key.Key_Return, Qt.Key.Key_K, Qt.Key.Key_N])
def test_the_windows_shortcuts_rest(money, window, shortcut):
    ran = []
    for name in ("act", "palette", "new"):
        window.commands[name].triggered.connect(lambda _=False, name=name: ran.append(name))
    key(window, shortcut, WITH[1])
    assert ran == []
    key(window, Qt.Key.Key_Escape)
    key(window, shortcut, WITH[1])
    assert len(ran) == 1


def test_the_sheet_is_shown_exactly_once_for_each_write(counter, window, qtbot):
    counter.unlock()
    for number in range(1, 4):
        counter.desk.put(open_sale())
        window.primary.click()
        counter.courier.act()
        assert len(counter.asked) == number
        window.sheets.money.confirm.click()
        assert len(sent(counter, qtbot)) == number
        assert window.sheets.money.isHidden()


def test_the_sheet_goes_when_the_sale_changes_under_it(counter, money, qtbot):
    counter.desk.change(draft=Draft())
    assert money.isHidden()
    money.confirm.click()
    assert not sent(counter, qtbot)


def test_a_yes_after_the_time_asks_for_the_name_again(counter, money, window, qtbot):
    counter.ticks.now += OPEN_FOR_S
    money.confirm.click()
    assert window.sheets.unlock.isVisible()
    assert not sent(counter, qtbot)


def test_an_unusual_amount_is_said_in_a_line_of_its_own(counter, window):
    done = [Sale(f"d{n}", LIVE.id, "v2", 1.0, 1.0, "", "", "Completed", "9 EUR") for n in range(3)]
    counter.courier.live.know(tuple(done))
    counter.unlock()
    counter.courier.complete()
    words = "Unusually much: half of the sales in this list are at most 9 EUR."
    assert window.sheets.money.text().splitlines()[-1] == words
    assert words in window.sheets.money.cancel.accessibleDescription()


def test_a_repeat_says_that_it_is_one(counter, window, qtbot):
    counter.unlock()
    state = open_sale(draft=Draft(), unresolved=True)
    counter.wire.unknown = [waiting(state.sale.id)]
    counter.desk.put(state)
    counter.courier.check()
    counter.settle(qtbot)
    assert "The very same request once more" in window.sheets.money.text()
    window.sheets.money.confirm.click()
    counter.settle(qtbot)
    assert len(counter.wire.repeated) == 1


def test_a_sandbox_shows_no_sheet(counter, window, qtbot):
    counter.desk.put(open_sale(SANDBOX))
    window.primary.click()
    assert window.sheets.money.isHidden()
    assert sent(counter, qtbot) == ["update_session"]


def test_the_sheet_follows_the_windows_size(money, window, qtbot):
    window.resize(1300, 800)
    assert money.geometry() == window.rect()


def test_outside_text_stays_text(counter, window):
    counter.unlock()
    sly = replace(LIVE, name="<b>Tea</b>\u202e && Co")
    counter.unlock(sly)
    counter.desk.put(open_sale(sly))
    window.primary.click()
    assert "<b>Tea</b><U+202E> && Co (EU)" in window.sheets.money.text()


# Unlocking


@pytest.fixture
def unlock_shown(window):
    """The unlock sheet with its reason, and the money sheet below it."""
    window.sheets.unlock.ask(LIVE)
    window.sheets.unlock.refuse(Invalid(say("Not that; " * 20)))
    QCoreApplication.processEvents()
    return window.sheets.unlock


# For everybody


def test_a_screen_reader_hears_the_whole_question_on_cancel(money):
    assert money.accessibleName() == "LIVE: this changes a real session"
    assert "129.00 EUR" in money.cancel.accessibleDescription()
    assert "Fjord Tea (EU)" in money.cancel.accessibleDescription()


def test_everything_that_takes_the_keyboard_has_a_name(unlock, window):
    unlock.cancel.click()
    window.sheets.money.ask(ask_about(UPDATE, open_sale()))
    for sheet in (window.sheets.money, unlock):
        for widget in (*sheet.findChildren(QPushButton), *sheet.findChildren(QLineEdit)):
            assert widget.accessibleName() or widget.text()


def test_no_word_of_the_sheets_is_cut(money, unlock_shown):
    for sheet in (money, unlock_shown):
        for label in sheet.findChildren(QLabel):
            assert label.height() >= label.heightForWidth(label.width())


def test_the_red_button_is_red(money, theme):
    money.confirm.ensurePolished()
    picture = money.confirm.grab().toImage()
    assert picture.pixelColor(6, picture.height() // 2) == theme.color("envLive")


@pytest.mark.parametrize("kind", [MoneySheet, UnlockSheet])
def test_a_sheet_dies_with_its_window(theme, dies, kind):
    def make() -> QWidget:
        window = QWidget()
        kind(theme, window)
        return window

    assert dies(make)
