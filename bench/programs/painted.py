"""Ends the program when a window was painted for the first time, and says how large it is then."""

from __future__ import annotations

import os

from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtWidgets import QMainWindow


class FirstPaint(QObject):
    """Waits for the moment at which a person would see a window."""

    def __init__(self, window: QMainWindow) -> None:
        super().__init__(window)
        handle = window.windowHandle()
        assert handle is not None
        handle.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is not QEvent.Type.Expose:
            return False
        watched.removeEventFilter(self)
        QCoreApplication.sendEvent(watched, event)  # paints the whole window before it returns
        print(resident_mib(), flush=True)
        os._exit(0)  # what is done at a program's end is not asked here


def resident_mib() -> float:
    """Measure how much of this process is in memory now."""
    with open("/proc/self/statm", encoding="ascii") as told:  # noqa: PTH123 - no more imports
        pages = int(told.read().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20
