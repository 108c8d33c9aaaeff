"""The session and what followed from it, side by side; one of it is looked at."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from apay_console.ui.parts.theme import DARK
from apay_console.ui.sale.object_bar import ObjectBar
from tests.sale_parts import begun, opened
from tests.ui.hands import press, settled
from tests.ui.later_states import (
    CHARGE_ID,
    PERMISSION_ID,
    REFUND_ID,
    charge,
    followed,
    permission,
    refund,
)
from tests.ui.sale.object_bar_parts import ALL, bar, frame

__all__ = ["bar", "frame"]


def checked(bar: ObjectBar) -> list[str]:
    return [chip.object_id for chip in bar.chips() if chip.isChecked()]


def seen(bar: ObjectBar) -> list[str]:
    return [
        " ".join(label.text() for label in chip.labels() if label.isVisible())
        for chip in bar.chips()
    ]


@pytest.mark.parametrize("state", [begun(), opened(), followed()])
def test_it_is_hidden_while_there_is_only_the_session(state, bar):
    bar.show_state(state)
    assert bar.isHidden()


def test_it_names_each_object_its_kind_and_its_state(bar):
    bar.show_state(followed(*ALL))
    assert bar.isVisible()
    assert bar.texts() == [
        "Session: Completed",
        "Permission: Chargeable",
        "Charge C051840: Authorized",
        "Refund R019442: Pending",
    ]


def test_a_sale_that_was_opened_by_a_later_id_has_no_session(bar):
    state = followed(*ALL[:2], shown=CHARGE_ID)
    bare = replace(state, session=None, sale=replace(state.sale, session_id="", state="Authorized"))
    bar.show_state(bare)
    assert bar.texts() == ["Permission: Chargeable", "Charge C051840: Authorized"]
    assert checked(bar) == [CHARGE_ID]


@pytest.mark.parametrize("place", [0, 1, 2, 3])
def test_a_click_asks_for_an_object(place, bar):
    bar.show_state(followed(*ALL, shown=PERMISSION_ID))
    bar.chips()[place].click()
    assert bar.asked == [["", PERMISSION_ID, CHARGE_ID, REFUND_ID][place]]


def test_arrow_keys_go_from_object_to_object(bar):
    bar.show_state(followed(*ALL))
    bar.chips()[0].setFocus()
    press(bar.chips()[0], Qt.Key.Key_Right)
    press(QApplication.focusWidget(), Qt.Key.Key_Right)
    press(QApplication.focusWidget(), Qt.Key.Key_Left)
    assert bar.asked == [PERMISSION_ID, CHARGE_ID, PERMISSION_ID]


def test_tab_reaches_the_bar_once_at_what_is_shown(bar):
    bar.show_state(followed(*ALL, shown=CHARGE_ID))
    takes_tab = [
        chip.object_id
        for chip in bar.chips()
        if chip.focusPolicy().value & Qt.FocusPolicy.TabFocus.value
    ]
    assert takes_tab == [CHARGE_ID]


def test_its_neighbours_go_round(bar):
    assert bar.neighbour(1) is None
    bar.show_state(followed(*ALL))
    assert (bar.neighbour(1), bar.neighbour(-1)) == (PERMISSION_ID, REFUND_ID)
    bar.show_state(followed(*ALL, shown=REFUND_ID))
    assert (bar.neighbour(1), bar.neighbour(-1)) == ("", CHARGE_ID)


def test_a_new_refund_leaves_the_other_chips_and_the_keyboard_alone(bar):
    bar.show_state(followed(*ALL[:2], shown=CHARGE_ID))
    before = bar.chips()
    before[2].setFocus()
    bar.show_state(followed(permission(), charge("Captured"), refund(), shown=CHARGE_ID))
    assert bar.chips()[:3] == before
    assert before[2].hasFocus()
    assert bar.texts()[2:] == ["Charge C051840: Captured", "Refund R019442: Pending"]


def test_chips_stand_in_the_order_of_the_objects(bar):
    second = charge(number=f"{PERMISSION_ID}-C051841")
    bar.show_state(followed(permission(), charge(), second))
    bar.show_state(followed(permission(), charge("Captured"), refund(), second))
    settled(bar)
    assert [chip.accessibleName().split(":")[0] for chip in sorted(bar.chips(), key=QWidget.x)] == [
        "Session",
        "Permission",
        "Charge C051840",
        "Refund R019442",
        "Charge C051841",
    ]


def test_a_refund_that_was_read_before_its_charge_moves_behind_it(bar):
    bar.show_state(followed(permission(), refund(), charge()))
    bar.show_state(followed(*ALL))
    settled(bar)
    placed = [chip.object_id for chip in sorted(bar.chips(), key=QWidget.x)]
    assert placed == ["", PERMISSION_ID, CHARGE_ID, REFUND_ID]


def test_another_sale_takes_the_chips_away(bar):
    bar.show_state(followed(*ALL, shown=REFUND_ID))
    bar.show_state(opened())
    assert (bar.texts(), bar.isHidden()) == (["Session: Open"], True)
    assert checked(bar) == [""]


def test_where_there_is_no_room_only_what_is_shown_tells_its_state(bar):
    bar.show_state(followed(*ALL, shown=CHARGE_ID))
    assert seen(bar)[1] == "Permission Chargeable"
    bar.resize(480, 36)
    settled(bar)
    assert seen(bar) == ["Session", "Permission", "Charge C051840 Authorized", "Refund R019442"]


def test_a_strange_state_is_shown_plain_and_short(bar):
    bar.show_state(followed(permission("<b>" + "x" * 90 + "\u202e")))
    assert bar.texts()[1] == "Permission: <b>" + "x" * 20 + "…"


def test_icons_follow_the_theme(bar, theme):
    bar.show_state(followed(*ALL))
    light = bar.grab().toImage()
    theme.choose(DARK)
    assert bar.grab().toImage() != light


def test_it_dies_when_it_is_closed(dies, theme):
    def make():
        made = ObjectBar(theme)
        made.show_state(followed(*ALL))
        return made

    assert dies(make)
