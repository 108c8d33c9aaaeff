"""A sheet goes away by itself, and gives the keyboard back to where it was."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QVBoxLayout, QWidget

from apay_console.ui.parts.sheet import Sheet
from tests.ui.hands import press, shown


@pytest.fixture
def window(qtbot):
    frame = QWidget()
    frame.first, frame.second = QLineEdit(frame), QLineEdit(frame)
    frame.sheet = Sheet(frame)
    frame.line = QLineEdit("typed")
    frame.button = QPushButton("Do it")
    column = QVBoxLayout(frame.sheet)
    column.addWidget(frame.line)
    column.addWidget(frame.button)
    shown(frame, qtbot)
    frame.second.setFocus()
    return frame


def test_it_takes_the_keyboard_and_escape_gives_it_back(window):
    window.sheet.show_with(window.line)
    assert QApplication.focusWidget() is window.line
    press(window.line, Qt.Key.Key_Escape)
    assert window.sheet.isHidden()
    assert QApplication.focusWidget() is window.second
    assert window.line.text() == "typed"


def test_looking_elsewhere_closes_it_and_leaves_the_keyboard_there(window):
    window.sheet.show_with(window.line)
    window.first.setFocus()
    assert window.sheet.isHidden()
    assert QApplication.focusWidget() is window.first


def test_another_window_does_not_close_it(window, qtbot):
    window.sheet.show_with(window.line)
    other = shown(QLineEdit(), qtbot)
    other.setFocus()
    assert not window.sheet.isHidden()


def test_opened_twice_it_still_knows_where_the_keyboard_was(window):
    window.sheet.show_with(window.line)
    window.sheet.show_with(window.line)
    window.sheet.leave()
    assert QApplication.focusWidget() is window.second


def test_it_closes_though_the_place_it_came_from_is_gone(window, qtbot):
    window.sheet.show_with(window.line)
    window.second.deleteLater()
    qtbot.waitSignal(window.second.destroyed).wait()
    window.sheet.leave()
    assert window.sheet.isHidden()


def test_tab_goes_round_inside_it(window):
    window.sheet.show_with(window.line)
    for expected in (window.button, window.line, window.button):
        QTest.keyClick(window.windowHandle(), Qt.Key.Key_Tab)
        assert QApplication.focusWidget() is expected
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert QApplication.focusWidget() is window.line
    assert not window.sheet.isHidden()


def test_enter_presses_the_button_that_has_the_keyboard(window):
    pressed = []
    window.button.clicked.connect(lambda: pressed.append(1))
    window.sheet.show_with(window.button)
    press(window.button, Qt.Key.Key_Return)
    assert len(pressed) == 1


def test_enter_in_a_line_that_closes_it_presses_nothing_below(window):
    below, pressed = QPushButton(window), []
    below.show()
    below.clicked.connect(lambda: pressed.append(1))
    below.setFocus()
    window.line.returnPressed.connect(window.sheet.leave)
    window.sheet.show_with(window.line)
    press(window.line, Qt.Key.Key_Return)
    assert QApplication.focusWidget() is below
    assert pressed == []


def test_it_dies_with_its_window(dies):
    assert dies(window_with_a_sheet)


def window_with_a_sheet() -> QWidget:
    window = QWidget()
    Sheet(window)
    return window


def test_it_stays_inside_a_window_that_becomes_smaller(window):
    window.resize(900, 600)
    window.sheet.setFixedSize(300, 200)
    window.sheet.move(580, 380)
    window.sheet.show_with(window.line)
    window.resize(500, 320)
    QApplication.processEvents()
    assert window.rect().contains(window.sheet.geometry())
