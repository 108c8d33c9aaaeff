"""Live is unlocked by its name, and by nothing else."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.presenters.live_parts import LIVE, NAME, SANDBOX, open_sale
from tests.ui.sheet_parts import ENTERS, WITH, counter, key, sent, unlock, window

__all__ = ["counter", "unlock", "window"]


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
def test_p20_enter_unlocks_nothing_even_with_the_right_name(
    counter, unlock, window, enter, modifier
):
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
