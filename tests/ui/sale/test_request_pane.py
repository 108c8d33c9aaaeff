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
from apay_console.presenters.sale.sale_steps import edited, edited_json
from apay_console.ui.commands import COMMANDS, Commands
from apay_console.ui.sale.request_pane import RequestPane
from tests.sale_parts import AMOUNT, INTENT, MISSING, NOTE, RESULT, begun, opened, ready
from tests.ui.hands import settled, shown, type_text
from tests.ui.later_states import (
    CHARGE_ID,
    PERMISSION_ID,
    REFUND_ID,
    charge,
    filled,
    followed,
    permission,
    refund,
)

V2 = ApiVersion.V2


@pytest.fixture
def window(qtbot, theme):
    frame = QWidget()
    frame.commands = Commands(frame)
    frame.done = []
    for row in COMMANDS:
        frame.commands.connect_to(**{row.name: lambda name=row.name: frame.done.append(name)})
    frame.pane = RequestPane(theme, frame.commands, frame)
    frame.pane.resize(480, 700)
    frame.resize(480, 700)
    return shown(frame, qtbot)


@pytest.fixture
def pane(window):
    return window.pane


def summary(pane: RequestPane) -> str:
    found = [b for b in pane.findChildren(QPushButton) if b.accessibleName() == "What will be sent"]
    return found[0].accessibleDescription()


def over_the_form(pane: RequestPane) -> bool:
    return pane._stack.currentWidget() is pane.sheet


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


def later(shown: str, task: str, *objects):
    return filled(followed(*(objects or (permission(), charge())), shown=shown, task=task))


def test_the_session_has_no_tasks_and_no_limits(pane):
    pane.show_state(later("", ""))
    assert pane.tasks.isHidden()
    assert pane.limits.isHidden()


def test_a_charge_has_its_tasks_its_limits_and_the_form_of_one_task(pane):
    pane.show_state(later(CHARGE_ID, "capture_charge"))
    assert pane.tasks.texts()[0] == "*Capture"
    assert pane.limits.texts()[0] == "Authorized 48.90 USD"
    assert [row.name for row in pane.form.fields()] == ["captureAmount", "softDescriptor"]
    assert pane.form.editor(pane.form.fields()[0]).text() == "48.90 USD"
    assert pane.primary.text() == "Capture 48.90 USD"
    assert pane.primary.isEnabled()
    assert summary(pane) == "1 field · 57 bytes"


def test_another_task_has_another_form(pane):
    pane.show_state(later(CHARGE_ID, "capture_charge"))
    pane.show_state(later(CHARGE_ID, "cancel_charge"))
    assert [row.name for row in pane.form.fields()] == ["cancellationReason"]
    assert pane.primary.text() == "Cancel charge"


def test_a_task_that_the_state_forbids_is_locked_and_its_reason_said_once(pane):
    pane.show_state(later(CHARGE_ID, "capture_charge", permission(), charge("Captured")))
    assert not pane.primary.isEnabled()
    assert pane.primary.accessibleDescription() == "Not in this state"
    assert pane.tasks.reason().startswith("Amazon would answer 422 InvalidChargeStatus")
    assert pane.form.editor(pane.form.fields()[0]).inputs()[0].isReadOnly()


def test_an_update_shows_what_the_object_holds(pane):
    held = permission(**{"merchantMetadata.noteToBuyer": "Two tins"})
    pane.show_state(later(PERMISSION_ID, "update_permission", held))
    row = next(row for row in pane.form.fields() if row.name == "merchantMetadata.noteToBuyer")
    assert pane.form.editor(row).text() == "Two tins"
    assert summary(pane) == "No unsent changes"
    assert not pane.primary.isEnabled()


def test_another_object_of_the_same_kind_brings_its_own_values(pane):
    name, second = "providerMetadata.providerReferenceId", f"{PERMISSION_ID}-C051841"
    both = charge(**{name: "first"}), charge(number=second, **{name: "second"})
    state = followed(*both, shown=CHARGE_ID, task="update_charge")
    pane.show_state(state)
    row = pane.form.fields()[0]
    assert pane.form.editor(row).text() == "first"
    pane.show_state(replace(state, shown=second))
    assert pane.form.editor(row).text() == "second"


def test_a_refund_can_only_be_read(pane):
    pane.show_state(later(REFUND_ID, "", permission(), charge("Captured"), refund()))
    assert pane.tasks.isHidden()
    assert pane.form.fields() == ()
    assert pane._nothing.isVisible()
    assert pane.primary.text() == "Get refund"
    pane.show_state(later(CHARGE_ID, "create_refund", permission(), charge("Captured"), refund()))
    assert pane._nothing.isHidden()


def test_without_a_field_the_keyboard_goes_to_the_button(pane):
    pane.show_state(later(CHARGE_ID, "capture_charge"))
    pane.focus(pane.form.fields()[0])
    pane.show_state(later(REFUND_ID, "", permission(), charge("Captured"), refund()))
    assert pane.primary.hasFocus()


def test_the_keyboard_goes_from_form_to_form_and_begins_at_the_amount(pane):
    pane.show_state(later(CHARGE_ID, "capture_charge"))
    pane.begin()
    pane.show_state(later(CHARGE_ID, "create_refund", permission(), charge("Captured")))
    assert pane.form.holder(pane.window().focusWidget()).name == "refundAmount"
    pane.show_state(later(CHARGE_ID, "cancel_charge"))
    assert pane.form.holder(pane.window().focusWidget()).name == "cancellationReason"


def test_a_form_that_comes_takes_no_keyboard_from_elsewhere(pane):
    pane.show_state(later(CHARGE_ID, "capture_charge"))
    pane.tasks.buttons()[0].setFocus()
    pane.show_state(later(CHARGE_ID, "cancel_charge"))
    assert pane.tasks.isAncestorOf(pane.window().focusWidget())


def test_only_what_was_typed_can_be_discarded(pane):
    state = later(CHARGE_ID, "capture_charge")
    pane.show_state(state)
    assert pane._foot._discard.isHidden()
    pane.show_state(replace(state, draft=Draft({"captureAmount": "1.00 USD"})))
    assert pane._foot._discard.isVisible()


def test_a_chosen_task_is_told(pane):
    told = []
    pane.task_wanted.connect(told.append)
    pane.show_state(later(CHARGE_ID, "capture_charge"))
    pane.tasks.buttons()[1].click()
    assert told == ["create_refund"]


@pytest.mark.parametrize(
    ("shown_id", "task"), [(CHARGE_ID, "create_refund"), (PERMISSION_ID, "create_charge")]
)
def test_later_forms_fit_the_pane_of_a_small_window(shown_id, task, pane):
    pane.show_state(later(shown_id, task, permission(), charge("Captured")))
    assert settled(pane).minimumSizeHint().width() <= 408


def test_only_what_was_typed_has_a_dot_and_not_what_was_filled_in(pane):
    state = filled(followed(charge(), shown=CHARGE_ID, task="capture_charge"))
    row = state.scope.schema["captureAmount"]
    pane.show_state(state)
    assert pane.form.cell(row).dot.isHidden()
    pane.show_state(edited(state, row, "12.00 USD"))
    assert not pane.form.cell(row).dot.isHidden()


def test_when_the_session_has_ended_the_keyboard_goes_on_to_the_next_step(pane):
    pane.show_state(ready(V2))
    pane.focus(NOTE)
    pane.show_state(followed(permission(), charge()))
    assert QApplication.focusWidget() is pane.primary
