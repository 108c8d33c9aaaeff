"""What an answer changed, a row each: who, where, before and after."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QTreeWidget

from apay_console.model.changes import changes
from apay_console.ui.parts.theme import DARK, Theme
from apay_console.ui.sale.changes_view import ChangesView
from tests.sale_parts import MISSING, PRICE, session_body

CHANGED = {"paymentDetails.chargeAmount": PRICE}


def shown(theme: Theme, before: object, after: object, sent: object = None) -> ChangesView:
    view = ChangesView(theme)
    view.resize(800, 400)
    view.show_changes(changes(before, after, sent))
    return view


def test_a_constraint_is_its_id_and_where_it_is_not_there_a_word_says_so(theme):
    left = shown(theme, session_body(missing=MISSING), session_body(missing=MISSING[1:]))
    assert left.texts() == ["Amazon ◂ constraints ChargeAmountNotSet gone"]
    joined = shown(theme, session_body(missing=MISSING[1:]), session_body(missing=MISSING))
    assert joined.texts() == ["Amazon ◂ constraints new ChargeAmountNotSet"]


def test_a_price_is_read_at_once(theme):
    sent = {"paymentDetail": {"chargeAmount": PRICE}}
    view = shown(theme, session_body(), session_body(values=CHANGED), sent)
    assert view.texts() == ["You ▸ paymentDetail.chargeAmount null 19.99 USD"]


def test_what_has_no_short_form_is_whole_in_the_tool_tip(theme):
    view = shown(theme, {"buyer": {"name": "Mara", "email": "m@example.test"}}, {"buyer": None})
    tip = view.findChild(QTreeWidget).topLevelItem(0).toolTip(2)
    assert view.texts() == ['Amazon ◂ buyer {"name":"Mara","email":"m@example.test"} null']
    assert "m@example.test" in tip


def test_markup_and_hidden_signs_are_letters(theme):
    view = shown(theme, {"note": None}, {"note": "<b>\u202e"})
    assert view.texts() == ["Amazon ◂ note null <b><U+202E>"]
    assert "&lt;b&gt;" in view.findChild(QTreeWidget).topLevelItem(0).toolTip(3)


def test_without_a_change_it_says_why(theme):
    view = shown(theme, {"a": 1}, {"a": 1})
    assert view.texts() == ["Nothing changed."]
    view.show_changes(None)
    assert view.texts() == ["First answer: nothing to compare with."]


def test_its_colours_follow_the_theme(theme):
    view = shown(theme, {"a": 1}, {"a": 2})
    light = view.findChild(QTreeWidget).topLevelItem(0).foreground(0)
    theme.choose(DARK)
    assert view.findChild(QTreeWidget).topLevelItem(0).foreground(0) != light


def test_it_dies(theme: Theme, dies: Callable[..., bool]):
    assert dies(lambda: shown(theme, {"a": 1}, {"a": 2}))
