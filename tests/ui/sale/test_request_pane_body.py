"""The request's body lies over its form, and the keyboard finds its way."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from apay_console.presenters.sale.state.steps import edited, edited_json
from apay_console.ui.sale.request_pane import RequestPane
from tests.sale_parts import AMOUNT, MISSING, NOTE, RESULT, begun, opened
from tests.ui.hands import settled
from tests.ui.sale.request_parts import pane, window

__all__ = ["pane", "window"]


def over_the_form(pane: RequestPane) -> bool:
    return pane._stack.currentWidget() is pane.sheet


def test_the_body_opens_over_the_form_with_the_keyboard_in_it_and_closes_again(pane):
    pane.show_state(opened())
    pane.toggle_body(opened())
    assert over_the_form(pane)
    assert pane.sheet.isAncestorOf(QApplication.focusWidget())
    pane.toggle_body(opened())
    assert not over_the_form(pane)


def test_a_body_that_cannot_be_read_stays_open_at_the_fault(pane):
    state = edited_json(opened(), '{\n "a": 1,\n}')
    pane.show_state(state)
    pane.toggle_body(state)
    pane.form.setFocus()
    pane.toggle_body(state)
    assert over_the_form(pane)
    assert pane.sheet.isAncestorOf(QApplication.focusWidget())
    assert not pane.primary.isEnabled()


def test_going_to_a_field_closes_the_body_first(pane):
    pane.show_state(opened())
    pane.toggle_body(opened())
    pane.focus(NOTE)
    assert not over_the_form(pane)
    assert QApplication.focusWidget() is pane.form.editor(NOTE).line


def test_escape_closes_the_body_and_gives_the_keyboard_back(window, pane):
    state = edited(opened(missing=MISSING), NOTE, "Tea")
    pane.show_state(state)
    pane.focus(NOTE)
    before = QApplication.focusWidget()
    pane.toggle_body(state)
    QTest.keyClick(pane.window().windowHandle(), Qt.Key.Key_Escape)
    assert window.done == ["body"]
    pane.toggle_body(state)
    assert QApplication.focusWidget() is before


def test_a_form_that_is_made_anew_keeps_the_keyboard_in_its_field(pane):
    pane.show_state(begun())
    pane.focus(NOTE)
    pane.show_state(opened(missing=MISSING))
    assert pane.form.editor(NOTE).isAncestorOf(QApplication.focusWidget())


def test_where_the_field_is_gone_the_keyboard_is_at_what_is_left_to_type(pane):
    pane.show_state(begun())
    pane.focus(begun().scope.schema["storeId"])
    pane.show_state(opened(missing=MISSING))
    assert pane.form.editor(AMOUNT).isAncestorOf(QApplication.focusWidget())


def test_a_folded_field_is_opened_to_be_gone_to(pane):
    state = opened()
    pane.show_state(state)
    row = state.scope.schema["platformId"]
    pane.focus(row)
    assert QApplication.focusWidget() is pane.form.editor(row).line
    assert settled(pane.form.editor(row)).isVisible()


def test_a_button_in_the_form_is_told_with_its_field(pane):
    told = []
    pane.action_wanted.connect(lambda name, row: told.append((name, row)))
    pane.show_state(opened())
    pane.form.cell(RESULT).button.click()
    assert told == [("use_console", RESULT)]
