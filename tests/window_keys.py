"""Hands that only press keys, wherever the keyboard is, and ears for what is read aloud."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QGuiApplication, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QListWidget, QWidget

from apay_console.ui.history.table import PastTable
from apay_console.ui.parts.text import PlainLabel
from tests.window_parts import Shop

_MOST_STOPS = 150


def press(shop: Shop, keys: str, times: int = 1) -> None:
    """Press keys in whatever window has the keyboard, and wait for what comes of it."""
    pressed = QKeySequence(keys)[0]
    for _ in range(times):
        window = QApplication.activeWindow() or shop.window
        QTest.keyClick(window.windowHandle(), pressed.key(), pressed.keyboardModifiers())
    shop.settle()


def name_of(widget: QWidget) -> str:
    """What is read aloud of a widget that has the keyboard."""
    text = widget.text() if isinstance(widget, QAbstractButton) else ""
    return widget.accessibleName() or text


def go(shop: Shop, name: str) -> QWidget:
    """Press Tab until what has the keyboard says this name."""
    passed: list[str] = []
    while not name_of(shop.focused).startswith(name):
        passed.append(name_of(shop.focused))
        assert len(passed) < _MOST_STOPS, f"Tab does not come to “{name}”, only to {passed}"
        shop.key(Qt.Key.Key_Tab)
    return shop.focused


def choose(shop: Shop, words: str) -> None:
    """Choose a row of the list that has the keyboard, with the arrows."""
    rows = shop.focused
    press(shop, "Home")
    for _ in range(40):
        chosen = rows.currentText() if isinstance(rows, QComboBox) else _row(rows)
        if chosen.startswith(words):
            return
        press(shop, "Down")
    raise AssertionError(f"no “{words}” in the list")


def _row(rows: QWidget) -> str:
    if isinstance(rows, PastTable):
        return rows.texts()[rows.currentIndex().row()].split(" ", 1)[1]
    assert isinstance(rows, QListWidget)
    return rows.currentItem().text()


def said(part: QWidget) -> str:
    """Every label in sight, one after the other."""
    labels = part.findChildren(PlainLabel)
    return " | ".join(label.text() for label in labels if label.isVisible() and label.text())


def come_to_front(shop: Shop) -> None:
    """Off screen no window manager gives the keyboard back when a dialog closes."""
    shop.window.activateWindow()
    QApplication.processEvents()


def copied() -> str:
    return QGuiApplication.clipboard().text()


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """What a screen reader would say; off screen there is none to hear it."""
    said: list[str] = []
    monkeypatch.setattr(QAccessible, "isActive", lambda: True)
    monkeypatch.setattr(
        QAccessible, "updateAccessibility", lambda event: said.append(event.message())
    )
    return said
