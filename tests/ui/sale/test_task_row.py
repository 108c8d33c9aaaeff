"""What can be done with an object: each task in reach, with the reason where it cannot be done."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from apay_console.model.fields import ApiVersion
from apay_console.model.operations import OPERATIONS, writes_about
from apay_console.model.subjects import CHARGE, PERMISSION, REFUND, SESSION
from apay_console.presenters.sale.state.objects import tasks_of
from apay_console.ui.sale.task_row import TaskRow
from tests.ui.hands import press, settled, shown
from tests.ui.later_states import charge, permission, refund


@pytest.fixture
def frame(qtbot, theme):
    frame = QWidget()
    frame.resize(408, 200)
    frame.row = TaskRow(frame)
    frame.row.resize(408, 100)
    frame.asked = []
    frame.row.chosen.connect(frame.asked.append)
    return shown(frame, qtbot)


@pytest.fixture
def row(frame):
    return frame.row


def test_every_task_has_one_word_of_its_own():
    for subject in (PERMISSION, CHARGE, REFUND):
        verbs = [row.verb for row in writes_about(subject, ApiVersion.V2)]
        assert all(verbs)
        assert len(set(verbs)) == len(verbs)
    assert {row.about for row in OPERATIONS if row.verb} == {SESSION, PERMISSION, CHARGE}


def test_it_offers_all_tasks_and_marks_what_the_state_forbids(row):
    row.show_tasks(tasks_of(charge()), "capture_charge")
    assert row.texts() == ["*Capture", "(Refund)", "Cancel", "Update"]
    assert [button.accessibleName() for button in row.buttons()][1] == "Create refund"


@pytest.mark.parametrize("found", [(), tasks_of(refund())])
def test_an_object_with_which_nothing_can_be_done_has_no_row(found, row):
    row.show_tasks(tasks_of(charge()), "capture_charge")
    row.show_tasks(found, "")
    assert row.isHidden()
    assert row.texts() == []


def test_a_task_that_is_not_allowed_says_why_in_sight(row):
    row.show_tasks(tasks_of(charge("Captured")), "capture_charge")
    words = "Amazon would answer 422 InvalidChargeStatus: the state is Captured, not Authorized."
    assert row.reason() == words
    assert row._reason.isVisible()
    assert row.buttons()[0].accessibleDescription() == words


def test_an_allowed_task_says_nothing(row):
    row.show_tasks(tasks_of(charge()), "create_refund")
    row.show_tasks(tasks_of(charge()), "capture_charge")
    assert row.reason() == ""
    assert row._reason.isHidden()


def test_arrow_keys_reach_also_what_cannot_be_done(row, frame):
    row.show_tasks(tasks_of(charge()), "cancel_charge")
    row.buttons()[2].setFocus()
    press(row.buttons()[2], Qt.Key.Key_Left)
    press(QApplication.focusWidget(), Qt.Key.Key_Right)
    assert frame.asked == ["create_refund", "cancel_charge"]


def test_a_click_chooses_a_task(row, frame):
    row.show_tasks(tasks_of(permission()), "create_charge")
    row.buttons()[1].click()
    assert frame.asked == ["close_permission"]


def test_tab_stops_once_at_what_is_chosen(row):
    row.show_tasks(tasks_of(charge()), "cancel_charge")
    tab = Qt.FocusPolicy.TabFocus.value
    stops = [button.text() for button in row.buttons() if button.focusPolicy().value & tab]
    assert stops == ["Cancel"]


def test_another_state_leaves_the_buttons_and_the_keyboard_alone(row):
    row.show_tasks(tasks_of(charge()), "capture_charge")
    before = list(row.buttons())
    before[1].setFocus()
    row.show_tasks(tasks_of(charge("Captured")), "create_refund")
    assert row.buttons() == before
    assert row.texts() == ["(Capture)", "*Refund", "(Cancel)", "Update"]
    assert before[1].hasFocus()


def test_the_keyboard_stays_in_the_row_when_another_object_has_other_tasks(row):
    row.show_tasks(tasks_of(charge()), "capture_charge")
    row.buttons()[1].setFocus()
    row.show_tasks(tasks_of(permission()), "create_charge")
    assert row.isAncestorOf(QApplication.focusWidget())


@pytest.mark.parametrize("found", [charge(), charge("Captured"), permission()])
def test_all_tasks_fit_the_pane_of_a_small_window(found, row):
    row.show_tasks(tasks_of(found), tasks_of(found)[0].operation.name)
    assert settled(row).minimumSizeHint().width() <= 408


def test_it_dies_when_it_is_closed(dies, theme):
    def make():
        made = TaskRow()
        made.show_tasks(tasks_of(charge()), "capture_charge")
        return made

    assert dies(make)
