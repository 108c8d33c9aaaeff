"""Notes in the log where the window's thread stands when it does not react.

Whoever lets go of a frame last frees all that it held, and Qt's objects may be freed by the
window's thread alone. So the frames that were looked at stay here until that thread goes on.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from time import monotonic
from types import FrameType

from PySide6.QtCore import QObject, QTimer

from apay_console import log

LONGEST_S = 0.25
_EVERY_MS = 50
Told = Callable[[int, FrameType | None], object]


class Watchdog(QObject):
    """A timer says that the window's thread goes on; a thread of its own looks at when it did."""

    def __init__(
        self,
        parent: QObject,
        *,
        told: Told = log.frozen,
        clock: Callable[[], float] = monotonic,
    ) -> None:
        super().__init__(parent)
        self._told, self._clock = told, clock
        self._watched = threading.get_ident()
        self._seen = clock()
        self._noted = -1.0  # the beat after which the window stood still; each is told of once
        self._held: list[FrameType] = []
        self._looks = threading.Lock()
        self._over = threading.Event()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._beat)
        self._timer.start(_EVERY_MS)
        threading.Thread(target=self._watch, name="watchdog", daemon=True).start()

    def stop(self) -> None:
        """Watch no more; call before the application goes."""
        self._timer.stop()
        self._over.set()
        self._let_go()

    def _beat(self) -> None:
        self._seen = self._clock()
        if self._held:
            self._let_go()

    def _let_go(self) -> None:
        """Free the frames, on the thread that they are of."""
        if self._looks.acquire(blocking=False):
            self._held.clear()
            self._looks.release()

    def _watch(self) -> None:
        while not self._over.wait(self._left()):
            self.look()

    def _left(self) -> float:
        """How long it is until the next look makes sense."""
        left = self._seen + LONGEST_S - self._clock()
        return left if left > 0 else LONGEST_S

    def look(self) -> None:
        """Tell where the window's thread stands, if that is for too long."""
        seen = self._seen
        away = self._clock() - seen
        if away > LONGEST_S and seen != self._noted:
            self._noted = seen
            with self._looks:
                self._tell(round(away * 1000))

    def _tell(self, ms: int) -> None:
        frame = sys._current_frames().get(self._watched)  # noqa: SLF001 - this is how it is asked
        self._held.extend(_outwards(frame))
        self._told(ms, frame)


def _outwards(frame: FrameType | None) -> list[FrameType]:
    found = []
    while frame is not None:
        found.append(frame)
        frame = frame.f_back
    return found
