"""“Watch my shop” in the whole window: another program asks, and what it did is seen and said."""

from __future__ import annotations

import gc
import subprocess
import sys
import weakref
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QWidget

from apay_console.model.sale import Sale
from apay_console.ui.panels.shop_panel import REQUESTS, ShopPanel
from apay_console.ui.parts.why_button import WhyButton
from tests.sale_parts import AMOUNT
from tests.window_parts import CTRL, SHIFT, Shop, fresh, quick, shop, until
from tests.window_parts import opened as window_opened

__all__ = ["fresh", "quick", "shop"]


def opened(window: Shop) -> ShopPanel:
    """Open the panel with its keys."""
    window.key(Qt.Key.Key_W, CTRL | SHIFT)
    panel = window.window.page.side.panel("shop")
    assert isinstance(panel, ShopPanel)
    window.settle()
    return panel


def tab_to(window: Shop, wanted: QWidget) -> None:
    for _ in range(40):
        if window.focused is wanted:
            return
        window.key(Qt.Key.Key_Tab)
    raise AssertionError(f"Tab never comes to {wanted.accessibleName()}")


def save_key(window: Shop, panel: ShopPanel, path: Path) -> None:
    """Press “Save key file…”, and say where."""
    tab_to(window, panel.setup.save)
    window.key(Qt.Key.Key_Space)
    dialog = panel.findChild(QFileDialog)
    assert dialog is not None
    until(dialog.isActiveWindow, "the dialog")
    name = QApplication.focusWidget()
    assert isinstance(name, QLineEdit)
    name.setText(str(path))  # typed, the list of likely files would want a real screen
    QTest.keyClick(name, Qt.Key.Key_Return)
    window.window.activateWindow()
    window.settle()


def run(window: Shop, panel: ShopPanel, folder: Path, *, spoilt: bool) -> None:
    """Let the panel's own Python program ask, in a process of its own, until it is seen."""
    panel.setup.sdk.setCurrentText("Python")
    text = panel.setup.snippet.text()
    changed = text.replace("content or None, whole", 'content + b" ", whole')
    assert changed != text
    script = folder / "shop.py"
    script.write_text(changed if spoilt else text, "utf-8")
    ended: list[int] = []
    before = len(panel.requests.texts())
    window.parts.runner.call(
        lambda: subprocess.run([sys.executable, script], check=True, stdout=subprocess.DEVNULL),
        owner=panel,
        done=lambda done: ended.append(done.returncode),
    )
    until(lambda: bool(ended) and len(panel.requests.texts()) > before, "the shop's request")
    window.settle()


@dataclass
class Watched:
    """A shop that asked twice: once rightly, once with a body that changed after signing."""

    window: Shop
    panel: ShopPanel
    key_file: Path
    turned_to: int  # the panel's page after the first
    own: str  # the sale that lay on the desk meanwhile
    shops: Sale

    def open(self, key: Qt.Key) -> None:
        """Go to the first or the last request by keyboard, and open it."""
        if not self.window.window.page.side.name:
            self.window.run("shop")
        tab_to(self.window, self.panel.requests.rows)
        self.window.key(key)
        self.window.key(Qt.Key.Key_Return)
        self.window.settle()

    @property
    def said(self) -> str:
        return self.panel.requests.explained.text()

    @property
    def answer(self) -> str:
        return self.window.window.page.answer.line()


@pytest.fixture(scope="module")
def once(shop: Shop, tmp_path_factory: pytest.TempPathFactory) -> Watched:
    folder = tmp_path_factory.mktemp("merchant")
    path = folder / "shop key.pem"
    panel = opened(shop)
    save_key(shop, panel, path)
    run(shop, panel, folder, spoilt=False)
    turned_to, own = panel.tabs.currentIndex(), shop.state.sale.id
    shops = shop.parts.console.shelf.sales[0]
    run(shop, panel, folder, spoilt=True)
    return Watched(shop, panel, path, turned_to, own, shops)


