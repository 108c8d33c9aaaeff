"""What is not needed for the first sight of the window begins after it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from apay_console.ui import first_paint
from apay_console.ui.first_paint import FirstPaint


class Paints(QObject):
    """Keeps what happens to a widget."""

    def __init__(self, happened: list[str]) -> None:
        super().__init__()
        self.happened = happened

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Paint:
            self.happened.append("painted")
        return super().eventFilter(watched, event)


def test_it_comes_once_and_after_the_window_was_painted(qtbot: QtBot) -> None:
    window, happened = QWidget(), []
    qtbot.addWidget(window)
    paints = Paints(happened)
    window.installEventFilter(paints)
    window.show()
    first = FirstPaint(window)
    first.came.connect(lambda: happened.append("came"))
    with qtbot.waitSignal(first.came):
        pass
    window.hide()
    window.show()
    qtbot.waitUntil(lambda: happened.count("painted") > 1)
    assert happened[:2] == ["painted", "came"]
    assert happened.count("came") == 1


def test_a_window_that_nobody_can_see_does_not_hold_it_up(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(first_paint, "_PATIENCE_MS", 10)
    window = QWidget()
    qtbot.addWidget(window)
    with qtbot.waitSignal(FirstPaint(window).came):
        pass
