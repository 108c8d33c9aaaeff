"""The end of Qt, in an order of its own, while Python can still answer it.

A Qt object with a Python part that outlives the interpreter calls into it from the exit handlers of
the C library and ends the process with a segmentation fault.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from apay_console import hooks
from apay_console.ui.parts.copying import take_back


def shut_down(application: QApplication) -> None:
    """Delete the windows, what only cycles still hold, and last the application itself.

    Call it on the application's thread, with its loops and its workers ended.
    """
    take_back()
    for widget in application.topLevelWidgets():
        widget.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.unfreeze()
    gc.collect()
    hooks.leave_qt()
    application.shutdown()
