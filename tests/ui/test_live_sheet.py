"""Before real money moves, one sheet asks; Enter never says yes, and nothing below is reached."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QCoreApplication, QPoint, QRect, QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QMainWindow, QPushButton, QVBoxLayout, QWidget

from apay_console.errors import Invalid, say
from apay_console.model.draft import Draft
from apay_console.model.fields import ApiVersion
from apay_console.model.operations import UPDATE_SESSION
from apay_console.model.request import Request
from apay_console.model.sale import Sale
from apay_console.presenters.sale.live import OPEN_FOR_S
from apay_console.presenters.sale.live_ask import ask_about
from apay_console.ui import wiring
from apay_console.ui.commands import Commands
from apay_console.ui.live_sheet import LiveSheets, MoneySheet, UnlockSheet
from tests.presenters.live_parts import LIVE, NAME, SANDBOX, Counter, counter_in, open_sale, waiting
from tests.ui.hands import shown

ENTERS = [Qt.Key.Key_Return, Qt.Key.Key_Enter]
WITH = [
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.KeypadModifier,
]
LEFT = Qt.MouseButton.LeftButton
UPDATE = Request(UPDATE_SESSION, LIVE, ApiVersion.V2, body=b"{}")


class Window(QMainWindow):
    """As the console's window: a field, the primary button, the commands, and the sheets."""

    def __init__(self, counter: Counter, theme) -> None:
        super().__init__()
        self.resize(1024, 680)
        centre = QWidget()
        column = QVBoxLayout(centre)
        self.field, self.primary = QLineEdit(), QPushButton("Send")
        column.addWidget(self.field)
        column.addWidget(self.primary)
        self.setCentralWidget(centre)
        self.commands = Commands(self)
        self.sheets = LiveSheets(self, theme, counter.desk, counter.courier.live)
        self.commands.connect_to(act=counter.courier.act, unlock=self.sheets.open_lock)
        self.primary.clicked.connect(lambda: self.commands.run("act"))
        counter.desk.command_wanted.connect(self.commands.run)
        counter.desk.shown.connect(lambda state: wiring.enable(self.commands, state))


@pytest.fixture
def counter(qtbot, tmp_path) -> Iterator[Counter]:
    with counter_in(tmp_path) as counter:
        yield counter


@pytest.fixture
def window(counter, theme, qtbot) -> Window:
    window = Window(counter, theme)
    shown(window, qtbot)
    window.primary.setFocus()
    counter.desk.put(open_sale())
    return window


@pytest.fixture
def money(counter, window) -> MoneySheet:
    """The sheet, asking about an update."""
    counter.unlock()
    window.primary.click()
    assert window.sheets.money.isVisible()
    return window.sheets.money


def key(window: QWidget, which: Qt.Key, modifier=WITH[0]) -> None:
    """Press a key as a keyboard does: shortcuts first, then whoever has the focus."""
    QTest.keyClick(window.windowHandle(), which, modifier)


def sent(counter: Counter, qtbot) -> list[str]:
    counter.settle(qtbot)
    return counter.wire.writes


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


def test_the_keyboard_is_on_cancel(money, window):
    assert window.focusWidget() is money.cancel


@pytest.mark.parametrize("modifier", WITH)
@pytest.mark.parametrize("enter", ENTERS)
def test_enter_does_nothing_wherever_the_keyboard_is(counter, money, window, enter, modifier):
    for place in (money.cancel, money.confirm, money, window.field):
        place.setFocus()
        key(window, enter, modifier)
        assert money.isVisible()
    assert len(counter.asked) == 1
    assert not counter.wire.requests


def test_enter_let_go_of_while_space_is_down_does_nothing(counter, money, window, qtbot):
    money.confirm.setFocus()
    handle = window.windowHandle()
    QTest.keyPress(handle, Qt.Key.Key_Space)
    QTest.keyClick(handle, Qt.Key.Key_Return)
    assert money.isVisible()
    key(window, Qt.Key.Key_Escape)
    QTest.keyRelease(handle, Qt.Key.Key_Space)
    assert not sent(counter, qtbot)


@pytest.mark.parametrize("which", [Qt.Key.Key_Space, Qt.Key.Key_Escape])
def test_space_on_cancel_and_escape_send_nothing(counter, money, window, qtbot, which):
    key(window, which)
    assert money.isHidden()
    assert window.focusWidget() is window.primary
    assert not sent(counter, qtbot)


def test_escape_cancels_with_the_keyboard_on_the_red_button_too(counter, money, window, qtbot):
    money.confirm.setFocus()
    key(window, Qt.Key.Key_Escape)
    assert money.isHidden()
    assert not sent(counter, qtbot)


