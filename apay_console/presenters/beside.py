"""What takes longer than a frame, done beside the window's work."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject

from apay_console.jobs import Runner

T = TypeVar("T")


class Beside(QObject):
    """Works on another thread; of what is asked for, only the latest is told what came of it."""

    def __init__(self, runner: Runner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._runner = runner
        self._latest = 0

    def ask(self, work: Callable[[], T], found: Callable[[T], object]) -> None:
        """Begin; what was asked for before tells nothing any more."""
        self.give_up()
        number = self._latest

        def tell(what: T) -> None:
            if number == self._latest:
                found(what)

        self._runner.call(work, owner=self, done=tell)

    def give_up(self) -> None:
        """Want to hear of nothing that is under way."""
        self._latest += 1
