"""Scrolling moves what has been drawn, and leaves nothing behind."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtWidgets import QApplication, QTreeView

from apay_console.ui.parts.opaque import OpaqueTree
from apay_console.ui.parts.theme import DARK
from tests.ui.hands import press, shown
from tests.ui.screen import is_up_to_date


class CountedTree(OpaqueTree):
    """Counts the rows that it draws."""

    drawn = 0

    def drawRow(self, *how) -> None:  # noqa: N802 - Qt's name
        self.drawn += 1
        super().drawRow(*how)


@pytest.fixture
def tree(theme, qtbot) -> CountedTree:
    made = CountedTree()
    made.setModel(QStringListModel([f"row {at}" for at in range(200)], made))
    made.setUniformRowHeights(True)
    made.resize(300, 400)
    return shown(made, qtbot)


def scroll(tree: CountedTree, rows: int) -> int:
    """Scroll, and count the rows that are drawn for it."""
    QApplication.processEvents()
    tree.drawn = 0
    bar = tree.verticalScrollBar()
    bar.setValue(bar.value() + rows)
    QApplication.processEvents()
    return tree.drawn


@pytest.mark.parametrize("rows", [1, 3, -2])
def test_only_rows_that_come_into_sight_are_drawn(tree, rows):
    scroll(tree, 100)
    assert 0 < scroll(tree, rows) <= abs(rows) + 1


@pytest.mark.parametrize("rows", [1, 3, 40, 1_000])
def test_nothing_is_left_over_where_rows_were_moved(tree, rows):
    tree.setCurrentIndex(tree.model().index(4, 0))
    scroll(tree, rows)
    assert is_up_to_date(tree)


def test_keys_leave_nothing_behind(tree):
    for key in (Qt.Key.Key_End, Qt.Key.Key_Up, Qt.Key.Key_PageUp, Qt.Key.Key_Up):
        press(tree, key)
        assert is_up_to_date(tree)


def test_below_the_last_row_is_the_ground(tree, theme):
    tree.model().setStringList(["alone"])
    assert is_up_to_date(tree)
    low = tree.viewport().grab().toImage().pixelColor(150, 300)
    assert low == theme.color("surface")


def test_the_ground_follows_the_theme(tree, theme):
    theme.choose(DARK)
    assert is_up_to_date(tree)
    scroll(tree, 3)
    assert is_up_to_date(tree)


def test_but_for_that_the_place_of_the_rows_is_like_that_of_any_tree(theme, qtbot):
    ours, qts = OpaqueTree(), QTreeView()
    for tree in (ours, qts):
        qtbot.addWidget(tree)
    differing = {
        attribute
        for attribute in Qt.WidgetAttribute
        if ours.viewport().testAttribute(attribute) != qts.viewport().testAttribute(attribute)
    }
    assert differing == {Qt.WidgetAttribute.WA_OpaquePaintEvent}
    assert ours.viewport().backgroundRole() is qts.viewport().backgroundRole()
    assert ours.viewport().focusProxy() is ours
