"""No text from outside widens the window: it is cut in sight, or goes on in the next line."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QWidget

from apay_console.ui.parts.labels import ElidedLabel, WrappedLabel, breakable
from apay_console.ui.parts.text import visible

LONG = "Order " + "x" * 10_000


@pytest.fixture
def room(qtbot):
    """A row of 300 pixels in which a label stands before another one."""
    frame = QWidget()
    row = QHBoxLayout(frame)
    row.setContentsMargins(0, 0, 0, 0)
    frame.resize(300, 40)
    qtbot.addWidget(frame)
    frame.row = row
    return frame


def shown_in(room, label):
    room.row.addWidget(label)
    room.row.addWidget(QLabel("after"))
    room.show()
    return label


def test_a_short_text_is_shown_whole_and_needs_no_tool_tip(room):
    label = shown_in(room, ElidedLabel("Order 1001"))
    assert not label.is_cut
    assert label.toolTip() == ""


def test_a_long_text_is_cut_in_sight_and_told_whole(room):
    label = shown_in(room, ElidedLabel("<b>" + LONG))
    assert room.width() == 300
    assert label.is_cut
    assert label.width() < 300
    assert "&lt;b&gt;Order" in label.toolTip()
    assert label.text() == "<b>" + LONG


def test_what_is_cut_is_painted_with_a_sign_at_its_end(room):
    label = shown_in(room, ElidedLabel(LONG))
    cut = label.grab().toImage()
    label.setText("Order " + "x" * 20_000)
    assert label.grab().toImage() == cut
    label.setText("Order 2")
    assert label.grab().toImage() != cut


def test_what_is_cut_keeps_its_frame(room):
    label = shown_in(room, ElidedLabel(LONG))
    label.setStyleSheet("background: #123456; padding: 0 12px")
    assert label.grab().toImage().pixelColor(2, 2).name() == "#123456"


def test_room_that_comes_back_is_used(room):
    label = shown_in(room, ElidedLabel("Order " + "x" * 60))
    assert label.is_cut
    room.resize(900, 40)
    assert not label.is_cut
    assert label.toolTip() == ""


def test_one_line_stays_one_line(qtbot):
    label = ElidedLabel("a")
    qtbot.addWidget(label)
    height = label.sizeHint().height()
    label.setText("a\nb\nc")
    assert label.sizeHint().height() == height
    assert label.textFormat() is Qt.TextFormat.PlainText


def test_it_asks_for_no_more_width_than_any_screen_has(qtbot):
    label = ElidedLabel(LONG)
    qtbot.addWidget(label)
    assert label.sizeHint().width() <= 2000
    assert label.minimumSizeHint().width() <= 24


def test_a_word_without_an_end_goes_on_in_the_next_line(room):
    label = shown_in(room, WrappedLabel("w" * 400))
    assert room.width() == 300
    assert label.heightForWidth(280) >= 10 * label.fontMetrics().lineSpacing()
    assert label.textFormat() is Qt.TextFormat.PlainText


def test_words_of_ordinary_length_stay_whole_to_be_copied():
    digest = "0123456789abcdef" * 4
    assert breakable(f"signing string [{digest}]", 100) == f"signing string [{digest}]"
    assert breakable("x" * 81, 40) == "\u200b".join(["x" * 40, "x" * 40, "x"])
    assert breakable("x" * 40, 40) == "x" * 40


@pytest.fixture
def chosen(room):
    """A label in which an id was chosen that is broken, and read from the right."""
    label = WrappedLabel("", longest=10)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    shown_in(room, label)
    label.setText(visible(ID))
    label.setSelection(0, len(label.text()))
    return label


ID = "amzn1.\u05d0\u05d1\u05d2." + "x" * 60


def test_p23_what_is_copied_of_a_label_is_what_came(chosen):
    assert chosen.selectedText() != ID
    chosen.setFocus()
    QTest.keyClick(chosen, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == ID


def test_p23_the_menu_of_a_label_copies_what_came_too(chosen):
    middle = chosen.rect().center()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, middle, chosen.mapToGlobal(middle))
    chosen.contextMenuEvent(event)
    menu = chosen.findChild(QMenu)
    (action,) = menu.actions()
    action.trigger()
    menu.close()
    assert QGuiApplication.clipboard().text() == ID
    chosen.setSelection(0, 0)
    chosen.contextMenuEvent(event)
    assert not event.isAccepted()
