"""The real program, from its first line to its first painted window."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication, QMainWindow

from apay_console import __main__ as program
from bench.programs.painted import FirstPaint


def _exec(_: QApplication) -> int:
    """Stand in for the application's loop, so that somebody watches the window."""
    found = next(one for one in QApplication.topLevelWidgets() if isinstance(one, QMainWindow))
    FirstPaint(found)
    return QCoreApplication.exec()


def main() -> int:
    """Start as `apay-console` does."""
    QApplication.exec = _exec  # type: ignore[method-assign, assignment]
    return program.main()


if __name__ == "__main__":
    main()
