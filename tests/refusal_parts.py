"""Hands to type what will be refused."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit

from apay_console.model.fields import Field
from apay_console.ui.parts.text import PlainLabel
from tests.window_parts import CTRL, SHIFT, Shop, shop

__all__ = ["shop"]


@pytest.fixture(autouse=True)
def _clean(shop):
    """Each test begins with the form as the first session left it."""
    yield
    if shop.window.page.request.sheet.isVisible():
        shop.key(Qt.Key.Key_Backspace, CTRL | SHIFT)
        shop.key(Qt.Key.Key_J, CTRL)
    shop.run("discard")
    assert not shop.state.draft


def line_of(shop: Shop, row: Field) -> QLineEdit:
    found = shop.cell(row).editor.inputs()[0]
    assert isinstance(found, QLineEdit)
    return found


def fill(shop: Shop, row: Field, text: str) -> None:
    """Paste into a field, in the place of what stood there."""
    shop.window.page.request.focus(row)
    shop.key(Qt.Key.Key_A, CTRL)
    shop.key(Qt.Key.Key_Delete)
    shop.paste(text)


def refusal(shop: Shop, row: Field) -> str:
    """What stands beside a field, or below it where it has no room; in sight, in any case."""
    QApplication.processEvents()
    cell = shop.cell(row)
    around = cell.parentWidget().findChildren(PlainLabel)
    seen = [label.text() for label in around if label.isVisible()]
    assert cell.remark.full in seen or any(cell.remark.full.startswith(t) for t in seen if t)
    return cell.remark.full


def assert_refused(shop: Shop, row: Field, before: list[str]) -> None:
    """Nothing was sent, and the keyboard is where the mistake is."""
    assert shop.exchanges == before
    assert shop.has_keyboard(row)
    assert shop.window.page.request.primary.isEnabled()  # pressing it goes to the first bad field
    assert str(shop.state.reason) == "1 to correct"
