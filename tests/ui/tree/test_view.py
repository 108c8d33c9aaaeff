"""The tree keeps its place while answers change, finds, copies, and leads on."""

from __future__ import annotations

import copy

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QTreeView

from apay_console.model.catalogue.charge import CHARGE
from apay_console.model.catalogue.checkout_session import CHECKOUT_SESSION
from apay_console.model.changes.changes import Who
from apay_console.ui.tree.unfolding import ALL, NONE, is_small
from apay_console.ui.tree.view import SessionTree
from tests.ui.hands import press, shown
from tests.ui.outline import seen
from tests.ui.tree.view_parts import BODY, V1, big, index, tree
from tests.work import calls_of

__all__ = ["tree"]

GROWN = {**BODY, "new": 1}


def click(tree: SessionTree, at, qtbot) -> None:
    tree.scrollTo(at)
    spot = tree.visualRect(at).center()
    qtbot.mouseClick(tree.viewport(), Qt.MouseButton.LeftButton, pos=spot)


def test_a_session_opens_by_itself(tree):
    assert len(seen(tree)) == 14


def test_a_huge_answer_does_not(tree):
    tree.show_answer(big(30_000), V1, {})
    assert seen(tree) == ["rows"]


def test_what_was_closed_stays_closed_after_another_answer(tree):
    tree.collapse(index(tree, "paymentDetail"))
    tree.show_answer(GROWN, V1, {})
    assert not tree.isExpanded(index(tree, "paymentDetail"))
    assert tree.isExpanded(index(tree, "webCheckoutDetail"))
    tree.expand(index(tree, "paymentDetail"))
    tree.show_answer(BODY, V1, {})
    assert len(seen(tree)) == 14


def test_what_was_opened_stays_open_among_what_is_closed(tree):
    tree.unfolding.open_to(NONE)
    tree.expand(index(tree, "paymentDetail"))
    tree.show_answer(GROWN, V1, {})
    assert seen(tree) == [
        "checkoutSessionId",
        "webCheckoutDetail",
        "paymentDetail",
        "chargeAmount",
        "list",
        "constraints",
        "new",
    ]


def test_each_kind_of_object_is_shown_as_it_was_left(tree):
    charge = {"chargeId": "S01-1", "paymentDetail": {"a": {"b": 1}}, "statusDetail": {"c": 1}}
    tree.collapse(index(tree, "paymentDetail"))
    tree.setCurrentIndex(index(tree, "constraints", "0"))
    tree.describe_as(CHARGE, {})
    tree.show_answer(charge, V1, {})
    assert seen(tree) == ["chargeId", "paymentDetail", "a", "b", "statusDetail", "c"]
    tree.unfolding.open_to(NONE)
    tree.expand(index(tree, "statusDetail"))
    tree.describe_as(CHECKOUT_SESSION, {})
    tree.show_answer(GROWN, V1, {})
    assert not tree.isExpanded(index(tree, "paymentDetail"))
    assert tree.isExpanded(index(tree, "webCheckoutDetail"))
    assert tree.currentIndex().parent().data() == "constraints"
    tree.describe_as(CHARGE, {})
    tree.show_answer(charge, V1, {})
    assert seen(tree) == ["chargeId", "paymentDetail", "statusDetail", "c"]


@pytest.mark.parametrize(("level", "count"), [(1, 4), (2, 9), (3, 12)])
def test_folding_to_a_level_shows_that_many(level, count, tree):
    tree.unfolding.open_to(level - 2)
    assert len(seen(tree)) == count
    tree.show_answer(GROWN, V1, {})
    assert len(seen(tree)) == count + 1
    tree.unfolding.open_to(ALL)
    assert len(seen(tree)) == 15


def test_the_current_and_the_top_row_stay_where_they_were(theme, qtbot):
    tree = SessionTree(theme)
    tree.resize(568, 200)
    body = {f"key{at}": {"inner": at} for at in range(200)}
    tree.show_answer(body, V1, {})
    shown(tree, qtbot)
    tree.setCurrentIndex(index(tree, "key120", "inner"))
    top = tree.indexAt(QPoint(0, 0)).data()
    tree.show_answer({"first": 1, **body}, V1, {})
    assert tree.currentIndex().data() == "inner"
    assert tree.currentIndex().parent().data() == "key120"
    assert tree.indexAt(QPoint(0, 0)).data() == top


def test_at_the_top_it_stays_at_the_top(tree):
    tree.show_answer({"first": 1, **BODY}, V1, {})
    assert tree.indexAt(QPoint(0, 0)).data() == "first"


def test_the_same_answer_again_does_nothing(tree, qtbot):
    with qtbot.assertNotEmitted(tree.nodes_model.dataChanged):
        tree.show_answer(BODY, V1, {})


def test_marks_come_and_go_without_another_answer(tree):
    node = tree.nodes_model.nodes.find(("paymentDetail",))
    tree.show_answer(BODY, V1, {("paymentDetail",): Who.YOU})
    assert tree.nodes_model.who(node) is Who.YOU
    tree.show_answer(BODY, V1, {})
    assert tree.nodes_model.who(node) is None


