"""The buyer pays in the window, on the real page, by keys alone."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from apay_console.ui.browser.buyers_tab import BuyersTab
from tests.test_window_keyboard_walk import fill_in
from tests.ui.visits import QUIET
from tests.window_keys import go, press
from tests.window_parts import Shop, fresh, quick, until

__all__ = ["fresh", "quick"]

pytestmark = QUIET
_MOST_STOPS = 40
_ACTIVE = """
[...document.querySelectorAll("*")].indexOf(document.activeElement)
+ " " + (document.activeElement?.value || "page")
"""


def test_the_buyer_pays_in_the_window_by_keys(buyers: Any, fresh: Shop) -> None:
    fill_in(fresh)
    press(fresh, "Ctrl+Return")
    shown = fresh.window.page.answer.page
    until(lambda: shown.browser and shown.browser.windows.current, "the buyer's page")
    until(lambda: active(shown), "what is in it")
    go(fresh, "Address of this page")
    for _ in range(_MOST_STOPS):
        if active(shown).endswith(" approve"):
            break
        tab(fresh, shown)
    assert active(shown).endswith(" approve")
    fresh.key(Qt.Key.Key_Return)
    until(lambda: fresh.state.sale.buyer_back, "the buyer")
    fresh.settle()
    assert "Completed" in fresh.notice
    assert fresh.focused is fresh.window.page.answer.tree.tree


def tab(shop: Shop, shown: BuyersTab) -> None:
    """Press Tab; the page, which is another program, may take a moment to follow."""
    before = active(shown)
    shop.key(Qt.Key.Key_Tab)
    for _ in range(10):
        if active(shown) != before:
            return
        QTest.qWait(20)


def active(tab: BuyersTab) -> str:
    """What has the keyboard in the page, as the page itself tells; empty before it is there."""
    view = tab.browser.windows.current if tab.browser else None
    if view is None or view.own.isLoading():
        return ""
    answers: list[object] = []
    view.own.runJavaScript(_ACTIVE, 0, answers.append)
    until(lambda: answers, "what the page tells")
    return str(answers[0])
