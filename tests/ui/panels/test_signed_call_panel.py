"""The page for a call that has no form: sent by keyboard alone, and nothing typed is lost."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPlainTextEdit

from apay_console.presenters.sale.signed_call import Wanted
from apay_console.ui.panels.signed_call_panel import SignedCallPanel
from tests.ui.hands import type_text
from tests.window_parts import CTRL, Shop, fresh, quick

__all__ = ["fresh", "quick"]


@pytest.fixture
def panel(fresh: Shop) -> SignedCallPanel:
    fresh.run("signed_call")
    found = fresh.window.page.side.panel("signed_call")
    assert isinstance(found, SignedCallPanel)
    return found


def test_a_call_is_sent_with_the_keyboard_alone(fresh: Shop, panel: SignedCallPanel) -> None:
    type_text(fresh.focused, f"checkoutSessions/{fresh.state.sale.session_id}")
    fresh.key(Qt.Key.Key_Return, CTRL)
    fresh.settle()
    assert fresh.exchanges[-1] == "signed_call 200"
    assert fresh.state.moment is fresh.state.exchanges[0]


def test_a_body_that_cannot_be_read_stays_and_the_reason_is_said(
    fresh: Shop,
    panel: SignedCallPanel,
) -> None:
    before = len(fresh.state.exchanges)
    panel._method.setCurrentText("PATCH")
    panel._path.put("charges/C")
    panel._body.put("{oops")
    panel._follow()
    fresh.click(panel._send)
    fresh.settle()
    assert len(fresh.state.exchanges) == before
    assert "Line 1, column 2" in panel._problem.text()
    assert panel._body.text() == "{oops"
    assert isinstance(fresh.focused, QPlainTextEdit)


def test_closed_and_opened_again_it_holds_what_was_typed(
    fresh: Shop,
    panel: SignedCallPanel,
) -> None:
    type_text(fresh.focused, "reports?x=1")
    fresh.key(Qt.Key.Key_Escape)
    assert fresh.window.page.side.name == ""
    fresh.run("signed_call")
    assert panel._path.text() == "reports?x=1"
    assert fresh.focused is panel._path


def test_only_a_post_offers_an_idempotency_key(panel: SignedCallPanel) -> None:
    offered = {}
    for method in ("GET", "POST", "PATCH", "DELETE"):
        panel._method.setCurrentText(method)
        offered[method] = (not panel._key.isHidden(), panel._key.isChecked())
    assert offered == {
        "GET": (False, False),
        "POST": (True, True),
        "PATCH": (False, False),
        "DELETE": (False, False),
    }


def test_a_call_of_the_past_goes_with_a_key_whatever_was_chosen_before(
    panel: SignedCallPanel,
) -> None:
    panel._method.setCurrentText("POST")
    panel._key.setChecked(False)
    panel.put(Wanted("POST", "charges", "{}", idempotency=True, simulation="SoftDeclined"))
    assert panel._wanted() == Wanted("POST", "charges", "{}", True, "SoftDeclined")
    panel.put(Wanted("DELETE", "charges/C/cancel"))
    assert panel._wanted() == Wanted("DELETE", "charges/C/cancel")
