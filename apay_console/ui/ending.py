"""Ends the program in good order when a terminal or the system asks it to."""

from __future__ import annotations

import os
import signal
import sys

from PySide6.QtCore import QCoreApplication, QObject, QSocketNotifier, Signal
from PySide6.QtWidgets import QWidget

_SIGNALS = (signal.SIGINT, signal.SIGTERM)


class Ending(QObject):
    """Hears the signals; Qt's loop alone would not let Python hear any."""

    asked = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        if sys.platform == "win32":  # there Qt watches no pipes, and ends by itself
            return
        reading, writing = os.pipe()
        os.set_blocking(writing, False)
        signal.set_wakeup_fd(writing, warn_on_full_buffer=False)
        for name in _SIGNALS:
            signal.signal(name, lambda *_: None)
        notifier = QSocketNotifier(reading, QSocketNotifier.Type.Read, self)
        notifier.activated.connect(lambda: self._hear(reading))

    def _hear(self, reading: int) -> None:
        if set(os.read(reading, 64)) & set(_SIGNALS):
            self.asked.emit()


def end(window: QWidget) -> None:
    """Close the window and end, whatever else is open; what was typed is kept."""
    window.close()
    QCoreApplication.exit(0)
