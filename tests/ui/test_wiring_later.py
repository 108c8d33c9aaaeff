"""Which object a command about later objects is for, and when there is none."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QWidget

from apay_console.model.operations import CAPTURE_CHARGE, CREATE_CHARGE, CREATE_REFUND
from apay_console.presenters.sale.state.objects import Poll
from apay_console.ui import wiring_later
from apay_console.ui.commands import Commands
from apay_console.ui.wiring_later import target
from tests.exchanges import NOON
from tests.sale_parts import begun, opened
from tests.ui.later_states import CHARGE_ID, PERMISSION_ID, charge, followed, permission, refund

SECOND = f"{PERMISSION_ID}-C051841"
NAMES = {
    "capture",
    "refund",
    "charge",
    "cancel_charge",
    "close_permission",
    "next_object",
    "previous_object",
    "stop_polling",
}


@pytest.fixture
def commands(qtbot):
    window = QWidget()
    made = Commands(window)
    made.window = window
    qtbot.addWidget(window)
    return made


def able(commands: Commands, state) -> set[str]:
    wiring_later.enable(commands, state)
    return {name for name in NAMES if commands[name].isEnabled()}


@pytest.mark.parametrize("state", [begun(), opened(), followed()])
def test_without_later_objects_there_is_nothing_to_do_with_them(state, commands):
    assert able(commands, state) == set()


def test_an_authorized_charge_can_be_captured_or_cancelled(commands):
    state = followed(permission(left="0.00"), charge())
    both = {"next_object", "previous_object"}
    assert able(commands, state) == {
        "capture",
        "charge",
        "cancel_charge",
        "close_permission",
        *both,
    }


def test_what_is_captured_can_only_be_refunded(commands):
    found = able(commands, followed(permission("Closed"), charge("Captured"), refund()))
    assert found & {"capture", "cancel_charge", "close_permission", "charge"} == set()
    assert "refund" in found


def test_asking_can_be_stopped_while_something_is_asked(commands):
    state = followed(permission(), charge("AuthorizationInitiated"))
    assert "stop_polling" not in able(commands, state)
    assert "stop_polling" in able(commands, replace(state, poll=Poll(NOON, 1)))


def test_one_object_alone_has_no_next(commands):
    state = followed(permission())
    alone = replace(state, session=None, sale=replace(state.sale, session_id=""))
    assert "next_object" not in able(commands, alone)


def test_a_task_is_for_the_object_that_is_shown_else_for_the_newest():
    state = followed(permission(), charge(), charge(number=SECOND))
    assert target(state, CAPTURE_CHARGE) == SECOND
    assert target(replace(state, shown=CHARGE_ID), CAPTURE_CHARGE) == CHARGE_ID
    assert target(replace(state, shown=CHARGE_ID), CREATE_CHARGE) == PERMISSION_ID


def test_an_object_that_does_not_allow_it_is_passed_over():
    state = followed(permission(), charge("Captured"), charge(number=SECOND))
    assert target(state, CREATE_REFUND) == CHARGE_ID
    assert target(replace(state, shown=CHARGE_ID), CAPTURE_CHARGE) == SECOND
    assert target(followed(permission()), CREATE_REFUND) is None
