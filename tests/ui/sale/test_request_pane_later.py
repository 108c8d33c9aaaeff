"""The request's pane with the tasks of a later object."""

from __future__ import annotations

from dataclasses import replace

import pytest

from apay_console.model.draft import Draft
from apay_console.presenters.sale.state.steps import edited
from tests.ui.hands import settled
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
from tests.ui.sale.request_parts import pane, summary, window

__all__ = ["pane", "window"]


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


def test_the_keyboard_never_comes_to_a_button_that_sends_by_itself(pane):
    pane.show_state(later(CHARGE_ID, "capture_charge"))
    assert pane.primary.isEnabled()
    pane._foot.take_keyboard()
    assert not pane.primary.hasFocus()
    assert pane._foot.is_resting


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
