"""A panel over the request: its keys are its own, and what it hides changes only in sight."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox

from tests.sale_parts import AMOUNT
from tests.ui.hands import type_text
from tests.window_parts import CTRL, SHIFT, Shop, fresh, quick

__all__ = ["fresh", "quick"]


@pytest.fixture
def typed(fresh: Shop) -> Shop:
    """A shop with an unsent amount in the request."""
    fresh.enter(AMOUNT, "12.00")
    return fresh


def test_undo_in_a_line_of_a_panel_undoes_there(typed: Shop) -> None:
    typed.run("signed_call")
    type_text(typed.focused, "reports")
    typed.key(Qt.Key.Key_Z, CTRL)
    assert typed.focused.text() == ""
    assert typed.text(AMOUNT) == "12.00 USD"


@pytest.mark.parametrize("panel", ["faults", "clock", "shop", "notifications"])
def test_no_key_in_a_panel_changes_the_request_below_it(typed: Shop, panel: str) -> None:
    typed.run(panel)
    keys = Qt.Key
    for key, held in ((keys.Key_Z, CTRL), (keys.Key_Backspace, CTRL | SHIFT), (keys.Key_J, CTRL)):
        typed.key(key, held)
        assert typed.window.page.side.name == panel
        assert typed.text(AMOUNT) == "12.00 USD"
        assert typed.window.page.request.sheet.isHidden()


def test_undone_from_elsewhere_the_request_is_seen_again(typed: Shop) -> None:
    typed.run("faults")
    typed.run("undo")
    assert typed.window.page.side.name == ""
    assert typed.text(AMOUNT) == ""


def test_ctrl_enter_presses_the_button_of_the_panel_and_not_the_hidden_one(typed: Shop) -> None:
    typed.run("signed_call")
    type_text(typed.focused, f"checkoutSessions/{typed.state.sale.session_id}")
    typed.send()
    assert typed.exchanges == ["create_session 201", "signed_call 200"]


def test_ctrl_enter_adds_a_fault_from_a_choice(typed: Shop) -> None:
    typed.run("faults")
    assert isinstance(typed.focused, QComboBox)
    typed.send()
    assert len(typed.parts.console.tools.faults.board.active) == 1


def test_a_panel_without_a_filled_button_leaves_ctrl_enter_to_the_sale(typed: Shop) -> None:
    typed.run("clock")
    typed.send()
    assert typed.exchanges == ["create_session 201", "update_session 200"]
