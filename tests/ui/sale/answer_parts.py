"""The answer's pane in a window."""

from __future__ import annotations

import pytest

from apay_console.ui.parts.text import PlainLabel
from apay_console.ui.sale.answer_pane import AnswerPane
from tests.ui.sale.pane_frames import framed


@pytest.fixture
def window(qtbot, theme):
    return framed(AnswerPane, theme, qtbot, 752, 600)


@pytest.fixture
def pane(window):
    return window.pane


def words(pane: AnswerPane) -> list[str]:
    found = pane.findChildren(PlainLabel)
    return [label.text() for label in found if label.isVisible() and label.text()]
