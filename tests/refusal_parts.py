"""Hands to type what will be refused."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from tests.window_parts import CTRL, SHIFT, shop

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
