"""Finding and copying in the tree."""

from __future__ import annotations

import json

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from apay_console.ui.tree.view import SessionTree
from tests.ui.outline import seen
from tests.ui.tree.view_parts import BODY, V1, big, index, tree

__all__ = ["tree"]


def test_finding_goes_from_match_to_match_and_round(tree):
    assert tree.look_for("url") == (1, 3)
    assert tree.currentIndex().data() == "checkoutResultReturnUrl"
    assert tree.find_next() == (2, 3)
    assert tree.find_next() == (3, 3)
    assert tree.find_next() == (1, 3)
    assert tree.find_previous() == (3, 3)
    assert tree.currentIndex().data() == "constraintId"


def test_finding_begins_where_one_is(tree):
    tree.setCurrentIndex(index(tree, "paymentDetail"))
    assert tree.look_for("url") == (3, 3)


def test_no_match_is_said_and_nothing_moves(tree):
    tree.setCurrentIndex(index(tree, "paymentDetail"))
    assert tree.look_for("nowhere") == (0, 0)
    assert tree.find_next() == tree.find_previous() == (0, 0)
    assert tree.currentIndex().data() == "paymentDetail"
    assert tree.count() == 14


def test_what_is_folded_or_on_a_later_page_is_found(tree):
    tree.show_answer(big(3000), V1, {})
    assert tree.look_for("2777") == (1, 2)
    assert tree.currentIndex().data() == "2777"
    assert tree.find_next() == (2, 2)
    assert (tree.currentIndex().data(), tree.currentIndex().parent().data()) == ("id", "2777")


def test_matches_are_counted_anew_after_another_answer(tree):
    tree.look_for("url")
    tree.find_previous()
    tree.show_answer({"a": "no match"}, V1, {})
    assert tree.find_next() == (0, 0)


def test_rows_with_a_match_are_tinted(tree, theme):
    tree.look_for("url")
    image = tree.viewport().grab().toImage()
    at = tree.visualRect(index(tree, "webCheckoutDetail", "amazonPayRedirectUrl"))
    assert image.pixelColor(at.right() - 2, at.center().y()) == theme.color("sunken")


def copied(tree: SessionTree, words: str) -> str:
    action = next(action for action in tree.actions() if action.text() == words)
    assert not action.shortcut().isEmpty()
    action.trigger()
    return QGuiApplication.clipboard().text()


def test_copies_are_the_raw_thing(tree):
    tree.setCurrentIndex(index(tree, "paymentDetail", "list", "1", "b"))
    assert copied(tree, "Copy value") == "x\u202ey"
    assert copied(tree, "Copy path") == "paymentDetail.list[1].b"
    assert copied(tree, "Copy JSONPath") == "$['paymentDetail']['list'][1]['b']"
    assert json.loads(copied(tree, "Copy as JSON")) == {"b": "x\u202ey"}
    tree.setCurrentIndex(index(tree, "paymentDetail", "list", "1"))
    assert json.loads(copied(tree, "Copy value")) == {"b": "x\u202ey"}
    assert json.loads(copied(tree, "Copy as JSON")) == {"b": "x\u202ey"}


def test_with_no_row_chosen_the_whole_answer_is_copied(tree):
    tree.setCurrentIndex(tree.rootIndex())
    assert json.loads(copied(tree, "Copy value")) == BODY


@pytest.mark.parametrize(
    ("words", "count"),
    [
        ("Collapse all", 4),
        ("Fold to level 2", 9),
        ("Fold to level 3", 12),
        ("Expand all", 14),
    ],
)
def test_the_menu_folds(words, count, tree):
    action = next(action for action in tree.actions() if action.text() == words)
    action.trigger()
    assert len(seen(tree)) == count


def test_a_value_that_is_cut_is_one_press_from_being_taken_elsewhere(tree, qtbot):
    told = []
    tree.save_wanted.connect(told.append)
    tree.show_answer({"note/..": "é" * 5_000}, V1, {})
    at = index(tree, "note/..").siblingAtColumn(1)
    assert at.data().endswith("…  5,000 characters")
    qtbot.mouseClick(tree.viewport(), Qt.MouseButton.LeftButton, pos=tree.visualRect(at).center())
    next(action for action in tree.actions() if action.text() == "Save value as…").trigger()
    assert told == [("note/..",)] * 2
