"""The states tab is used with the keyboard alone, and says in words what it draws."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMainWindow

from apay_console.errors import N_
from apay_console.model.exchange import Exchange
from apay_console.model.fields import ApiVersion
from apay_console.model.states.machine import Edge, Mover, State, Tone
from apay_console.model.states.machines import CHARGES, MACHINES
from apay_console.model.subjects import CHARGE, REFUND, SESSION
from apay_console.presenters.sale.state.sale_state import SaleState
from apay_console.ui.commands import Commands
from apay_console.ui.states.pill import Pill
from apay_console.ui.states.view import StatesView
from tests.exchanges import answered, sent
from tests.objects import CHARGE_ID, PERMISSION_ID, charge, permission
from tests.sale_parts import opened, ready
from tests.ui.hands import press

V2 = ApiVersion.V2
EXPIRY = 1752135312.0  # of the charges here: 2025-07-10 08:15:12 UTC
SHIFT = Qt.KeyboardModifier.ShiftModifier


class Frame(QMainWindow):
    """A window around the view, with a clock that the test turns."""

    def __init__(self, theme: Any, machines: Any = MACHINES) -> None:
        super().__init__()
        self.now = EXPIRY - 3 * 86_400
        self.commands = Commands(self)
        self.view = StatesView(theme, self.commands, lambda: self.now, machines)
        self.setCentralWidget(self.view)
        self.resize(760, 900)


@pytest.fixture
def frame(qtbot: Any, theme: Any) -> Iterator[Frame]:
    made = Frame(theme)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    yield made
    made.close()


def authorized(*exchanges: Exchange) -> SaleState:
    state = opened(V2, values={"statusDetails.state": "Completed"})
    return replace(state, objects=(permission(), charge()), exchanges=exchanges)


def pill(frame: Frame, subject: Any, name: str) -> Pill:
    return frame.view.lanes[subject].canvas.pills[name]


def test_each_edge_says_who_moves_and_where_to(frame: Frame) -> None:
    frame.view.show_state(authorized())
    found = pill(frame, CHARGE, "capture_charge")
    assert found.accessibleName() == "You: Capture, to Captured or CaptureInitiated"
    assert pill(frame, CHARGE, "decline").accessibleName() == "Amazon: Declines, to Declined"
    assert frame.view.lanes[CHARGE].accessibleName().startswith("Charge: Authorized since")


def test_an_illegal_edge_says_its_error_once_the_keyboard_is_there(frame: Frame) -> None:
    frame.view.show_state(authorized())
    pill(frame, REFUND, "create_refund").setFocus()
    assert "422 InvalidChargeStatus" in frame.view.told
    assert "422 InvalidChargeStatus" in pill(frame, REFUND, "create_refund").accessibleDescription()


def test_a_press_on_an_illegal_edge_asks_why_and_so_does_f1(frame: Frame) -> None:
    asked: list[Any] = []
    why = frame.commands["why"]
    why.triggered.connect(lambda: asked.append(why.data()))
    frame.view.show_state(authorized())
    found = pill(frame, REFUND, "create_refund")
    found.click()
    assert asked == ["button.state"]
    assert found.why_key() == "button.state"
    assert "422 InvalidChargeStatus" in frame.view.told
    assert pill(frame, CHARGE, "capture_charge").why_key() == ""


def test_a_legal_edge_leads_to_its_form(frame: Frame, qtbot: Any) -> None:
    frame.view.show_state(authorized())
    with qtbot.waitSignal(frame.view.task_wanted) as told:
        press(pill(frame, CHARGE, "capture_charge"), Qt.Key.Key_Return)
    assert told.args == [CHARGE_ID, "capture_charge"]
    with qtbot.waitSignal(frame.view.task_wanted) as told:
        press(pill(frame, CHARGE, "create_charge"), Qt.Key.Key_Space, " ")
    assert told.args == [PERMISSION_ID, "create_charge"]


def test_a_command_is_run_as_soon_as_it_can_be(frame: Frame) -> None:
    run: list[str] = []
    frame.commands.connect_to(open_page=lambda: run.append("open_page"))
    frame.view.show_state(ready(V2))
    frame.commands.enable(open_page=False)
    pill(frame, SESSION, "agree").click()
    assert run == []
    assert frame.view.told == "That cannot be done just now."
    frame.commands.enable(open_page=True)
    pill(frame, SESSION, "agree").click()
    assert run == ["open_page"]


def test_a_passed_edge_opens_its_exchange(frame: Frame, qtbot: Any) -> None:
    made = answered(sent("create_charge", version="v2"), 201, charge().body)
    frame.view.show_state(authorized(made))
    found = pill(frame, CHARGE, "create_charge")
    assert found.text().startswith("Charge · ")
    with qtbot.waitSignal(frame.view.exchange_wanted) as told:  # it is yours too: Enter takes it
        press(found, Qt.Key.Key_Return, modifiers=SHIFT)
    assert told.args == [made]


def test_tab_walks_what_can_be_done_and_arrows_walk_all(frame: Frame) -> None:
    frame.view.show_state(authorized())
    canvas = frame.view.lanes[CHARGE].canvas
    stops = [
        name for name, one in canvas.pills.items() if one.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]
    assert stops == ["create_charge", "capture_charge", "cancel_charge", "close_permission"]
    pill(frame, CHARGE, "create_charge").setFocus()
    reached = []
    for _ in canvas.pills:
        focused = QApplication.focusWidget()
        assert isinstance(focused, Pill)
        reached.append(focused.way.edge.name)
        press(focused, Qt.Key.Key_Right)
    assert set(reached) == set(canvas.pills)
    assert pill(frame, CHARGE, "create_charge").hasFocus()
    press(pill(frame, CHARGE, "create_charge"), Qt.Key.Key_Left)
    assert list(canvas.pills.values())[-1].hasFocus()


def test_the_keyboard_stays_where_it_is_while_time_goes_on(frame: Frame) -> None:
    frame.view.show_state(authorized())
    found = pill(frame, CHARGE, "capture_charge")
    found.setFocus()
    frame.view.refresh()
    assert found.hasFocus()
    assert "Capture" in frame.view.told


def test_what_is_left_is_counted_by_the_given_clock(frame: Frame) -> None:
    frame.view.show_state(authorized())
    assert pill(frame, CHARGE, "expire").text() == "Expires in 3 d 0 h"
    assert frame.view._tick.interval() == 60_000
    frame.now = EXPIRY - 125
    frame.view.refresh()
    assert pill(frame, CHARGE, "expire").text() == "Expires in 2 min 5 s"
    assert frame.view._tick.interval() == 1000


def test_nothing_ticks_out_of_sight(frame: Frame) -> None:
    frame.view.show_state(authorized())
    assert frame.view._tick.isActive()
    frame.view.hide()
    assert not frame.view._tick.isActive()


def test_another_charge_can_be_chosen(frame: Frame) -> None:
    state = authorized()
    several = replace(state, objects=(*state.objects, charge("Captured", "48.90", number=2)))
    frame.view.show_state(several)
    lane = frame.view.lanes[CHARGE]
    assert not lane._which.isHidden()
    assert lane.lane is not None
    assert lane.lane.state == "Captured"
    lane._which.activated.emit(0)
    assert frame.view.lanes[CHARGE].lane.state == "Authorized"


def test_a_state_that_is_added_to_the_table_appears_by_itself(qtbot: Any, theme: Any) -> None:
    new = State("Disputed", Tone.PENDING, N_("The buyer objects."))
    way = Edge(
        "dispute", ("Authorized",), ("Disputed",), N_("Objects"), Mover.BUYER, N_("It is asked.")
    )
    more = replace(CHARGES, states=(*CHARGES.states, new), edges=(*CHARGES.edges, way))
    made = Frame(theme, (more,))
    qtbot.addWidget(made)
    made.show()
    made.view.show_state(authorized())
    canvas = made.view.lanes[CHARGE].canvas
    assert canvas._plan is not None
    assert "Disputed" in canvas._plan.boxes
    assert canvas.pills["dispute"].accessibleName() == "Buyer: Objects, to Disputed"
    disputed = replace(authorized(), objects=(permission(), charge("Disputed")))
    made.view.show_state(disputed)
    assert made.view.lanes[CHARGE].accessibleName().startswith("Charge: Disputed")
    made.close()


def test_the_keyboard_is_always_in_sight(frame: Frame) -> None:
    frame.resize(560, 300)
    frame.view.show_state(authorized())
    for name in ("finalize_session", "update_session"):
        pill(frame, SESSION, name).setFocus()
        QApplication.processEvents()
        assert not pill(frame, SESSION, name).visibleRegion().isEmpty()
    pill(frame, REFUND, "create_refund").setFocus()
    QApplication.processEvents()
    assert not pill(frame, REFUND, "create_refund").visibleRegion().isEmpty()


def test_it_begins_at_the_object_that_is_furthest(frame: Frame, qtbot: Any) -> None:
    frame.resize(560, 400)
    frame.view.show_state(authorized())
    found = pill(frame, CHARGE, "capture_charge")
    qtbot.waitUntil(lambda: not found.visibleRegion().isEmpty())


def test_what_is_said_of_an_edge_follows_its_object(frame: Frame) -> None:
    frame.view.show_state(authorized())
    pill(frame, CHARGE, "cancel_charge").setFocus()
    assert "Lets the money go" in frame.view.told
    frame.view.show_state(replace(authorized(), objects=(permission(), charge("Declined"))))
    assert "422 InvalidChargeStatus" in frame.view.told


def test_words_from_outside_are_letters(frame: Frame) -> None:
    strange = "<b>Paid</b>\u202e" + "x" * 500
    frame.view.show_state(replace(authorized(), objects=(permission(), charge(strange))))
    name = frame.view.lanes[CHARGE].accessibleName()
    assert "<b>Paid</b><U+202E>" in name
    assert len(name) < 200


def test_it_dies_with_its_window(dies: Any, theme: Any) -> None:
    def make() -> QMainWindow:
        made = Frame(theme)
        made.view.show_state(authorized())
        return made

    assert dies(make)
