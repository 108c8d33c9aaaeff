"""Open the real window on a screen of a given size, print as JSON where it and its buttons stand.

    python -m tests.screen_program 1366 768

The platform is offscreen with one screen of that size; the data folder is the environment's.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from pathlib import Path

from PySide6.QtCore import QRect, QTimer
from PySide6.QtWidgets import QAbstractButton, QAbstractScrollArea, QWidget

from apay_console import __main__, cli
from apay_console.presenters.console import Console
from apay_console.ui import main_window


class ReportingWindow(main_window.MainWindow):
    """Window that reports its geometry once the first answer is shown, and closes."""

    def serve(self, console: Console) -> None:
        super().serve(console)
        console.desk.shown.connect(self._report_answer)

    def _report_answer(self) -> None:
        state = self._console.desk.state
        if state is not None and state.exchanges:
            self._console.desk.shown.disconnect(self._report_answer)
            QTimer.singleShot(0, self._report)

    def _report(self) -> None:
        screen = self.screen().availableGeometry()
        outside = [_name(one) for one in self._buttons() if not screen.contains(_on_screen(one))]
        found = {
            "screen": _numbers(screen),
            "frame": _numbers(self.frameGeometry()),
            "outside": outside,
            "buttons": len(self._buttons()),
            "maximized": self.isMaximized(),
        }
        sys.stdout.write(json.dumps(found))
        sys.stdout.flush()
        self.close()

    def _buttons(self) -> list[QAbstractButton]:
        found = self.findChildren(QAbstractButton)
        return [one for one in found if one.isVisible() and not _scrolls(one)]


def _scrolls(widget: QWidget) -> bool:
    parent = widget.parentWidget()
    while parent is not None:
        if isinstance(parent, QAbstractScrollArea):
            return True
        parent = parent.parentWidget()
    return False


def _on_screen(widget: QWidget) -> QRect:
    return QRect(widget.mapToGlobal(widget.rect().topLeft()), widget.size())


def _numbers(rect: QRect) -> list[int]:
    return [rect.x(), rect.y(), rect.width(), rect.height()]


def _name(button: QAbstractButton) -> str:
    return button.accessibleName() or button.text() or button.objectName()


def main(width: int, height: int) -> int:
    """Open the window on such a screen; the exit code is the program's."""
    screen = {"name": "test", "x": 0, "y": 0, "width": width, "height": height, "dpr": 1}
    with tempfile.TemporaryDirectory() as folder:
        screens = Path(folder) / "screens.json"
        screens.write_text(json.dumps({"screens": [screen]}), encoding="utf-8")
        os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={screens}"
        main_window.MainWindow = ReportingWindow  # type: ignore[misc]
        return __main__._open_window(cli.Look())


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2])))
