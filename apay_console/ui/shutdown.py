"""The end of Qt, in an order of its own, while Python can still answer it.

A Qt object with a Python part that outlives the interpreter calls into it from the exit handlers of
the C library and ends the process with a segmentation fault.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QClipboard
from PySide6.QtWidgets import QApplication

from apay_console import hooks
from apay_console.ui.parts.copying import HINTS

_MODES = (QClipboard.Mode.Clipboard, QClipboard.Mode.Selection)


def shut_down(application: QApplication) -> None:
    """Delete the windows, what only cycles still hold, and last the application itself.

    Call it on the application's thread, with its loops and its workers ended.
    """
    for mode in _MODES:
        _clear(application.clipboard(), mode)
    for widget in application.topLevelWidgets():
        widget.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.unfreeze()
    gc.collect()
    hooks.leave_qt()
    application.shutdown()


def _clear(clipboard: QClipboard, mode: QClipboard.Mode) -> None:
    """Take back what Python made for the clipboard, which would free it after the interpreter."""
    data = clipboard.mimeData(mode)
    if data is not None and any(data.hasFormat(hint) for hint in HINTS):
        clipboard.clear(mode)
