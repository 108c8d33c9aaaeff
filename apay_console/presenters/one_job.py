"""One piece of work at a time, which says when it takes long and can be given up."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from apay_console.jobs import Job, Runner

PATIENCE_MS = 5000


class OneJob(QObject):
    """Runs work for a presenter; what is begun while other work runs is not begun at all."""

    busy_changed = Signal(bool)
    waiting_changed = Signal(bool)  # it takes long: something else is to answer first

    def __init__(self, runner: Runner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._runner = runner
        self._job: Job | None = None
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE_MS)
        self._patience.timeout.connect(self._on_patience_ended)

    @property
    def is_busy(self) -> bool:
        """Whether work is under way."""
        return self._job is not None

    def start(
        self,
        work: Coroutine[Any, Any, Any],
        done: Callable[[Any], None],
        failed: Callable[[BaseException], None],
    ) -> None:
        """Begin work; a cancelled one ends in `failed`."""
        if self._job is not None:
            work.close()
            return
        self._job = self._runner.run(
            work,
            owner=self,
            done=lambda found: self._end(done, found),
            failed=lambda error: self._end(failed, error),
        )
        self._patience.start()
        self.busy_changed.emit(True)

    def cancel(self) -> None:
        """Give up; what comes late is dropped."""
        if self._job is not None:
            self._job.cancel()

    def _end(self, then: Callable[[Any], None], found: Any) -> None:
        self._job = None
        self._patience.stop()
        self.waiting_changed.emit(False)
        self.busy_changed.emit(False)
        then(found)

    def _on_patience_ended(self) -> None:
        self.waiting_changed.emit(True)
