"""Following a JSONPath beside the window's work, the latest one only."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from apay_console.jobs import Runner
from apay_console.presenters.beside import Beside

if TYPE_CHECKING:
    from apay_console.presenters.json_path import Effort, Paths


class PathSearch(QObject):
    """Asks on another thread: a query over a huge answer takes longer than a frame."""

    def __init__(self, runner: Runner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._beside = Beside(runner, self)
        self._effort: Effort | None = None

    def ask(self, query: str, root: Any, found: Callable[[Paths], object]) -> None:
        """Find what a query names; what was asked before is given up."""
        from apay_console.presenters import json_path  # noqa: PLC0415 - only when asked for

        if self._effort is not None:
            self._effort.stop()
        effort = self._effort = json_path.Effort()
        self._beside.ask(lambda: json_path.find(query, root, effort), found)
