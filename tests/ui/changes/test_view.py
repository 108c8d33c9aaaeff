"""What an answer changed, in three looks: who, where, before and after, and what was ignored."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QPushButton

from apay_console.ui.changes.rows import FIELD
from apay_console.ui.changes.view import ChangesView
from apay_console.ui.parts.theme import DARK, Theme
from tests.exchanges import NOON
from tests.sale_parts import MISSING, PRICE, session_body
from tests.ui.changes.view_parts import CHANGED, got, pair, view

__all__ = ["view"]


def test_a_constraint_is_its_id_and_where_it_is_not_there_nothing_stands(view):
    some, all_ = session_body(missing=MISSING[1:]), session_body(missing=MISSING)
    assert pair(view, all_, some) == ["Amazon ◂ constraints ChargeAmountNotSet — gone"]
    assert pair(view, some, all_) == ["Amazon ◂ constraints — ChargeAmountNotSet new"]


def test_a_price_is_read_at_once(view):
    asked = {"paymentDetail": {"chargeAmount": PRICE}}
    assert pair(view, session_body(), session_body(values=CHANGED), asked) == [
        "You ▸ paymentDetail.chargeAmount null 19.99 USD changed"
    ]


def test_what_moved_says_where_it_was(view):
    assert pair(view, {"tags": ["a", "b", "c"]}, {"tags": ["b", "c", "a"]}) == [
        "Amazon ◂ tags.2 at tags.0 a moved"
    ]


def test_what_the_server_ignored_has_a_section_of_its_own(view):
    rows = pair(view, {"a": 1}, {"a": 2}, {"a": 2, "colour": "red"})
    assert rows == [
        "You ▸ a 1 2 changed",
        "Ignored by the server: 1",
        "Sent colour red null not taken",
    ]
    assert view.head.summary.text() == "You ▸ 1 · Amazon ◂ 0 · Ignored by the server: 1"


def test_what_has_no_short_form_is_whole_in_the_tool_tip(view):
    rows = pair(view, {"buyer": {"name": "Mara", "email": "m@example.test"}}, {"buyer": None})
    tip = view.table.model().index(0, 2).data(Qt.ItemDataRole.ToolTipRole)
    assert rows == ['Amazon ◂ buyer {"name":"Mara","email":"m@example.test"} null changed']
    assert "m@example.test" in tip


@pytest.mark.parametrize("look", ["list", "side", "unified"])
def test_markup_and_hidden_signs_are_letters(view, look):
    view.choose(look)
    said = "\n".join(pair(view, {"note": None}, {"note": "<b>\u202e"}))
    assert "<b><U+202E>" in said
    model = view.table.model()
    tips = [
        model.index(row, column).data(Qt.ItemDataRole.ToolTipRole) or ""
        for row in range(model.rowCount())
        for column in range(model.columnCount())
    ]
    assert not any("<b>" in tip or "\u202e" in tip for tip in tips)


def test_side_by_side_shows_both_answers_whole(view):
    view.choose("side")
    assert pair(view, {"a": 1, "b": 1}, {"a": 2, "b": 1}) == [
        "  {\t  {",
        '\u2212   "a": 1,\t+   "a": 2,',
        '    "b": 1\t    "b": 1',
        "  }\t  }",
    ]


def test_unified_folds_what_did_not_change_and_a_press_opens_it(view):
    before = {str(number): number for number in range(20)}
    view.choose("unified")
    rows = pair(view, before, before | {"10": "x"})
    assert rows[0].strip() == "… 8 unchanged lines"
    assert [row[0] for row in rows[4:6]] == ["\u2212", "+"]
    view.table.activated.emit(view.table.model().index(0, 0))
    assert view.texts()[0] == "  {"
    assert len(view.texts()) == len(rows) + 7


def test_keys_and_buttons_lead_from_change_to_change_in_every_look(view):
    pair(view, {"a": 1, "b": 1, "c": 1}, {"a": 2, "b": 1, "c": 2})
    places = []
    for look in ("list", "side", "unified"):
        view.choose(look)
        view.head.next.click()
        places.append((view.head.place.text(), view.current))
    assert places == [("1 of 2", 0), ("2 of 2", 1), ("1 of 2", 0)]
    view.head.previous.click()
    assert (view.head.place.text(), view.current) == ("2 of 2", 1)


def test_a_press_on_a_field_leads_to_its_row_and_so_does_enter(view):
    pair(view, {"a": {"b": 1}}, {"a": {"b": 2}})
    wanted: list[Any] = []
    view.go_to.connect(wanted.append)
    index = view.table.model().index(0, FIELD)
    spot = view.table.visualRect(index).center()
    QTest.mouseClick(view.table.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    view.table.setFocus()
    QTest.keyClick(view.table, Qt.Key.Key_Return)
    assert wanted == [("a", "b"), ("a", "b")]


def test_a_look_is_chosen_and_the_next_view_of_the_window_has_it(view, theme):
    pair(view, {"a": 1}, {"a": 2})
    button = next(one for one in view.findChildren(QPushButton) if one.text() == "Unified")
    button.click()
    assert view.texts()[1].startswith("\u2212")
    other = ChangesView(theme, view)
    other.show_pair(got({"a": 1}), got({"a": 2}))
    other.show()
    assert other.texts() == view.texts()


def test_what_is_shown_can_be_copied(view):
    pair(view, {"a": 1}, {"a": 2})
    view.head.copy.click()
    assert QGuiApplication.clipboard().text() == "Amazon ◂ a 1 2 changed"


# Of a sale


def test_ten_thousand_values_are_shown_row_by_row(view):
    before = {f"group{g}": {f"f{f}": f for f in range(100)} for g in range(100)}
    after = {name: {**group, "f7": "x"} for name, group in before.items()}
    for look in ("list", "side", "unified"):
        view.choose(look)
        view.show_pair(got(before), got(after, NOON + 60))
        QApplication.processEvents()
        assert view.head.place.text() == "100 changes"


def test_its_colours_follow_the_theme(view, theme):
    pair(view, {"a": 1}, {"a": 2})
    role = Qt.ItemDataRole.ForegroundRole
    light = view.table.model().index(0, 0).data(role)
    theme.choose(DARK)
    assert view.table.model().index(0, 0).data(role) != light


def test_it_dies(theme: Theme, dies: Callable[..., bool]):
    def make() -> ChangesView:
        view = ChangesView(theme)
        view.choose("unified")
        view.show_pair(got({"a": 1}), got({"a": 2}))
        return view

    assert dies(make)


def test_where_nothing_changed_there_is_no_button_that_does_nothing(view):
    def buttons() -> list[str]:
        every = view.head.findChildren(QAbstractButton)
        return [one.accessibleName() for one in every if one.isVisible()]

    pair(view, {"a": 1}, {"a": 1})
    assert buttons() == []
    pair(view, {"a": 1}, {"a": 2})
    assert "Next change" in buttons()
    assert "Look: Unified" in buttons()
