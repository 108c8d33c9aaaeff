"""The small “?” comes with a disabled button, takes no room, and goes with the reason."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QHBoxLayout, QPushButton
from pytestqt.qtbot import QtBot

from apay_console.ui.parts import why_mark
from apay_console.ui.parts.tab_order import Ordered
from apay_console.ui.parts.theme import Theme
from apay_console.ui.parts.why_mark import SIDE, WhyMark
from tests.ui.hands import shown


class Row(Ordered):
    """Two buttons side by side, and perhaps room at their right."""

    def __init__(self, *, has_room: bool = True) -> None:
        super().__init__()
        self.first, self.second = QPushButton("First"), QPushButton("Second")
        row = QHBoxLayout(self)
        row.addWidget(self.first)
        row.addWidget(self.second)
        row.setContentsMargins(8, 8, 0, 8)
        if has_room:
            row.addStretch(1)


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(why_mark, "AFTER_MS", 0)


@pytest.fixture
def row(theme: Theme, qtbot: QtBot) -> Row:
    made = Row()
    made.resize(400, 60)
    shown(made, qtbot)
    return made


def rest() -> None:
    for _ in range(4):
        QApplication.processEvents()


def marked(row: Row, *buttons: QPushButton) -> WhyMark:
    mark = WhyMark("button.get", *buttons)
    rest()
    return mark


def test_it_comes_and_goes_with_the_button(row: Row) -> None:
    mark = marked(row, row.first)
    assert mark.isHidden()
    row.first.setEnabled(False)
    rest()
    assert mark.isVisible()
    row.first.setEnabled(True)
    assert mark.isHidden()


def test_a_button_that_is_hidden_needs_none(row: Row) -> None:
    row.first.setEnabled(False)
    mark = marked(row, row.first)
    row.first.hide()
    assert mark.isHidden()
    row.first.show()
    rest()
    assert mark.isVisible()


def test_a_button_that_only_waits_for_an_answer_shows_none(
    row: Row, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(why_mark, "AFTER_MS", 60_000)
    mark = marked(row, row.first)
    row.first.setEnabled(False)
    rest()
    assert mark.isHidden()
    row.first.setEnabled(True)
    monkeypatch.setattr(why_mark, "AFTER_MS", 0)
    row.first.setEnabled(False)
    rest()
    assert mark.isVisible()


def test_it_moves_nothing(row: Row) -> None:
    before = [one.geometry() for one in (row.first, row.second)]
    mark = marked(row, row.first)
    row.first.setEnabled(False)
    rest()
    assert mark.isVisible()
    assert [one.geometry() for one in (row.first, row.second)] == before


def test_it_stands_beside_the_button_where_there_is_room(row: Row) -> None:
    row.second.setEnabled(False)
    mark = marked(row, row.second)
    assert mark.x() > row.second.geometry().right()
    assert abs(mark.geometry().center().y() - row.second.geometry().center().y()) <= 1


@pytest.mark.parametrize("name", ["first", "second"])
def test_elsewhere_it_stands_on_the_corner_and_inside_the_page(
    name: str, theme: Theme, qtbot: QtBot
) -> None:
    row = Row(has_room=False)
    shown(row, qtbot)
    button: QPushButton = getattr(row, name)
    button.setEnabled(False)
    mark = marked(row, button)
    assert mark.geometry().intersects(button.geometry())
    assert mark.geometry().center().x() > button.geometry().center().x()
    assert row.rect().contains(mark.geometry())
    assert mark.width() == mark.height() == SIDE


def test_it_follows_the_button(row: Row) -> None:
    row.second.setEnabled(False)
    mark = marked(row, row.second)
    before = mark.x()
    row.first.setText("A much longer name than it had before")
    rest()
    assert mark.x() > before
    assert mark.x() > row.second.geometry().right()


def test_one_speaks_for_several_and_is_about_just_these(row: Row) -> None:
    mark = marked(row, row.first, row.second)
    row.first.setEnabled(False)
    rest()
    assert mark.accessibleName() == "Why is “First” not available?"
    assert mark.beside is row.first
    row.second.setEnabled(False)
    rest()
    assert mark.accessibleName() == "Why are these not available?"
    assert mark.beside is row.second
    assert mark.covers(row.first)
    assert not mark.covers(row)


def test_tab_comes_to_it_right_after_its_button(row: Row) -> None:
    row.first.setEnabled(False)
    third = QPushButton("Third")
    row.layout().addWidget(third)
    mark = marked(row, row.first)
    third.setFocus()
    QTest.keyClick(third, Qt.Key.Key_Tab)
    assert mark.hasFocus()
    QTest.keyClick(mark, Qt.Key.Key_Tab)
    assert row.second.hasFocus()


def test_the_keyboard_goes_to_the_button_when_that_can_be_pressed_again(row: Row) -> None:
    row.first.setEnabled(False)
    mark = marked(row, row.first)
    mark.setFocus()
    row.first.setEnabled(True)
    assert row.first.hasFocus()


def test_it_says_the_reason_and_asks_for_it(row: Row) -> None:
    row.first.setEnabled(False)
    mark = marked(row, row.first)
    asked: list[object] = []
    action = QAction("Why?", row)
    action.setObjectName("why")
    action.triggered.connect(lambda: asked.append(action.data()))
    mark.setFocus()
    assert "Get: there is nothing to read yet" in mark.toolTip()
    assert mark.accessibleDescription() == "Get: there is nothing to read yet"
    QTest.mouseClick(mark, Qt.MouseButton.LeftButton)
    assert asked == ["button.get"]


def test_another_reason_is_said_at_once(row: Row) -> None:
    row.first.setEnabled(False)
    mark = marked(row, row.first)
    mark.setFocus()
    mark.be_for("button.busy")
    assert "A request is on its way" in mark.toolTip()
    assert mark.accessibleDescription() == "A request is on its way"
    assert mark.why_key() == "button.busy"
