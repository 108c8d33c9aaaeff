"""The line between fields and values stays where it was drawn, in every tree and the next day."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMainWindow, QStackedWidget

from apay_console.ui.looks import FILE, Looks
from apay_console.ui.tree.view import SessionTree
from tests.ui.hands import shown
from tests.ui.tree.view_parts import BODY, V1

FIELD = 0


def window_of(theme, qtbot, looks: Looks) -> QMainWindow:
    made = QMainWindow()
    looks.place(made, 700, 400)
    made.setCentralWidget(QStackedWidget())
    for _ in range(2):
        tree = SessionTree(theme)
        tree.show_answer(BODY, V1, {})
        made.centralWidget().addWidget(tree)
    return shown(made, qtbot)


def trees(window: QMainWindow) -> list[SessionTree]:
    stack = window.centralWidget()
    return [stack.widget(place) for place in range(stack.count())]


def draw(tree: SessionTree, by: int) -> None:
    """Draw the line between the columns with the mouse."""
    ground, left = tree.header().viewport(), Qt.MouseButton.LeftButton
    spot = QPoint(tree.columnWidth(FIELD) - 1, ground.height() // 2)
    QTest.mousePress(ground, left, pos=spot)
    QTest.mouseMove(ground, spot + QPoint(by // 2, 0))
    QTest.mouseMove(ground, spot + QPoint(by, 0))
    QTest.mouseRelease(ground, left, pos=spot + QPoint(by, 0))


def test_a_drawn_width_is_that_of_the_other_tree_and_of_the_next_day(theme, qtbot, tmp_path):
    window = window_of(theme, qtbot, Looks(tmp_path))
    first, second = trees(window)
    before = first.columnWidth(FIELD)
    draw(first, 60)
    assert first.columnWidth(FIELD) == before + 60
    window.centralWidget().setCurrentWidget(second)
    assert second.columnWidth(FIELD) == before + 60
    window.resize(900, 400)
    assert second.columnWidth(FIELD) == before + 60
    Looks(tmp_path).keep(window, theme)
    again = window_of(theme, qtbot, Looks(tmp_path))
    assert trees(again)[0].columnWidth(FIELD) == before + 60


def test_two_clicks_on_the_line_share_the_width_again(theme, qtbot, tmp_path):
    window = window_of(theme, qtbot, Looks(tmp_path))
    tree = trees(window)[0]
    before = tree.columnWidth(FIELD)
    draw(tree, 60)
    tree.header().sectionHandleDoubleClicked.emit(FIELD)
    assert tree.columnWidth(FIELD) == before
    Looks(tmp_path).keep(window, theme)
    again = window_of(theme, qtbot, Looks(tmp_path))
    assert trees(again)[0].columnWidth(FIELD) == before


@pytest.mark.parametrize("kept", ["-5", "0", "9999999999", "wide", "²"])
def test_a_width_that_makes_no_sense_is_none(kept, theme, qtbot, tmp_path):
    (tmp_path / FILE).write_text(f"[General]\nfields={kept}\n", encoding="utf-8")
    window = window_of(theme, qtbot, Looks(tmp_path))
    tree = trees(window)[0]
    assert tree.columnWidth(FIELD) == int(tree.viewport().width() * 0.42)
