"""What is on the screen, held against what would be there if all were drawn anew."""

from __future__ import annotations

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QWidget

_PLAIN = QImage.Format.Format_RGB32


def is_up_to_date(window: QWidget) -> bool:
    """Whether nothing on the screen is left over from before."""
    for _ in range(2):  # what is laid out in one turn is painted in the next
        QApplication.processEvents()
    seen = window.screen().grabWindow(window.winId()).toImage()
    return seen.convertToFormat(_PLAIN) == window.grab().toImage().convertToFormat(_PLAIN)
