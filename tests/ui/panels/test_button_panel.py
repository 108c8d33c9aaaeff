"""A buyer signs in behind a real button, in the real browser, and the new session is opened."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from apay_console.model.fields import ApiVersion
from apay_console.ui.panels.button_panel import ButtonPanel
from tests.ui.visits import QUIET
from tests.window_parts import Shop, fresh, quick, until

__all__ = ["fresh", "quick"]

pytestmark = QUIET
CLICK = "document.querySelector('button.apay-simulated').click(); 1"
SUBMIT = "document.forms[0].querySelector('button').click(); 1"


@pytest.fixture
def shop(buyers, fresh):
    return fresh


def run(shop: Shop, script: str) -> None:
    """Run a script in the page that is shown, once it answers."""
    answers: list[object] = []
    view = shop.window.page.answer.page.browser.windows.current
    view.own.runJavaScript(script, 0, answers.append)
    until(lambda: answers)


def path(shop: Shop) -> str:
    browser = shop.window.page.answer.page.browser
    view = browser.windows.current if browser else None
    return view.shown.path() if view and view.shown else ""


def has(shop: Shop, selector: str) -> bool:
    answers: list[object] = []
    view = shop.window.page.answer.page.browser.windows.current
    view.own.runJavaScript(f"!!document.querySelector('{selector}')", 0, answers.append)
    until(lambda: answers)
    return bool(answers[0])


@pytest.mark.parametrize("version", list(ApiVersion))
def test_from_the_button_to_the_open_session(shop: Shop, version: ApiVersion) -> None:
    shop.run(f"new_{version}")
    shop.run("button_page")
    before = {sale.id for sale in shop.parts.console.shelf.sales}
    panel = shop.window.page.side.panel("button_page")
    assert isinstance(panel, ButtonPanel)
    until(panel._open.isEnabled, "the offer")
    shop.click(panel._open)
    until(lambda: path(shop) == "/button" and has(shop, "button.apay-simulated"), "the button")
    run(shop, CLICK)
    until(lambda: path(shop) == "/signin" and has(shop, "form"), "the sign-in page")
    run(shop, SUBMIT)
    until(lambda: shop.state.sale.id not in before, "the new sale")
    shop.settle()
    assert shop.state.session is not None
    assert shop.state.session.buyer
    assert shop.state.session.version is version
    assert shop.exchanges[-1] == "get_session 200"


def test_the_snippet_follows_what_is_chosen(shop: Shop) -> None:
    shop.run("new_v2")
    shop.run("button_page")
    panel = shop.window.page.side.panel("button_page")
    assert isinstance(panel, ButtonPanel)
    until(panel._open.isEnabled, "the offer")
    shop.settle()
    assert '"productType": "PayAndShip"' in panel._snippet.text()
    panel._product.setFocus()
    shop.key(Qt.Key.Key_Down)
    until(lambda: '"productType": "PayOnly"' in panel._snippet.text(), "another snippet")
    shop.click(panel._copy)
