"""Notes in the log where the window's thread stands when it does not react.

The interpreter itself writes down where it stands. Whoever held a frame meanwhile could be the
last to let go of it, and free a painter too late or Qt's objects on another thread.
"""

from __future__ import annotations

import faulthandler
import re
import threading
from collections.abc import Callable
from contextlib import suppress
from tempfile import TemporaryFile
from time import monotonic

from PySide6.QtCore import QObject, QTimer

from apay_console import log

LONGEST_S = 0.25
_EVERY_MS = 125  # each beat wakes a program at rest; what stands for half as long may be told too
_THREAD = re.compile(r"hread 0x([0-9a-f]+).*\n((?:  .*\n)*)")  # its number, and its frames
Told = Callable[[int, list[str]], object]


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
        self._over = threading.Event()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._beat)
        self._timer.start(_EVERY_MS)
        threading.Thread(target=self._watch, name="watchdog", daemon=True).start()

    def stop(self) -> None:
        """Watch no more; call before the application goes."""
        self._timer.stop()
        self._over.set()

    def _beat(self) -> None:
        self._seen = self._clock()

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
            self._told(round(away * 1000), where(self._watched))


def where(thread: int) -> list[str]:
    """Name where a thread of this process stands, the outermost first; nothing on a full disk."""
    found = (frames for number, frames in _THREAD.findall(_written()) if int(number, 16) == thread)
    return log.frames_told(next(found, ""))[::-1]


def _written() -> str:
    """Have the interpreter write where all threads stand."""
    with suppress(OSError), TemporaryFile() as file:
        faulthandler.dump_traceback(file)
        file.seek(0)
        return file.read().decode("utf-8", "replace")
    return ""
