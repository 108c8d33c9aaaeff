"""What is asked in the tree of an answer, in the whole window."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QToolButton

from apay_console.ui.parts.text import PlainLabel
from tests.window_parts import CTRL, Shop, quick, shop, until

__all__ = ["quick", "shop"]


def said(shop: Shop) -> str:
    page = shop.window.page.answer.tree
    labels = page.findChildren(PlainLabel)
    return " ".join(label.text() for label in labels if label.isVisible())


@pytest.fixture
def line(shop: Shop) -> QLineEdit:
    page = shop.window.page.answer.tree
    shop.key(Qt.Key.Key_F, CTRL)
    button = next(b for b in page.findChildren(QToolButton) if b.isCheckable())
    button.setChecked(True)
    found = page.findChild(QLineEdit)
    found.clear()
    return found


def test_a_path_is_followed_and_stepped_through(shop, line):
    shop.type("$.constraints[*].constraintId")
    until(lambda: said(shop).startswith("1 / "), "the first match")
    count = len(shop.state.session.constraints)
    assert said(shop) == f"1 / {count}"
    shop.key(Qt.Key.Key_F3)
    assert said(shop) == f"2 / {count}"
    tree = shop.window.page.answer.tree.tree
    assert tree.currentIndex().data() == "constraintId"
    shop.key(Qt.Key.Key_F3, Qt.KeyboardModifier.ShiftModifier)
    assert said(shop) == f"1 / {count}"


def test_a_slip_in_a_path_is_marked_where_it_stands(shop, line):
    shop.type("$.a[?# > 0]")
    until(lambda: "column 6" in said(shop), "the problem")
    assert (line.selectionStart(), line.selectedText()) == (5, "#")


def test_letters_are_looked_for_again_when_the_path_is_turned_off(shop, line):
    shop.type("$..x")
    until(lambda: "No match" in said(shop), "an end of the search")
    next(
        b for b in shop.window.page.answer.tree.findChildren(QToolButton) if b.isCheckable()
    ).setChecked(False)
    QApplication.processEvents()
    line.setText("constraintId")
    assert said(shop).startswith("1 / ")
