"""What is taken out of a layout is gone at once."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QPushButton, QWidget
from shiboken6 import isValid

from apay_console.ui.parts.layouts import empty, refill
from tests.ui.hands import shown


def test_what_a_layout_held_is_not_seen_any_more_and_then_deleted(qtbot):
    frame = QWidget()
    qtbot.addWidget(frame)
    row = QHBoxLayout(frame)
    old = QPushButton("old")
    row.addWidget(old)
    row.addStretch(1)
    frame.show()
    empty(row)
    assert row.count() == 0
    assert old.isHidden()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert not isValid(old)


def made(name: str) -> QWidget:
    """A row with a button in it."""
    row = QWidget()
    QHBoxLayout(row).addWidget(QPushButton(name))
    return row


@pytest.mark.parametrize(("held", "left", "keyboard"), [(1, 2, 1), (2, 2, 1), (0, 1, 0)])
def test_rows_that_are_made_anew_keep_the_keyboard_in_its_place(qtbot, held, left, keyboard):
    window = QWidget()
    row = QHBoxLayout(window)
    refill(row, [made(f"old {number}") for number in range(3)])
    shown(window, qtbot)
    row.itemAt(held).widget().findChild(QPushButton).setFocus()
    refill(row, [made(f"new {number}") for number in range(left)])
    assert QApplication.focusWidget().text() == f"new {keyboard}"


def test_rows_that_did_not_have_the_keyboard_do_not_take_it(qtbot):
    window = QWidget()
    row, outside = QHBoxLayout(window), QPushButton("outside", window)
    shown(window, qtbot)
    outside.setFocus()
    for _ in range(2):
        refill(row, [made("row")])
    assert outside.hasFocus()