def test_marks_of_an_earlier_answer_do_not_stay(tree):
    tree.show_answer(BODY, V1, {("checkoutSessionId",): Who.AMAZON})
    changed = copy.deepcopy(BODY)
    changed["paymentDetail"]["list"][0]["a"] = 2
    tree.show_answer(changed, V1, {})
    assert tree.nodes_model.who(tree.nodes_model.nodes.find(("checkoutSessionId",))) is None


def test_both_marks_are_seen_in_their_colour(tree, theme):
    marks = {("checkoutSessionId",): Who.YOU, ("webCheckoutDetail",): Who.AMAZON}
    tree.show_answer(BODY, V1, marks)
    image = tree.viewport().grab().toImage()
    for path, token in ((("checkoutSessionId",), "todo"), (("webCheckoutDetail",), "amazon")):
        middle = tree.visualRect(index(tree, *path)).center().y()
        scale = image.devicePixelRatio()
        assert image.pixelColor(1, int(middle * scale)) == theme.color(token)


def test_a_missing_value_leads_to_its_field(tree, qtbot):
    at = index(tree, "webCheckoutDetail", "checkoutResultReturnUrl").siblingAtColumn(1)
    with qtbot.waitSignal(tree.go) as told:
        click(tree, at, qtbot)
    assert told.args == [("webCheckoutDetail", "checkoutResultReturnUrl")]


def test_the_keyboard_follows_a_lead_too(tree, qtbot):
    tree.setCurrentIndex(index(tree, "constraints", "0", "constraintId"))
    with qtbot.waitSignal(tree.go) as told:
        press(tree, Qt.Key.Key_Return)
    assert told.args == [("webCheckoutDetail", "checkoutResultReturnUrl")]


def test_other_rows_lead_nowhere(tree, qtbot):
    with qtbot.assertNotEmitted(tree.go):
        click(tree, index(tree, "paymentDetail", "chargeAmount").siblingAtColumn(1), qtbot)
        click(tree, index(tree, "webCheckoutDetail", "checkoutResultReturnUrl"), qtbot)


def test_a_click_on_the_last_row_of_a_page_shows_the_next(theme, qtbot):
    tree = SessionTree(theme)
    tree.show_answer({"rows": list(range(1200))}, V1, {})
    shown(tree, qtbot)
    rows = index(tree, "rows")
    click(tree, tree.model().index(500, 0, rows), qtbot)
    assert tree.model().rowCount(rows) == 1001
    assert tree.currentIndex().row() == 500
    click(tree, tree.model().index(1000, 0, rows), qtbot)
    assert tree.model().rowCount(rows) == 1200


def test_the_pointer_is_a_hand_on_links_only(tree, qtbot):
    link = index(tree, "webCheckoutDetail", "checkoutResultReturnUrl").siblingAtColumn(1)
    other = index(tree, "checkoutSessionId").siblingAtColumn(1)
    shapes = Qt.CursorShape
    for at, shape in ((link, shapes.PointingHandCursor), (other, shapes.ArrowCursor)):
        qtbot.mouseMove(tree.viewport(), tree.visualRect(at).center())
        qtbot.waitUntil(lambda shape=shape: tree.viewport().cursor().shape() == shape)


def test_readings_are_made_anew_every_minute(tree, theme):
    tree.show_answer({"at": "20250610T081512Z"}, V1, {})
    node = tree.nodes_model.nodes.find(("at",))
    assert tree.nodes_model.words(node).reading.endswith("just now")
    later = theme.now() + 65
    tree.nodes_model.now = lambda: later
    tree._clock.timeout.emit()
    assert tree.nodes_model.words(node).reading.endswith("1 min ago")


def test_the_columns_share_the_width(tree):
    assert tree.columnWidth(0) == int(tree.viewport().width() * 0.42)
    tree.resize(1000, 300)
    assert tree.columnWidth(0) == 300


@pytest.mark.parametrize("body", [big(25_000), {"a": "ä" * 5_000_000}], ids=["values", "text"])
def test_p25_what_is_not_in_sight_is_no_work(body, theme, qtbot):
    tree = SessionTree(theme)
    shown(tree, qtbot)

    def show() -> None:
        tree.show_answer(body, V1, {})
        tree.viewport().repaint()

    assert calls_of(show) < 2_000
    assert len(str(tree.model().index(0, 1).data())) < 2_100


def test_all_open_is_restored_as_a_whole(theme, qtbot, monkeypatch):
    tree = SessionTree(theme)
    tree.show_answer(big(5_000), V1, {})
    tree.unfolding.open_to(ALL)
    monkeypatch.setattr(QTreeView, "setExpanded", None)  # one by one would take seconds
    tree.show_answer({**big(5_000), "new": 1}, V1, {})
    assert tree.isExpanded(index(tree, "rows", "400", "price"))
    qtbot.addWidget(tree)


@pytest.mark.parametrize(("value", "small"), [(BODY, True), (big(3_000), False), (None, True)])
def test_only_small_values_open_by_themselves(value, small):
    assert is_small(value) is small


def test_a_tree_dies_when_it_is_closed(dies, theme):
    def make():
        tree = SessionTree(theme)
        tree.show_answer(BODY, V1, {("checkoutSessionId",): Who.YOU})
        tree.look_for("url")
        tree.grab()
        return tree

    assert dies(make)
