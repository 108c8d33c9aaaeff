"""Undo goes field by field, survives what the program fills in, and ends where a draft was sent."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from apay_console.model.draft import Draft
from apay_console.presenters.sale.state.steps import after_exchange
from apay_console.ui.sale.undo import DraftUndo
from tests.exchanges import NOON, answered, sent
from tests.patience import PATIENCE_S
from tests.sale_parts import opened, read, session_body
from tests.ui.later_states import CHARGE_ID, charge, followed, permission

NOTE, STORE = "merchantMetadata.noteToBuyer", "merchantMetadata.merchantStoreName"


class Bench:
    """A draft, what was put back into it, and its two actions."""

    def __init__(self) -> None:
        self.draft = Draft()
        self.undo, self.redo = QAction("Undo"), QAction("Redo")
        self.made = DraftUndo(self.put, self.undo, self.redo)
        self.made.show_state(opened())

    def put(self, draft: Draft) -> None:
        self.draft = draft

    def type(self, name: str, text: str | None) -> None:
        typed = {key: value for key, value in self.draft.typed.items() if key != name}
        after = Draft(typed | ({name: text} if text is not None else {}))
        self.made.edited(self.draft, after, name)
        self.draft = after

    @property
    def can(self) -> tuple[bool, bool]:
        return self.undo.isEnabled(), self.redo.isEnabled()


@pytest.fixture
def bench(qapp):
    return Bench()


def updated(state):
    exchange = answered(sent("update_session", {}), 200, session_body())
    return after_exchange(state, exchange, NOON)


def test_what_is_typed_into_one_field_is_one_step(bench):
    for text in ("T", "Te", "Tea"):
        bench.type(NOTE, text)
    bench.type(STORE, "Fjord")
    bench.undo.trigger()
    assert bench.draft.typed == {NOTE: "Tea"}
    bench.undo.trigger()
    assert bench.draft.typed == {}
    bench.redo.trigger()
    bench.redo.trigger()
    assert bench.draft.typed == {NOTE: "Tea", STORE: "Fjord"}


def test_coming_back_to_a_field_is_a_step_of_its_own(bench):
    for name, text in ((NOTE, "a"), (STORE, "b"), (NOTE, "c")):
        bench.type(name, text)
    bench.undo.trigger()
    assert bench.draft.typed == {NOTE: "a", STORE: "b"}


def test_the_actions_can_be_used_only_when_there_is_something_to_do(bench):
    assert bench.can == (False, False)
    bench.type(NOTE, "a")
    assert bench.can == (True, False)
    bench.undo.trigger()
    assert bench.can == (False, True)
    bench.type(STORE, "b")
    assert bench.can == (True, False)


def test_what_was_typed_and_taken_back_leaves_no_step(bench):
    bench.type(NOTE, "a")
    bench.type(NOTE, None)
    assert bench.can == (False, False)


def test_whole_bodies_are_never_merged(bench):
    for number in range(3):
        after = Draft(by_hand="{" + "\n" * number)
        bench.made.edited(bench.draft, after, "")
        bench.draft = after
    bench.undo.trigger()
    assert bench.draft.by_hand == "{\n"


def test_long_work_on_a_long_body_is_not_kept_for_ever(bench):
    for number in range(300):
        after = Draft(by_hand=str(number))
        bench.made.edited(bench.draft, after, "")
        bench.draft = after
    while bench.can[0]:
        bench.undo.trigger()
    assert bench.draft.by_hand == "99"


def test_showing_the_sale_again_keeps_the_steps(bench):
    bench.type(NOTE, "a")
    bench.made.show_state(replace(opened(), draft=bench.draft))
    bench.made.show_state(after_exchange(opened(), read(), NOON))
    assert bench.can == (True, False)


def test_another_sale_begins_without_steps(bench):
    bench.type(NOTE, "a")
    state = opened()
    bench.made.show_state(replace(state, sale=replace(state.sale, id="other")))
    assert bench.can == (False, False)


def test_a_draft_that_was_sent_cannot_be_taken_back(bench):
    bench.type(NOTE, "a")
    bench.made.show_state(updated(opened()))
    assert bench.can == (False, False)


def test_a_refused_draft_can_still_be_taken_back(bench):
    bench.type(NOTE, "a")
    refused = answered(sent("update_session", {}), 400, {"reasonCode": "InvalidParameterValue"})
    bench.made.show_state(after_exchange(opened(), refused, NOON))
    assert bench.can == (True, False)


def test_while_the_form_is_locked_nothing_is_undone(bench):
    bench.type(NOTE, "a")
    bench.made.show_state(replace(opened(), is_paying=True))
    assert bench.can == (False, False)
    bench.made.show_state(opened())
    assert bench.can == (True, False)


def test_it_does_not_keep_its_window_alive(dies):
    def make() -> QWidget:
        window = QWidget()
        window.undo = DraftUndo(lambda _: window, QAction("Undo", window), QAction("Redo", window))
        return window

    assert dies(make)


def test_no_order_in_which_the_collector_frees_windows_and_edits_ends_the_program():
    program = [sys.executable, "-X", "faulthandler", "-m", "tests.ui.sale.undo_program", "200"]
    ended = subprocess.run(program, capture_output=True, text=True, timeout=PATIENCE_S, check=False)
    assert "alive after 200 rounds" in ended.stdout, ended.stderr


# --- later objects --------------------------------------------------------------------------------


def test_each_object_and_task_has_steps_of_its_own(bench):
    capture = followed(permission(), charge(), shown=CHARGE_ID, task="capture_charge")
    bench.type(NOTE, "Tea")
    bench.made.show_state(capture)
    assert bench.can == (False, False)
    bench.type("captureAmount", "12.00 USD")
    bench.made.show_state(replace(capture, task="cancel_charge"))
    assert bench.can == (False, False)
    bench.made.show_state(capture)
    assert bench.can == (True, False)
    bench.made.show_state(replace(capture, shown="", task="", session=opened().session))
    assert bench.can == (True, False)


def test_what_was_sent_ends_the_steps_of_its_task_alone(bench):
    capture = followed(permission(), charge(), shown=CHARGE_ID, task="capture_charge")
    cancel = replace(capture, task="cancel_charge")
    bench.made.show_state(capture)
    bench.type("captureAmount", "12.00 USD")
    bench.made.show_state(cancel)
    bench.type("cancellationReason", "Sold out")
    captured = answered(sent("capture_charge", {}, version="v2"), 200, {})
    bench.made.show_state(replace(cancel, exchanges=(captured, *cancel.exchanges)))
    assert bench.can == (True, False)
    bench.made.show_state(replace(capture, exchanges=(captured, *capture.exchanges)))
    assert bench.can == (False, False)
