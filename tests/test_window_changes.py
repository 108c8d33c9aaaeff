"""What an answer changed, in the window: from change to change, from look to look, to the tree."""

from __future__ import annotations

from PySide6.QtCore import Qt

from apay_console.ui.sale import answer_pane
from tests.window_parts import CTRL, SHIFT, quick, shop

__all__ = ["quick", "shop"]


def test_keys_alone_lead_through_the_changes_and_to_the_row_of_the_answer(shop):
    answer = shop.window.page.answer
    shop.fill_all()
    shop.send()
    shop.key(Qt.Key.Key_F8)
    assert answer.tab == answer_pane.CHANGES
    view, total = answer.changes, len(shop.state.changes or ())
    assert view.head.place.text() == f"1 of {total}"
    shop.key(Qt.Key.Key_F8, SHIFT)
    assert view.head.place.text() == f"{total} of {total}"
    shop.key(Qt.Key.Key_F8)
    view.table.setFocus()
    shop.key(Qt.Key.Key_Return)
    assert answer.tab == answer_pane.SESSION
    tree = answer.tree.tree
    row = tree.nodes_model.nodes.path(tree.currentIndex().internalId())
    assert row == (shop.state.changes or ())[0].path


def test_an_earlier_answer_can_be_compared_with_by_keys(shop):
    answer = shop.window.page.answer
    shop.run("get")
    shop.key(Qt.Key.Key_2, CTRL)
    view = answer.changes
    assert view.texts()[0].startswith("Nothing changed since ")
    view.head.earlier.setFocus()
    shop.key(Qt.Key.Key_End)
    assert any(row.startswith("You ▸ paymentDetail.chargeAmount") for row in view.texts())


def test_the_look_stays_for_the_next_view(shop):
    view = shop.window.page.answer.changes
    view.choose("side")
    shop.key(Qt.Key.Key_1, CTRL)
    shop.key(Qt.Key.Key_2, CTRL)
    assert shop.window.property("changesLook") == "side"
    view.choose("list")
