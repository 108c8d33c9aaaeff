"""Copying a text; it is said aloud that it was done, for nothing in the window shows it."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from apay_console.ui.parts.announcing import announce


def copy(part: QWidget, text: str) -> None:
    """Put a text on the clipboard, and tell who does not see the button."""
    QGuiApplication.clipboard().setText(text)
    announce(part, QCoreApplication.translate("Copying", "Copied."))
