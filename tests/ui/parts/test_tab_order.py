"""Tab goes through the parts of the window as they stand, however often they are made anew."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from apay_console.ui.parts.layouts import empty
from apay_console.ui.parts.tab_order import Ordered, stops
from tests.ui.hands import shown


def pane(*names: str) -> QFrame:
    frame = QFrame()
    column = QVBoxLayout(frame)
    for name in names:
        column.addWidget(QPushButton(name))
    return frame


@pytest.fixture
def window(qtbot):
    """Two panes side by side between two buttons."""
    ordered = Ordered()
    column = QVBoxLayout(ordered)
    split = QSplitter()
    ordered.left, ordered.right = pane("l1", "l2"), pane("r1")
    for part in (QPushButton("top"), split, QPushButton("foot")):
        column.addWidget(part)
    split.addWidget(ordered.left)
    split.addWidget(ordered.right)
    return shown(ordered, qtbot)


def names(window: QWidget) -> list[str]:
    return [widget.text() for widget in stops(window)]


def tab_from(window: QWidget, text: str, *modifiers) -> str:
    start = next(one for one in window.findChildren(QPushButton) if one.text() == text)
    start.setFocus()
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_Tab, *modifiers)
    return QApplication.focusWidget().text()


def test_panes_come_in_the_order_in_which_they_stand(window):
    assert names(window) == ["top", "l1", "l2", "r1", "foot"]
    assert tab_from(window, "l2") == "r1"
    assert tab_from(window, "foot") == "top"


def test_backtab_goes_the_same_way_back(window):
    assert tab_from(window, "r1", Qt.KeyboardModifier.ShiftModifier) == "l2"
    assert tab_from(window, "top", Qt.KeyboardModifier.ShiftModifier) == "foot"


def test_what_was_made_anew_is_reached_where_it_stands(window):
    empty(window.left.layout())
    window.left.layout().addWidget(QPushButton("new"))
    QApplication.sendPostedEvents()  # only then Qt shows what came into a layout
    assert names(window) == ["top", "new", "r1", "foot"]
    assert tab_from(window, "top") == "new"
    assert tab_from(window, "new") == "r1"


def test_what_is_put_between_others_later_is_reached_where_it_stands(window):
    inner = QVBoxLayout()
    window.left.layout().insertLayout(1, inner)
    inner.addWidget(QPushButton("between"))
    QApplication.sendPostedEvents()
    assert names(window) == ["top", "l1", "between", "l2", "r1", "foot"]


def test_what_is_laid_out_nowhere_comes_last(window):
    lonely = QPushButton("lonely", window.left)
    lonely.show()
    assert names(window) == ["top", "l1", "l2", "lonely", "r1", "foot"]


@pytest.mark.parametrize(
    ("gone", "next_one"), [("l1", "l2"), ("l2", "l1"), ("top", "l1"), ("foot", "r1")]
)
@pytest.mark.parametrize("take", [QPushButton.hide, lambda one: one.setEnabled(False)])
def test_a_button_that_goes_gives_the_keyboard_to_what_stands_beside_it(
    window, gone, next_one, take
):
    button = next(one for one in window.findChildren(QPushButton) if one.text() == gone)
    button.setFocus()
    take(button)
    assert QApplication.focusWidget().text() == next_one


def test_a_whole_pane_that_goes_gives_the_keyboard_to_what_follows_it(window):
    window.left.findChildren(QPushButton)[0].setFocus()
    window.left.hide()
    assert QApplication.focusWidget().text() == "r1"


def test_hidden_and_disabled_stops_are_left_out(window):
    first, second = window.left.findChildren(QPushButton)
    first.hide()
    second.setEnabled(False)
    assert names(window) == ["top", "r1", "foot"]


def test_a_widget_that_hands_the_keyboard_on_is_no_stop_of_its_own(window):
    holder, line = QWidget(), QLineEdit("in")
    QVBoxLayout(holder).addWidget(line)
    holder.setFocusProxy(line)
    window.right.layout().addWidget(holder)
    holder.show()
    assert names(window) == ["top", "l1", "l2", "r1", "in", "foot"]


def test_what_is_reached_is_scrolled_into_sight(window):
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(pane(*(f"p{number}" for number in range(60))))
    window.right.layout().addWidget(area)
    area.setFixedHeight(120)
    area.show()
    area.widget().layout().activate()
    assert tab_from(window, "foot", Qt.KeyboardModifier.ShiftModifier) == "p59"
    assert area.verticalScrollBar().value() > 0


def test_without_a_stop_of_its_own_it_leaves_tab_to_qt(window, qtbot):
    outside = QPushButton("outside", window.window())
    outside.show()
    outside.setFocus()
    window.left.hide()
    assert "outside" in names(window)


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_enter_presses_a_button_as_space_does(window, key):
    button = next(one for one in window.findChildren(QPushButton) if one.text() == "l1")
    pressed = []
    button.clicked.connect(lambda: pressed.append(True))
    button.setFocus()
    QTest.keyClick(window.windowHandle(), key)
    assert pressed == [True]


def test_with_control_enter_is_left_to_its_command(window):
    button = next(one for one in window.findChildren(QPushButton) if one.text() == "l1")
    pressed = []
    button.clicked.connect(lambda: pressed.append(True))
    button.setFocus()
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert pressed == []
