"""The tree on the screen is always as it would be drawn anew."""

from __future__ import annotations

from PySide6.QtCore import Qt

from apay_console.model.catalogue.checkout_session import CHECKOUT_SESSION
from apay_console.model.changes import Who
from tests.ui.hands import press
from tests.ui.screen import is_up_to_date
from tests.ui.tree.view_parts import BODY, V1, big, tree

__all__ = ["tree"]


def test_a_mark_is_seen_from_edge_to_edge_as_soon_as_it_is_there(tree):
    assert is_up_to_date(tree)
    tree.show_answer(BODY, V1, {("paymentDetail",): Who.YOU})
    assert is_up_to_date(tree)
    tree.show_answer(BODY, V1, {})
    assert is_up_to_date(tree)


def test_where_an_id_leads_is_seen_as_soon_as_it_is_known(tree):
    assert is_up_to_date(tree)
    tree.describe_as(CHECKOUT_SESSION, {BODY["checkoutSessionId"]: ""})
    tree.show_answer(BODY, V1, {})
    assert is_up_to_date(tree)


def test_what_is_scrolled_and_walked_through_leaves_nothing_behind(tree):
    tree.show_answer(big(60), V1, {("rows", str(at)): Who.AMAZON for at in range(0, 60, 2)})
    tree.look_for("price")
    for key in (Qt.Key.Key_Down, Qt.Key.Key_PageDown, Qt.Key.Key_Up, Qt.Key.Key_Left):
        press(tree, key)
        assert is_up_to_date(tree)
    tree.find_next()
    assert is_up_to_date(tree)
