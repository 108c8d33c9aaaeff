"""What I send: the form, what it becomes, and the one button that changes with the sale."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from apay_console.errors import say
from apay_console.model.draft import Draft
from apay_console.model.fields import ApiVersion
from apay_console.presenters.sale.state.steps import edited, edited_json
from apay_console.ui.commands import Commands
from apay_console.ui.sale.request_pane import RequestPane
from tests.sale_parts import AMOUNT, INTENT, MISSING, NOTE, RESULT, begun, opened, ready
from tests.ui.hands import settled, type_text
from tests.ui.later_states import (
    charge,
    followed,
    permission,
)
from tests.ui.sale.request_parts import pane, summary, window

__all__ = ["pane", "window"]

V2 = ApiVersion.V2


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (begun(typed=Draft({"storeId": "x"})), "Create session"),
        (opened(missing=("BuyerNotAssociated",)), "Sign a buyer in"),
        (edited(opened(missing=MISSING), NOTE, "Tea"), "Send update"),
        (ready(), "Open buyer's page"),
        (opened(values={"statusDetails.state": "Canceled"}), "New with these values"),
    ],
)
def test_the_button_says_the_next_step(state, words, pane):
    pane.show_state(state)
    assert pane.primary.text() == words
    assert pane.primary.isEnabled()


def test_completing_names_the_price(pane):
    state = ready(V2)
    pane.show_state(replace(state, sale=replace(state.sale, buyer_back=True)))
    assert pane.primary.text() == "Complete 19.99 USD"


def test_it_is_pressed_by_mouse_and_by_shortcut_and_only_while_it_works(window, pane):
    pane.show_state(ready())
    QTest.mouseClick(pane.primary, Qt.MouseButton.LeftButton)
    handle = window.windowHandle()
    QTest.keyClick(handle, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert window.done == ["act", "act"]
    pane.show_state(replace(ready(), busy=say("Sending…")))
    QTest.mouseClick(pane.primary, Qt.MouseButton.LeftButton)
    QTest.keyClick(handle, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert window.done == ["act", "act"]


def test_what_will_be_sent_is_summed_up(pane):
    pane.show_state(opened(missing=MISSING))
    assert summary(pane) == "No unsent changes"
    state = edited(opened(missing=MISSING), NOTE, "Tea")
    pane.show_state(state)
    assert summary(pane) == f"1 field · {len(state.body.text)} bytes"
    pane.show_state(edited(state, AMOUNT, "12,50 USD"))
    assert summary(pane) == "2 fields · not ready"


def test_bytes_are_counted_not_letters(pane):
    state = edited(opened(), NOTE, "緑茶")
    pane.show_state(state)
    assert summary(pane) == f"1 field · {len(state.body.text.encode())} bytes"


def test_the_form_shows_the_session_and_over_it_what_is_typed(pane):
    pane.show_state(edited(ready(), NOTE, "Tea"))
    form = pane.form
    assert form.editor(AMOUNT).text() == "19.99 USD"
    assert form.editor(NOTE).text() == "Tea"
    assert not form.cell(NOTE).dot.isHidden()
    assert form.cell(AMOUNT).dot.isHidden()


def test_what_is_typed_is_told_and_what_is_filled_in_is_not(pane):
    told = []
    pane.edited.connect(lambda row, text: told.append((row, text)))
    pane.show_state(ready())
    assert told == []
    type_text(pane.form.editor(NOTE).line, "Tea")
    assert told[-1] == (NOTE, "Tea")


def test_fields_that_amazon_waits_for_are_coloured_until_they_are_filled(pane):
    state = opened(missing=MISSING)
    pane.show_state(state)
    assert pane.form.editor(RESULT).line.property("state") == "todo"
    pane.show_state(edited(state, RESULT, "https://shop.example/thanks"))
    assert not pane.form.editor(RESULT).line.property("state")
    assert pane.form.editor(AMOUNT).line.property("state") == "todo"


def test_problems_stand_beside_their_fields(pane):
    pane.show_state(edited(opened(), AMOUNT, "12,50 USD"))
    remark = pane.form.cell(AMOUNT).remark.full
    assert "12.50" in remark


def test_creating_marks_what_is_needed_only_once_it_was_tried(pane):
    state = begun(typed=Draft({NOTE.name: "Tea"}))
    pane.show_state(state)
    store = state.scope.schema["storeId"]
    assert pane.form.cell(store).remark.full == "Required"
    pane.show_state(replace(state, tried=True))
    assert "needs this" in pane.form.cell(store).remark.full


def test_once_created_the_form_holds_what_an_update_takes(pane):
    pane.show_state(begun())
    before = pane.form
    assert any(row.name == "storeId" for row in before.fields())
    pane.show_state(opened())
    assert pane.form is not before
    assert all(row.name != "storeId" for row in pane.form.fields())


def test_the_form_stays_the_same_while_the_sale_does(pane):
    pane.show_state(opened())
    form = pane.form
    pane.show_state(edited(opened(), NOTE, "Tea"))
    assert pane.form is form


def test_both_versions_have_their_form(pane):
    pane.show_state(opened(V2))
    assert "AuthorizeWithCapture" in pane.form.editor(INTENT).kind.values
    pane.show_state(opened())
    assert "AuthorizeWithCapture" not in pane.form.editor(INTENT).kind.values


@pytest.mark.parametrize(
    "state",
    [
        replace(ready(), is_paying=True),
        opened(values={"statusDetails.state": "Completed"}),
        replace(ready(), moment=ready().exchange),
    ],
    ids=["paying", "completed", "earlier"],
)
def test_a_locked_form_takes_no_typing(state, pane):
    pane.show_state(state)
    line = pane.form.editor(NOTE).line
    assert line.isReadOnly()
    assert not pane.form.editor(INTENT).combo.isEnabled()


def test_an_ended_session_still_shows_what_it_had(pane):
    state = ready()
    ended = opened(values={"statusDetails.state": "Completed"})
    pane.show_state(replace(ended, exchanges=(*ended.exchanges, *state.exchanges)))
    assert pane.form.editor(AMOUNT).text() == "19.99 USD"


def test_discard_is_there_only_while_there_is_something_to_discard(window, pane):
    pane.show_state(opened())
    discard = next(b for b in pane.findChildren(QPushButton) if b.text() == "Discard")
    assert discard.isHidden()
    pane.show_state(edited(opened(), NOTE, "Tea"))
    assert discard.isVisible()
    discard.click()
    assert window.done == ["discard"]


def test_it_is_no_wider_than_its_pane_whatever_it_shows(pane):
    text = "{" + ", ".join(f'"{"k" * 200}{number}": 1' for number in range(20)) + "}"
    pane.show_state(edited_json(opened(), text))
    assert settled(pane).minimumSizeHint().width() <= 408


def test_it_dies_when_it_is_closed(dies, theme):
    window = QWidget()

    def make() -> QWidget:
        pane = RequestPane(theme, Commands(window))
        pane.show_state(opened())
        return pane

    assert dies(make)


# --- later objects --------------------------------------------------------------------------------


def test_when_the_session_has_ended_the_keyboard_goes_on_to_the_next_step(pane):
    pane.show_state(ready(V2))
    pane.focus(NOTE)
    pane.show_state(followed(permission(), charge()))
    assert QApplication.focusWidget() is pane.primary
