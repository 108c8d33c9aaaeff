"""Opens the window, says what stands in some fields, types something else there, and lives on."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from apay_console.model.catalogue.checkout_session import CHECKOUT_SESSION
from bench.stage import Stage, opened_on

FIELDS = ("noteToBuyer", "merchantStoreName", "customInformation")
_ROWS = [CHECKOUT_SESSION[f"merchantMetadata.{name}"] for name in FIELDS]


def main(folder: Path, text: str) -> None:
    """Say what is there after the last end, then type."""
    with opened_on(folder) as stage:
        print(json.dumps(_texts(stage)), flush=True)
        for row in _ROWS:
            stage.window.page.request.focus(row)
            _type(text)
        print("typed", flush=True)
        stage.app.exec()


def _texts(stage: Stage) -> list[str]:
    form = stage.window.page.request.form
    assert form is not None
    return [form.cell(row).editor.text() for row in _ROWS]


def _type(text: str) -> None:
    """Put a text in the place of what the field with the keyboard holds."""
    widget = QApplication.focusWidget()
    assert widget is not None
    QTest.keyClick(widget, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(widget, text)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
