"""The form for a fault asks for what its kind needs, and hands over what the control side takes."""

from __future__ import annotations

from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from apay_console.emulator.control.fault_controls import read_fault
from apay_console.emulator.faults.kinds import KINDS
from apay_console.model.operations import OPERATIONS
from apay_console.presenters.emulator.emulator_host import KEY_ID
from apay_console.ui.panels.fault_form import FaultForm
from apay_console.ui.parts.widgets import Combo, Line
from tests.window_parts import Shop, quick, shop

__all__ = ["quick", "shop"]


@pytest.fixture
def form(shop: Shop, qtbot: QtBot) -> FaultForm:
    made = FaultForm(shop.parts.console.tools.faults)
    qtbot.addWidget(made)
    return made


def choose(form: FaultForm, kind: str) -> None:
    form.kind.setCurrentIndex(form.kind.findData(kind))


def put(form: FaultForm, way: str, text: str) -> None:
    part = form._ways[way][1]
    if isinstance(part, Combo):
        part.setCurrentText(text)
    else:
        part.put(text)


def given(form: FaultForm, qtbot: QtBot) -> dict[str, Any]:
    with qtbot.waitSignal(form.ordered) as order:
        form.add.click()
    return dict(order.args[0])


def asked(form: FaultForm) -> list[str]:
    return [name for name, (holder, _) in form._ways.items() if not holder.isHidden()]


def test_it_offers_every_kind_every_operation_and_everybody(form: FaultForm) -> None:
    assert [form.kind.itemData(row) for row in range(form.kind.count())] == [
        kind.name for kind in KINDS
    ]
    assert form.operation.count() == len(OPERATIONS) + 1
    assert [form.whom.itemData(row) for row in range(2)] == ["", KEY_ID]


@pytest.mark.parametrize(
    ("kind", "ways", "may_count"),
    [
        ("late", ["delay", "jitter"], False),
        ("drop_before", [], False),
        ("drop_after", [], False),
        ("reset", [], True),
        ("cut", ["cut"], True),
        ("truncated", [], False),
        ("html", ["status"], True),
        ("error", ["status", "retryAfter"], True),
        ("skew", ["seconds"], False),
        ("slow", ["seconds"], False),
    ],
)
def test_a_kind_asks_for_what_it_needs_and_nothing_else(
    form: FaultForm, kind: str, ways: list[str], may_count: bool
) -> None:
    choose(form, kind)
    assert asked(form) == ways
    assert form.applied.isHidden() is not may_count
    assert form._lesson.text()


@pytest.mark.parametrize("kind", [kind.name for kind in KINDS])
@pytest.mark.parametrize("often", ["times", "share", "always"])
def test_the_usual_values_of_each_kind_are_taken(
    form: FaultForm, qtbot: QtBot, kind: str, often: str
) -> None:
    choose(form, kind)
    form.how_often.setCurrentIndex(form.how_often.findData(often))
    fault = read_fault(given(form, qtbot))
    assert (fault.kind.name, fault.ways) == (kind, fault.kind.ways)
    assert fault.times == {"times": 1, "share": 0, "always": 0}[often]
    assert fault.share == (25 if often == "share" else 100)
    assert form.count.isEnabled() is (often != "always")


def test_what_is_typed_reaches_the_fault(form: FaultForm, qtbot: QtBot) -> None:
    choose(form, "error")
    put(form, "status", "503")
    put(form, "retryAfter", "7")
    form.applied.setChecked(True)
    form.operation.setCurrentIndex(form.operation.findData("complete_session"))
    form.whom.setCurrentIndex(1)
    form.count.put("3")
    fault = read_fault(given(form, qtbot))
    assert (fault.ways.status, fault.ways.retry_after, fault.applied) == (503, 7, True)
    assert (fault.operation, fault.key_id, fault.times) == ("complete_session", KEY_ID, 3)


def test_a_comma_is_a_point_and_letters_are_left_for_the_refusal(
    form: FaultForm, qtbot: QtBot
) -> None:
    put(form, "delay", " 1,5 ")
    put(form, "jitter", "soon")
    order = given(form, qtbot)
    assert (str(order["delay"]), order["jitter"]) == ("1.5", "soon")


@pytest.mark.parametrize("text", ["nan", "inf", "-inf"])
def test_what_is_no_amount_of_time_is_no_number(form: FaultForm, qtbot: QtBot, text: str) -> None:
    put(form, "delay", text)
    assert given(form, qtbot)["delay"] == text


def test_a_refusal_is_said_with_the_forms_own_word_and_marks_the_field(
    form: FaultForm, qtbot: QtBot
) -> None:
    words = "must be a number from 0 to 600. Example: 1"
    assert form.refuse(f"jitter {words}") == f"Up to so many more {words}"
    part = form._ways["jitter"][1]
    assert isinstance(part, Line)
    assert part.property("state") == "error"
    assert form.refuse(f"times {words}").startswith("How many must be")
    form.how_often.setCurrentIndex(1)
    assert form.refuse(f"share {words}").startswith("Percent must be")
    assert form.refuse("something else") == "something else"
    given(form, qtbot)
    assert part.property("state") == ""


def test_a_shop_that_comes_to_be_known_can_be_chosen_and_stays_chosen(
    form: FaultForm, shop: Shop
) -> None:
    board = shop.parts.console.tools.faults
    assert shop.parts.console.host.key is not None
    shop.emulator.trust("SANDBOX-MYSHOP", shop.parts.console.host.key.public_key())
    form.whom.setCurrentIndex(1)
    board.look()
    shop.settle()
    form.show_board(board.board)
    assert form.whom.findData("SANDBOX-MYSHOP") > 1
    assert form.whom.currentData() == KEY_ID
