"""What may tell of a buyer is behind a curtain, which a person lifts by itself."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from apay_console.ui.parts.curtain import Curtain
from apay_console.ui.parts.theme import DARK, LIGHT, Theme
from tests.ui.hands import shown


@pytest.fixture
def curtain(theme: Theme, qtbot: QtBot) -> Iterator[Curtain]:
    window, part = QWidget(), QLineEdit("Quill")
    made = Curtain(part, theme)
    column = QVBoxLayout(window)
    column.addWidget(made)
    column.addWidget(QLineEdit("elsewhere"))
    shown(window, qtbot)
    yield made
    theme.veil.draw(is_drawn=False)


def part_of(curtain: Curtain) -> QLineEdit:
    found = curtain.findChild(QLineEdit)
    assert isinstance(found, QLineEdit)
    return found


def test_p12_the_keyboard_stays_where_it_is_and_is_never_in_what_is_hidden(
    curtain: Curtain, theme: Theme
) -> None:
    curtain.setFocus()
    assert QApplication.focusWidget() is part_of(curtain)
    theme.veil.draw(is_drawn=True)
    assert QApplication.focusWidget() is curtain.button
    curtain.button.click()
    assert QApplication.focusWidget() is part_of(curtain)


def test_p12_a_keyboard_that_is_elsewhere_is_left_there(curtain: Curtain, theme: Theme) -> None:
    other = curtain.window().findChildren(QLineEdit)[-1]
    other.setFocus()
    theme.veil.draw(is_drawn=True)
    theme.veil.draw(is_drawn=False)
    assert QApplication.focusWidget() is other


def test_p12_it_falls_again_when_buyers_are_hidden_anew(curtain: Curtain, theme: Theme) -> None:
    for _ in range(2):
        theme.veil.draw(is_drawn=True)
        assert not part_of(curtain).isVisible()
        curtain.lift()
        assert part_of(curtain).isVisible()
        theme.veil.draw(is_drawn=False)
        assert part_of(curtain).isVisible()


def test_p12_what_tells_of_nobody_is_not_hidden(curtain: Curtain, theme: Theme) -> None:
    curtain.tell(tells=False)
    theme.veil.draw(is_drawn=True)
    assert part_of(curtain).isVisible()
    curtain.tell(tells=True)
    assert not part_of(curtain).isVisible()


def test_its_mark_follows_the_colours(curtain: Curtain, theme: Theme) -> None:
    light = curtain._icon.pixmap().toImage()
    theme.choose(DARK)
    assert curtain._icon.pixmap().toImage() != light
    theme.choose(LIGHT)
