"""The moment at which a window can be seen: what is not needed for it is loaded after it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

_PATIENCE_MS = 2_000  # a window that is opened as an icon is not painted for as long as it is one


class FirstPaint(QObject):
    """Tells once that a window which was just shown has been painted."""

    came = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._late = QTimer(self)
        self._late.setSingleShot(True)
        self._late.timeout.connect(self.came)
        self._late.start(_PATIENCE_MS)
        handle = window.windowHandle()
        if handle is not None:
            handle.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Expose:
            watched.removeEventFilter(self)
            self._late.start(0)  # the window is painted while this event is dealt with
        return super().eventFilter(watched, event)
