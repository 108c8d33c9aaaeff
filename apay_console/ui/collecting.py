"""Python's collector, kept on the interface's thread.

Left to itself it runs on whichever thread allocates, and a Qt object that it frees on the network's
thread stops its timers from there, which Qt forbids.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

_EVERY_MS = 250  # often, so that each time little is left to look at
_SETTLED_MS = 2_000


class Collector(QObject):
    """Collects when enough has gathered, as Python would, but only here.

    What the start brings is here to stay; once it is set aside, collecting takes milliseconds.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY_MS)
        self._timer.timeout.connect(self.collect)
        QTimer.singleShot(_SETTLED_MS, self, self.settle)

    def settle(self) -> None:
        """Set aside what is here by now, and look at what comes after it."""
        gc.freeze()
        self._timer.start()

    def collect(self) -> int:
        """Collect what is due; say how much was freed."""
        return collect_due()

    def stop(self) -> None:
        """Leave collecting to Python again."""
        self._timer.stop()
        gc.unfreeze()
        gc.enable()


def collect_due() -> int:
    """Collect the oldest generation that is due, on this thread; say how much was freed."""
    due = [
        generation
        for generation, (count, most) in enumerate(
            zip(gc.get_count(), gc.get_threshold(), strict=True)
        )
        if most and count > most  # 0: never by itself
    ]
    return gc.collect(max(due)) if due else 0
