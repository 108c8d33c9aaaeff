"""A lesson lies over the window until it is read, and gives the keyboard back."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from apay_console.errors import say
from apay_console.presenters.emulator import lessons
from apay_console.presenters.emulator.lessons import Lesson
from apay_console.ui.lesson_sheet import LessonSheet
from apay_console.ui.parts.labels import WrappedLabel
from apay_console.ui.parts.theme import Theme
from tests.exchanges import refused
from tests.ui.hands import press, shown

TWICE = lessons.twice(refused(422, "InvalidCheckoutSessionStatus"))


@pytest.fixture
def window(qtbot: QtBot, theme: Theme) -> QWidget:
    frame = QWidget()
    frame.resize(1024, 680)
    QVBoxLayout(frame).addWidget(QLineEdit())
    shown(frame, qtbot)
    frame.findChild(QLineEdit).setFocus()
    return frame


def test_it_says_the_whole_lesson(window: QWidget) -> None:
    sheet = LessonSheet(window)
    sheet.open(TWICE)
    assert sheet.text().splitlines() == [
        "Completed twice",
        str(TWICE.happened),
        str(TWICE.advice),
    ]
    assert sheet.accessibleName() == "Completed twice"


@pytest.mark.parametrize("many", [1, 12])
def test_no_line_of_it_is_cut(window: QWidget, many: int) -> None:
    words = say(
        "A good shop keeps the session's id with the buyer's cart, and reads it there. " * many
    )
    sheet = LessonSheet(window)
    sheet.open(Lesson(say("Expired"), words, words))
    QApplication.processEvents()
    labels = sheet.findChildren(WrappedLabel)
    assert [label.height() >= label.heightForWidth(label.width()) for label in labels] == [True] * 2
    assert window.rect().contains(sheet.geometry())


def test_escape_and_close_give_the_keyboard_back(window: QWidget) -> None:
    sheet, line = LessonSheet(window), window.findChild(QLineEdit)
    for leave in (lambda: press(sheet._closer, Qt.Key.Key_Escape), sheet._closer.click):
        sheet.open(TWICE)
        assert sheet._closer.hasFocus()
        leave()
        assert sheet.isHidden()
        assert line.hasFocus()


def test_the_next_lesson_takes_the_place_of_the_last(window: QWidget) -> None:
    sheet = LessonSheet(window)
    sheet.open(TWICE)
    sheet.open(lessons.without_id(None))
    assert sheet.text().startswith("Returned without an id")
    sheet.leave()
    assert window.findChild(QLineEdit).hasFocus()


def test_it_dies_with_its_window(dies: Callable[..., bool], theme: Theme) -> None:
    def make() -> QWidget:
        frame = QWidget()
        LessonSheet(frame).open(TWICE)
        return frame

    assert dies(make)