@pytest.fixture
def watched(once: Watched) -> Iterator[Watched]:
    yield once
    once.window.run("session_tab")


WRONG, RIGHT = Qt.Key.Key_Home, Qt.Key.Key_End


def test_the_shops_key_is_written_where_the_person_says(watched: Watched) -> None:
    assert watched.key_file.read_text().startswith("-----BEGIN PRIVATE KEY-----")
    assert watched.panel.setup.strip.text().startswith("Saved.")
    assert str(watched.key_file) in watched.panel.setup.file.text()


def test_what_another_program_asks_appears_by_itself_and_disturbs_nothing(watched: Watched) -> None:
    assert watched.turned_to == REQUESTS
    assert watched.shops.from_shop
    assert watched.shops.state == "Open"
    assert watched.shops.id != watched.own
    said = "\n".join(watched.window.window.page.sales.texts())
    assert "Signature right, 201 · your shop" in said
    assert "Signature wrong. The body was written anew" in said


def test_each_request_has_its_verdict_newest_first(watched: Watched) -> None:
    wrong, right = watched.panel.requests.texts()
    assert "\nSignature wrong. The body was written anew after signing." in wrong
    assert right.endswith("\nSignature right, 201.")


def test_a_request_opens_like_any_other_exchange(watched: Watched) -> None:
    watched.open(RIGHT)
    assert watched.window.state.sale.id == watched.shops.id
    assert watched.answer.startswith("POST · 201")
    assert watched.said.startswith("Signature right, 201.")
    assert watched.panel.requests.rows.hasFocus()


def test_a_refusal_is_explained_on_both_sides(watched: Watched) -> None:
    watched.open(WRONG)
    assert watched.answer.startswith("POST · 403")
    assert "POST /v2/checkoutSessions" in watched.said
    assert "in line 12 of the canonical request" in watched.said
    assert "403 InvalidRequestSignature\nUnable to verify signature" in watched.said
    assert "What to change\nLet line 12 of the canonical request be the same" in watched.said


def test_a_refusal_is_said_once_beside_the_request_or_above_the_panes(watched: Watched) -> None:
    watched.open(WRONG)
    assert watched.window.notice == ""
    watched.window.key(Qt.Key.Key_Escape)
    assert watched.window.notice.startswith("Your shop: Signature wrong.")


def test_the_explanation_leads_to_what_was_signed(watched: Watched) -> None:
    watched.open(WRONG)
    watched.window.click(watched.panel.requests.explained.comparer)
    assert watched.window.window.page.answer.signature.isVisible()


def test_a_refusal_has_its_why_beside_it_and_f1_says_the_same(watched: Watched) -> None:
    watched.open(WRONG)
    (why,) = watched.panel.requests.explained.findChildren(WhyButton)
    watched.window.click(why)
    found = watched.window.window.sheets.why
    title = found.accessibleName()
    assert title == "Amazon could not verify the signature"
    watched.window.key(Qt.Key.Key_Escape)
    watched.window.key(Qt.Key.Key_F1)
    assert found.accessibleName() == title
    watched.window.key(Qt.Key.Key_Escape)


def test_a_need_leads_from_the_panel_back_to_the_form(fresh: Shop) -> None:
    opened(fresh)
    fresh.click(fresh.chip("ChargeAmountNotSet"))
    assert fresh.window.page.side.name == ""
    assert fresh.has_keyboard(AMOUNT)


def test_a_sale_that_is_opened_leaves_the_keyboard_in_the_panel(fresh: Shop) -> None:
    panel = opened(fresh)
    fresh.parts.console.shelf.begin(None)
    fresh.settle()
    assert panel.isAncestorOf(fresh.focused)


def test_the_window_dies_with_its_panel(qapp: QApplication, tmp_path: Path, quick: None) -> None:
    with window_opened(qapp, tmp_path) as made:
        made.start()
        panel = opened(made)
        left = [weakref.ref(part) for part in (made.window, panel, panel.setup._shop)]
        del panel
    del made
    gc.collect()
    until(lambda: not any(part() for part in left), "the end of the window")
