"""The page of the whole history in the real window, and hands for it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from tests.window_parts import CTRL

Key = Qt.Key


@pytest.fixture
def page(shop):
    """The history of a sale that was created, updated and read, with nothing narrowed."""
    if shop.state.needs:
        shop.fill_all()
        shop.send()
    while len(shop.state.exchanges) < 3:  # tests delete some
        shop.run("get")
    shop.window.history.leave()
    shop.key(Key.Key_H, CTRL)
    shop.settle()
    made = shop.window.history.page
    made.filters.reset()
    made.table.go_to(0)
    made.details.open_tab(0)
    made.table.setFocus()
    shop.settle()
    yield made
    shop.window.history.leave()


def did(page) -> list[str]:
    return [" ".join(row.split(" · ")[0].split()[1:]) for row in page.table.texts()]


def choose(shop, page, row: int) -> None:
    page.table.go_to(row)
    QApplication.processEvents()
    shop.settle()
