"""What would not be seen is seen in the tree, and copied as it came."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QGuiApplication

from tests.ui.parts.test_text import HIDDEN
from tests.ui.tree.view_parts import V1, index, tree

__all__ = ["tree"]

# Python's clipboard takes no half of a character, and no JSON that holds one becomes a tree.
WHOLE = [sign for sign in HIDDEN if not "\ud800" <= sign <= "\udfff"]


@pytest.mark.parametrize("sign", WHOLE, ids=[f"U+{ord(sign):04X}" for sign in WHOLE])
def test_p23_what_hides_is_shown_by_its_number_and_copied_as_it_is(sign, tree, record_property):
    raw = f"gnp.{sign}exe"
    tree.show_answer({raw: raw}, V1, {})
    at = index(tree, raw)
    shown = f"gnp.<U+{ord(sign):04X}>exe"
    assert at.data() == shown
    assert at.siblingAtColumn(1).data() == shown
    tree.setCurrentIndex(at)
    next(action for action in tree.actions() if action.text() == "Copy value").trigger()
    assert QGuiApplication.clipboard().text() == raw
    record_property("figure", f"{len(WHOLE)} code points")


def test_p23_what_is_read_from_the_right_stays_in_its_place_and_is_copied_as_it_is(tree):
    raw = "S01-\u05d0\u05d1\u05d2 123"
    tree.show_answer({raw: raw}, V1, {})
    at = index(tree, raw)
    assert at.data() == at.siblingAtColumn(1).data() == f"\u2066{raw}\u2069"
    tree.setCurrentIndex(at)
    next(action for action in tree.actions() if action.text() == "Copy value").trigger()
    assert QGuiApplication.clipboard().text() == raw
