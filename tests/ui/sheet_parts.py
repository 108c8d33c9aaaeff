"""A window over a wire that counts, with the sheets of live payments."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QMainWindow, QPushButton, QVBoxLayout, QWidget

from apay_console.ui import wiring
from apay_console.ui.commands import Commands
from apay_console.ui.live_sheet import LiveSheets, MoneySheet
from tests.presenters.live_parts import Counter, counter, open_sale
from tests.ui.hands import shown

__all__ = ["counter"]

LEFT = Qt.MouseButton.LeftButton
ENTERS = [Qt.Key.Key_Return, Qt.Key.Key_Enter]

WITH = [
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.KeypadModifier,
]


class Window(QMainWindow):
    """As the console's window: a field, the primary button, the commands, and the sheets."""

    def __init__(self, counter: Counter, theme) -> None:
        super().__init__()
        self.resize(1024, 680)
        centre = QWidget()
        column = QVBoxLayout(centre)
        self.field, self.primary = QLineEdit(), QPushButton("Send")
        column.addWidget(self.field)
        column.addWidget(self.primary)
        self.setCentralWidget(centre)
        self.commands = Commands(self)
        self.sheets = LiveSheets(self, theme, counter.desk, counter.courier.live)
        self.commands.connect_to(act=counter.courier.act, unlock=self.sheets.open_lock)
        self.primary.clicked.connect(lambda: self.commands.run("act"))
        counter.desk.command_wanted.connect(self.commands.run)
        counter.desk.shown.connect(lambda state: wiring.enable(self.commands, state))


@pytest.fixture
def window(counter, theme, qtbot) -> Window:
    window = Window(counter, theme)
    shown(window, qtbot)
    window.primary.setFocus()
    counter.desk.put(open_sale())
    return window


def key(window: QWidget, which: Qt.Key, modifier=WITH[0]) -> None:
    """Press a key as a keyboard does: shortcuts first, then whoever has the focus."""
    QTest.keyClick(window.windowHandle(), which, modifier)


def sent(counter: Counter, qtbot) -> list[str]:
    counter.settle(qtbot)
    return counter.wire.writes


@pytest.fixture
def unlock(window):
    window.primary.click()
    assert window.sheets.unlock.isVisible()
    return window.sheets.unlock


@pytest.fixture
def money(counter, window) -> MoneySheet:
    """The sheet, asking about an update."""
    counter.unlock()
    window.primary.click()
    assert window.sheets.money.isVisible()
    return window.sheets.money
