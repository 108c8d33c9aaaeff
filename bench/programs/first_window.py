"""The real program, from its first line to its first painted window."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from apay_console import __main__ as program

if TYPE_CHECKING:  # the program decides when Qt is loaded
    from PySide6.QtWidgets import QApplication


def main() -> int:
    """Start as `apay-console` does; its own `_application` says when the application is there."""
    make = program._application

    def watched(look: Any) -> Any:
        app, theme = make(look)
        app.exec = lambda: _watch(app)  # type: ignore[method-assign] # for this run
        return app, theme

    program._application = watched
    return program.main()


def _watch(app: QApplication) -> int:
    """Stand in for the application's loop, so that somebody watches the window."""
    from PySide6.QtCore import QCoreApplication
    from PySide6.QtWidgets import QMainWindow

    from bench.programs.painted import FirstPaint

    windows = (one for one in app.topLevelWidgets() if isinstance(one, QMainWindow))
    FirstPaint(next(windows))
    return QCoreApplication.exec()


if __name__ == "__main__":
    main()
