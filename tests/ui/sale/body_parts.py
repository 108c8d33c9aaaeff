"""The request's body as text, over its form."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QPushButton

from apay_console.presenters.sale.state.steps import edited_json
from apay_console.ui.parts.text import PlainLabel
from apay_console.ui.parts.widgets import Area
from apay_console.ui.sale.body_sheet import BodySheet
from tests.sale_parts import MISSING, opened
from tests.ui.hands import shown


class Shown:
    """The sheet over a sale, with typing taken in as the console does."""

    def __init__(self, sheet: BodySheet) -> None:
        self.sheet = sheet
        self.state = opened(missing=MISSING)
        sheet.edited.connect(self.take)
        self.show(self.state)

    def take(self, text: str) -> None:
        self.show(edited_json(self.state, text))

    def show(self, state) -> None:
        self.state = state
        self.sheet.show_state(state)

    @property
    def text(self) -> Area:
        return self.sheet.findChild(Area)

    @property
    def words(self) -> list[str]:
        labels = self.sheet.findChildren(PlainLabel)
        return [label.text() for label in labels[1:] if label.isVisible()]

    @property
    def rename(self) -> QPushButton:
        return self.sheet.findChild(QPushButton)


@pytest.fixture
def body(qtbot, theme):
    sheet = BodySheet(theme)
    sheet.resize(408, 500)
    return Shown(shown(sheet, qtbot))
