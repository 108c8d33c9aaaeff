"""Wherever the keyboard is can be seen: every kind of button looks otherwise with it."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import (
    QAbstractButton,
    QCheckBox,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from apay_console.ui.parts.theme import DARK, LIGHT, Theme
from tests.ui.hands import settled, shown

PUSHED = ("primary", "danger", "secondary", "ghost", "flat", "disclosure", "task", "more")
KINDS = [*((QPushButton, kind) for kind in PUSHED), (QToolButton, ""), (QToolButton, "secondary")]
LEAST = 40  # pixels that differ; a frame around the smallest button has more


def differing(first: QImage, second: QImage) -> int:
    places = ((x, y) for x in range(first.width()) for y in range(first.height()))
    return sum(first.pixel(*place) != second.pixel(*place) for place in places)


def looks(button: QAbstractButton, qtbot: QtBot) -> tuple[QImage, QImage]:
    """The button without and with the keyboard; it may not move meanwhile."""
    window, other = QWidget(), QCheckBox("other")
    window.setObjectName("request")
    column = QVBoxLayout(window)
    column.addWidget(other)
    column.addWidget(button)
    shown(window, qtbot)
    other.setFocus()
    before, place = settled(button).grab().toImage(), button.geometry()
    button.setFocus()
    assert button.hasFocus()
    after = settled(button).grab().toImage()
    assert button.geometry() == place
    return before, after


@pytest.mark.parametrize("scheme", [LIGHT, DARK])
@pytest.mark.parametrize(("make", "kind"), KINDS)
def test_every_kind_of_button_shows_the_keyboard(
    theme: Theme, qtbot: QtBot, make: type[QAbstractButton], kind: str, scheme: str
) -> None:
    theme.choose(scheme)
    button = make()
    button.setText("Restore")
    button.setProperty("kind", kind)
    before, after = looks(button, qtbot)
    assert differing(before, after) >= LEAST


def test_nothing_is_drawn_inside_the_frame(theme: Theme, qtbot: QtBot) -> None:
    button = QPushButton("Restore")
    button.setProperty("kind", "secondary")
    before, after = looks(button, qtbot)
    inner = before.rect().adjusted(4, 4, -4, -4)
    assert differing(before.copy(inner), after.copy(inner)) == 0
