"""The tree on the screen is always as it would be drawn anew."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QPaintEvent, QRegion
from PySide6.QtWidgets import QApplication, QWidget

from apay_console.model.catalogue.checkout_session import CHECKOUT_SESSION
from apay_console.model.changes.changes import Who
from apay_console.ui.tree.view import SessionTree
from tests.ui.hands import press
from tests.ui.screen import is_up_to_date
from tests.ui.tree.view_parts import BODY, V1, big, index, tree

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


class Drawn(QObject):
    """Keeps what was drawn of a widget."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.region = QRegion()
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QPaintEvent):
            self.region += event.region()
        return super().eventFilter(watched, event)


@pytest.fixture
def settled(tree: SessionTree) -> SessionTree:
    """A tree with a mark, whose rows Qt has measured: it draws all of them until it has."""
    for answer in "abc":
        tree.show_answer(BODY | {"checkoutSessionId": answer}, V1, {("paymentDetail",): Who.YOU})
        assert is_up_to_date(tree)
    return tree


@pytest.mark.parametrize(
    "marks", [{("paymentDetail",): Who.YOU}, {("checkoutSessionId",): Who.YOU}]
)
def test_an_answer_draws_only_what_reads_otherwise_and_what_is_marked(settled, marks):
    drawn = Drawn(settled.viewport())
    settled.show_answer(BODY | {"checkoutSessionId": "d"}, V1, marks)
    QApplication.processEvents()
    below = settled.visualRect(index(settled, "constraints")).center()
    assert not drawn.region.isEmpty()
    assert not drawn.region.contains(below)
    assert is_up_to_date(settled)


def test_what_is_scrolled_and_walked_through_leaves_nothing_behind(tree):
    tree.show_answer(big(60), V1, {("rows", str(at)): Who.AMAZON for at in range(0, 60, 2)})
    tree.look_for("price")
    for key in (Qt.Key.Key_Down, Qt.Key.Key_PageDown, Qt.Key.Key_Up, Qt.Key.Key_Left):
        press(tree, key)
        assert is_up_to_date(tree)
    tree.find_next()
    assert is_up_to_date(tree)


PARENT, LEAF = ("webCheckoutDetail",), ("webCheckoutDetail", "amazonPayRedirectUrl")
WAYS = (Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft)


def edges(tree: SessionTree, row: int, inwards: int) -> set[str]:
    """The colours in the middle of a row, so far from its left and from its right edge."""
    picture = tree.viewport().grab().toImage()
    sides = (inwards, picture.width() - 1 - inwards)
    return {picture.pixelColor(side, row).name() for side in sides}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("path", [PARENT, LEAF])
@pytest.mark.parametrize("is_marked", [False, True])
def test_a_row_is_chosen_from_edge_to_edge_and_ringed(tree, theme, path, way, is_marked):
    tree.show_answer(BODY, V1, {PARENT: Who.YOU} if is_marked else {})
    tree.setLayoutDirection(way)
    tree.setCurrentIndex(index(tree, *path))
    tree.setFocus()
    row = tree.visualRect(tree.currentIndex()).center().y()
    assert edges(tree, row, 2) == {theme.color("selection").name()}
    assert edges(tree, row, 0) == {theme.color("accent").name()}
    tree.clearFocus()
    assert edges(tree, row, 0) == {theme.color("selection").name()}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("path", [PARENT, LEAF])
def test_a_row_is_pointed_at_from_edge_to_edge(tree, theme, path, way, qtbot):
    tree.look_for("redirect")
    tree.setCurrentIndex(index(tree, "constraints"))
    tree.setLayoutDirection(way)
    spot = tree.visualRect(index(tree, *path)).center()
    qtbot.mouseMove(tree.viewport(), spot)
    assert edges(tree, spot.y(), 2) == {theme.color("hover").name()}


@pytest.mark.parametrize(("path", "is_drawn"), [(PARENT, True), (LEAF, False)])
def test_what_can_be_opened_has_a_caret_before_it(tree, path, is_drawn):
    cell = tree.visualRect(index(tree, *path))
    indent = cell.adjusted(-cell.left(), 0, -cell.width(), 0)
    picture = tree.viewport().grab(indent).toImage()
    across = {picture.pixelColor(x, picture.height() // 2).name() for x in range(indent.width())}
    assert (len(across) > 1) is is_drawn


@pytest.mark.parametrize("column", [0, 1])
def test_a_cell_that_is_drawn_alone_keeps_what_is_across_its_row(tree, column, qtbot):
    qtbot.mouseMove(tree.header())  # a row that is pointed at would be drawn whole
    tree.show_answer(BODY, V1, {PARENT: Who.YOU})
    tree.look_for("chargeAmount")
    tree.setFocus()
    for path in (LEAF, ("paymentDetail", "chargeAmount")):
        assert is_up_to_date(tree)
        tree.update(index(tree, *path).siblingAtColumn(column))
        assert is_up_to_date(tree)