def test_a_click_confirms_exactly_once(counter, money, qtbot):
    QTest.mouseClick(money.confirm, LEFT)
    money.confirm.click()
    assert money.isHidden()
    assert sent(counter, qtbot) == ["update_session"]


def test_space_on_the_red_button_confirms(counter, money, window, qtbot):
    key(window, Qt.Key.Key_Tab)
    assert window.focusWidget() is money.confirm
    key(window, Qt.Key.Key_Space)
    assert sent(counter, qtbot) == ["update_session"]


def test_the_second_half_of_a_double_click_confirms_nothing(counter, money, window, qtbot):
    place = money.confirm.mapTo(window, money.confirm.rect().center())
    money.cancel.click()
    below = QPushButton("Complete", window)
    below.setGeometry(QRect(place - QPoint(20, 10), QSize(40, 20)))
    below.clicked.connect(counter.courier.act)
    below.show()
    QTest.mouseDClick(window.windowHandle(), LEFT, pos=place)
    assert len(counter.asked) == 2
    assert money.isVisible()
    assert not sent(counter, qtbot)
    QTest.mouseClick(window.windowHandle(), LEFT, pos=place)
    assert sent(counter, qtbot) == ["update_session"]


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


@pytest.fixture
def unlock(window):
    window.primary.click()
    assert window.sheets.unlock.isVisible()
    return window.sheets.unlock


def test_locked_live_asks_for_the_name_instead_of_sending(counter, unlock, window, qtbot):
    assert unlock.text().splitlines() == [
        "Allow changes to live",
        "Live is read-only. Type “Fjord Tea” to allow changes for 15 minutes.",
    ]
    assert window.focusWidget() is unlock.line
    assert not sent(counter, qtbot)


def test_a_wrong_name_stays_with_the_reason(counter, unlock, window):
    QTest.keyClicks(unlock.line, "Fjord tea")
    unlock.allow.click()
    assert unlock.isVisible()
    assert "That is not the name" in unlock.text()
    assert unlock.line.text() == "Fjord tea"
    assert window.focusWidget() is unlock.line
    assert counter.desk.lock.is_locked(LIVE)


def test_the_right_name_unlocks_and_sends_nothing_yet(counter, unlock, window, qtbot):
    QTest.keyClicks(unlock.line, NAME)
    unlock.allow.click()
    assert unlock.isHidden()
    assert window.focusWidget() is window.primary
    assert not counter.desk.lock.is_locked(LIVE)
    assert not window.commands["unlock"].isEnabled()
    assert not sent(counter, qtbot)


@pytest.mark.parametrize("modifier", WITH)
@pytest.mark.parametrize("enter", ENTERS)
def test_enter_unlocks_nothing_even_with_the_right_name(counter, unlock, window, enter, modifier):
    QTest.keyClicks(unlock.line, NAME)
    for _ in range(3):
        key(window, enter, modifier)
    assert unlock.isVisible()
    assert counter.desk.lock.is_locked(LIVE)


def test_the_whole_way_by_keyboard(counter, unlock, window, qtbot):
    QTest.keyClicks(unlock.line, NAME)
    key(window, Qt.Key.Key_Return)  # goes on to the button, and decides nothing
    key(window, Qt.Key.Key_Space)
    key(window, Qt.Key.Key_Space)  # the primary button, which has the keyboard again
    key(window, Qt.Key.Key_Tab)
    key(window, Qt.Key.Key_Space)
    assert sent(counter, qtbot) == ["update_session"]


@pytest.mark.parametrize("place", ["line", "cancel", "allow"])
def test_escape_leaves_it_locked(counter, unlock, window, place):
    unlock.line.setText(NAME)
    getattr(unlock, place).setFocus()
    key(window, Qt.Key.Key_Escape)
    assert unlock.isHidden()
    assert counter.desk.lock.is_locked(LIVE)


def test_a_name_once_typed_is_not_left_in_the_line(counter, unlock, window):
    unlock.line.setText(NAME)
    unlock.cancel.click()
    window.primary.click()
    assert unlock.line.text() == ""


def test_the_command_is_there_only_while_live_is_read_only(counter, window):
    assert window.commands["unlock"].isEnabled()
    window.commands.run("unlock")
    assert window.sheets.unlock.isVisible()
    window.sheets.unlock.cancel.click()
    counter.desk.put(open_sale(SANDBOX))
    assert not window.commands["unlock"].isEnabled()
    window.sheets.open_lock()
    assert window.sheets.unlock.isHidden()


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
