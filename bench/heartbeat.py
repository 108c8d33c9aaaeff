"""How long the window does not react."""

from __future__ import annotations

from time import perf_counter

from PySide6.QtCore import QObject, Qt, QTimer


class Heartbeat(QObject):
    """Ticks every millisecond; counts, and keeps the longest time between two ticks."""

    def __init__(self) -> None:
        super().__init__()
        self.longest = 0.0  # seconds
        self.beats = 0
        self._last = 0.0
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)

    def start(self) -> None:
        """Begin anew."""
        self.longest, self._last = 0.0, perf_counter()
        self._timer.start(1)

    def stop(self) -> float:
        """End, and tell the longest gap in milliseconds."""
        self._tick()
        self._timer.stop()
        return self.longest * 1e3

    def _tick(self) -> None:
        now = perf_counter()
        self.beats += 1
        self.longest = max(self.longest, now - self._last)
        self._last = now
