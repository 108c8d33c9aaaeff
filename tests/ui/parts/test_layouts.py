"""What is taken out of a layout is gone at once."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget
from shiboken6 import isValid

from apay_console.ui.parts.layouts import empty


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
