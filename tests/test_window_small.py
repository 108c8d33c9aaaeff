"""In the smallest window nothing that is said takes room from what is beside it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton, QTabBar, QToolButton

from apay_console.ui.parts.theme import DARK, LIGHT
from apay_console.ui.parts.widgets import Combo
from tests.window_parts import CTRL, Shop, quick, shop

__all__ = ["quick", "shop"]

REQUEST = 412  # pixels; the answer has the rest


@pytest.fixture(autouse=True)
def small(shop: Shop) -> Iterator[None]:
    shop.window.resize(1024, 680)
    QApplication.processEvents()
    yield
    shop.window.page.side.close_panel()
    shop.window.history.leave()


def settle(shop: Shop) -> None:
    shop.settle()
    QApplication.processEvents()


def test_the_request_leaves_the_answer_its_room(shop: Shop) -> None:
    request, answer = shop.window.page.request, shop.window.page.answer
    assert request.width() <= REQUEST
    shop.run("body")
    settle(shop)
    shop.key(Qt.Key.Key_A, CTRL)
    shop.paste('{"paymentDetails": {}}')
    settle(shop)
    assert request.width() <= REQUEST
    shop.run("body")
    shop.run("discard")
    tabs = answer.findChild(QTabBar, "answerTabs")
    assert tabs is not None
    assert not any(one.isVisible() for one in tabs.findChildren(QToolButton))


@pytest.mark.parametrize("panel", ["paste_in", "doctor", "signed_call"])
def test_a_panel_leaves_the_answer_its_room_too(shop: Shop, panel: str) -> None:
    shop.run(panel)
    settle(shop)
    assert shop.window.page.side.width() <= REQUEST


def test_the_history_tells_what_was_done_and_names_its_filters(shop: Shop) -> None:
    shop.run("history")
    settle(shop)
    page = shop.window.history.page
    assert page.table.columnWidth(1) >= 130
    for combo in page.filters.findChildren(Combo):
        assert combo.elided(combo.currentText()) == combo.currentText()
    buttons = [one for one in page.head.findChildren(QPushButton) if one.isVisible()]
    assert buttons
    assert all(one.width() >= one.minimumSizeHint().width() for one in buttons)


def test_a_question_changes_its_colours_with_the_theme(shop: Shop) -> None:
    shop.run("history")
    settle(shop)
    bar = shop.window.history.page.bar
    shop.window._theme.choose(DARK)
    bar.tell("warn", "Look")
    dark = bar._icon.pixmap().toImage()
    shop.window._theme.choose(LIGHT)
    assert bar._icon.pixmap().toImage() != dark
    bar.close_bar()
