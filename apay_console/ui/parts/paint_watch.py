"""How long it takes from an answer's arrival in the window until it is painted."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from time import perf_counter

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget

_MOST = 200  # as many as the list of a sale shows


class PaintWatch(QObject):
    """Watches one widget for a single painting at a time; nothing is kept on disk."""

    def __init__(self, watched: QWidget, timer: Callable[[], float] = perf_counter) -> None:
        super().__init__(watched)
        self._watched = watched
        self._timer = timer
        self._begun = 0.0
        self._key: Hashable = None
        self._known: dict[Hashable, float] = {}
        self._after = QTimer(self)
        self._after.setSingleShot(True)
        self._after.timeout.connect(self._end)

    def begin(self, key: Hashable) -> None:
        """From now on until the widget is painted next; what is not in sight is not measured."""
        self._forget()
        if self._watched.isVisible():
            self._key, self._begun = key, self._timer()
            self._watched.installEventFilter(self)
            self._watched.update(0, 0, 1, 1)  # an answer that changes nothing is painted, too

    def ms(self, key: Hashable) -> float | None:
        """How long it took; None where it was not measured."""
        return self._known.get(key)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            self._watched.removeEventFilter(self)
            self._after.start(0)  # by then it is painted
        elif event.type() == QEvent.Type.Hide:
            self._forget()
        return super().eventFilter(watched, event)

    def _end(self) -> None:
        self._known[self._key] = (self._timer() - self._begun) * 1000
        while len(self._known) > _MOST:
            del self._known[next(iter(self._known))]

    def _forget(self) -> None:
        self._after.stop()
        self._watched.removeEventFilter(self)
