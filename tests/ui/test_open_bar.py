"""One line takes a text; refused, it stays with the reason and an example under it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from apay_console.errors import Invalid, say
from apay_console.ui.open_bar import AskBar
from apay_console.ui.parts.text import PlainLabel
from tests.ui.hands import paste, press, shown, type_text

LONG = '{"checkoutSessionId": "' + "x" * 100_000 + '"}'


@pytest.fixture
def bar(qtbot):
    window = QWidget()
    window.resize(900, 600)
    made = AskBar("Session id, return URL, curl or JSON", "Open", window)
    made.told = []
    made.given.connect(made.told.append)
    shown(window, qtbot)
    made.open(QPoint(200, 56))
    yield made
    window.close()


def words(bar) -> list[str]:
    return [label.text() for label in bar.findChildren(PlainLabel) if not label.isHidden()]


def test_it_opens_with_the_keyboard_in_its_line(bar):
    assert QApplication.focusWidget() is bar._text
    assert bar._text.accessibleName() == "Session id, return URL, curl or JSON"
    assert words(bar) == ["Session id, return URL, curl or JSON"]


def test_enter_and_the_button_give_the_text_as_it_was_typed(bar):
    type_text(bar._text, " 3f0c ")
    press(bar._text, Qt.Key.Key_Return)
    bar.findChild(QPushButton).click()
    assert bar.told == [" 3f0c ", " 3f0c "]


def test_a_refusal_keeps_the_text_and_says_why_with_an_example(bar):
    type_text(bar._text, "tea")
    bar.findChild(QPushButton).setFocus()
    bar.refuse(Invalid(say("No session id was found in this text."), "3f0c7a52-…"))
    assert bar._text.text() == "tea"
    assert QApplication.focusWidget() is bar._text
    assert words(bar)[-1] == "No session id was found in this text. For example: 3f0c7a52-…"


def test_what_outside_text_hides_is_named_in_the_reason(bar):
    bar.refuse(Invalid(say("“{word}” is none.", word="<b>\u202e")))
    assert words(bar)[-1] == "“<b><U+202E>” is none."
    assert bar.width() == 460


def test_escape_keeps_the_text_for_the_next_time_and_forgets_the_reason(bar):
    type_text(bar._text, "tea")
    bar.refuse(Invalid(say("No.")))
    press(bar._text, Qt.Key.Key_Escape)
    assert bar.isHidden()
    bar.open(QPoint(200, 56))
    assert bar._text.selectedText() == "tea"
    assert words(bar) == ["Session id, return URL, curl or JSON"]


def test_a_text_that_was_taken_is_gone(bar):
    type_text(bar._text, "tea")
    bar.done()
    assert bar.isHidden()
    assert bar._text.text() == ""


def test_a_long_paste_stays_whole(bar):
    paste(bar._text, LONG)
    press(bar._text, Qt.Key.Key_Return)
    assert bar.told == [LONG]


def test_a_text_without_an_end_is_refused(bar):
    paste(bar._text, "x" * 3_000_000)
    press(bar._text, Qt.Key.Key_Return)
    assert bar.told == []
    assert words(bar)[-1] == "Too long to paste: cut after 131072 characters."


def test_ctrl_enter_gives_the_text_and_does_not_send_what_lies_underneath(bar):
    sent = []
    shortcut = QShortcut("Ctrl+Return", bar.window())
    shortcut.activated.connect(lambda: sent.append(True))
    type_text(bar._text, "tea")
    handle = bar.window().windowHandle()
    QTest.keyClick(handle, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert (bar.told, sent) == (["tea"], [])


def test_it_dies_with_its_window(dies):
    def make() -> QWidget:
        window = QWidget()
        AskBar("?", "!", window)
        return window

    assert dies(make)
