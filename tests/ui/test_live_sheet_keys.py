"""No key but a deliberate one confirms a live payment."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from tests.ui.sheet_parts import ENTERS, LEFT, WITH, counter, key, money, sent, unlock, window

__all__ = ["counter", "money", "unlock", "window"]


def test_the_keyboard_is_on_cancel(money, window):
    assert window.focusWidget() is money.cancel


@pytest.mark.parametrize("modifier", WITH)
@pytest.mark.parametrize("enter", ENTERS)
def test_p20_enter_does_nothing_wherever_the_keyboard_is(counter, money, window, enter, modifier):
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


def queue_keys(window, *keys):
    """Press keys as they come in when the window was busy: all at once, with nothing painted."""
    for which in keys:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, which, Qt.KeyboardModifier.NoModifier)
            QCoreApplication.postEvent(window.windowHandle(), event)
    QCoreApplication.processEvents()


def test_p20_what_was_typed_before_the_question_was_seen_confirms_nothing(counter, window, qtbot):
    counter.unlock()
    queue_keys(window, Qt.Key.Key_Space, Qt.Key.Key_Tab, Qt.Key.Key_Space)
    assert len(counter.asked) == 1
    assert window.focusWidget() is window.sheets.money.confirm
    assert not sent(counter, qtbot)
    assert window.sheets.money.isVisible()
    key(window, Qt.Key.Key_Space)
    assert sent(counter, qtbot) == ["update_session"]


def test_p20_a_second_question_has_to_be_seen_as_well(counter, money, window, qtbot):
    QCoreApplication.processEvents()
    key(window, Qt.Key.Key_Escape)
    queue_keys(window, Qt.Key.Key_Space, Qt.Key.Key_Tab, Qt.Key.Key_Space)
    assert len(counter.asked) == 2
    assert not sent(counter, qtbot)


def click_at_once(button):
    """Click as a click comes in when the window was busy: with nothing painted before it."""
    place, none = QPointF(button.rect().center()), Qt.KeyboardModifier.NoModifier
    for kind in (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonRelease):
        spot = QPointF(button.mapToGlobal(button.rect().center()))
        event = QMouseEvent(kind, place, spot, LEFT, LEFT, none)
        QCoreApplication.sendEvent(button, event)


def test_p20_a_click_before_the_question_was_seen_confirms_nothing(counter, window, qtbot):
    counter.unlock()
    window.primary.click()
    money = window.sheets.money
    click_at_once(money.confirm)
    assert money.isVisible()
    assert not sent(counter, qtbot)
    QCoreApplication.processEvents()
    click_at_once(money.confirm)
    assert sent(counter, qtbot) == ["update_session"]
