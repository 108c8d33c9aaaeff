"""Copying a text; it is said aloud that it was done, for nothing in the window shows it.

What may be about a buyer is copied for a short time: programs that keep what was copied are asked
not to, and it leaves the clipboard by itself.
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QMimeData, QObject, QTimer
from PySide6.QtGui import QClipboard, QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from apay_console.ui.parts.announcing import announce

STAYS_MS = 30_000
# Linux' desktops and Windows know these from password managers; Qt has no name for either.
HINTS = {
    "x-kde-passwordManagerHint": b"secret",
    'application/x-qt-windows-mime;value="ExcludeClipboardContentFromMonitorProcessing"': b"1",
}


class Passing(QObject):
    """A text that leaves the clipboard after a while and at the end, if it is still there."""

    def __init__(self, application: QCoreApplication) -> None:
        super().__init__(application)
        self._text = ""
        self.timer = QTimer(self, singleShot=True, interval=STAYS_MS)
        self.timer.timeout.connect(self.take_off)
        application.aboutToQuit.connect(self.take_off)

    def hold(self, text: str) -> None:
        """Begin to count for a text that is about to be copied."""
        self._text = text
        self.timer.start()

    def take_off(self) -> None:
        """Empty the clipboard, unless something else was copied meanwhile."""
        self.timer.stop()
        text, self._text = self._text, ""
        clipboard = QGuiApplication.clipboard()
        if text and clipboard.text() == text:
            clipboard.clear()


class ReadView(QPlainTextEdit):
    """Text from outside, to be read only; what is copied of it stays a short time too."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setReadOnly(True)

    def createMimeDataFromSelection(self) -> QMimeData:  # noqa: N802 - Qt's name
        return passing(self.textCursor().selection().toPlainText())


def copy(part: QWidget, text: str) -> None:
    """Put a text on the clipboard, and tell who does not see the button."""
    QGuiApplication.clipboard().setText(text)
    announce(part, QCoreApplication.translate("Copying", "Copied."))


def copy_briefly(part: QWidget, text: str) -> str:
    """The same for a text that is not to stay there; return the words that were said."""
    QGuiApplication.clipboard().setMimeData(passing(text))
    words = QCoreApplication.translate("Copying", "Copied for {time} seconds.")
    said = words.replace("{time}", str(STAYS_MS // 1000))
    announce(part, said)
    return said


def passing(text: str) -> QMimeData:
    """Make of a text what goes to the clipboard for a short time."""
    data = QMimeData()
    data.setText(text)
    for kind, value in HINTS.items():
        data.setData(kind, value)
    _keeper().hold(text)
    return data


def take_back() -> None:
    """Clear what Python made for the clipboard, which would free it after the interpreter ended."""
    clipboard = QGuiApplication.clipboard()
    for mode in (QClipboard.Mode.Clipboard, QClipboard.Mode.Selection):
        data = clipboard.mimeData(mode)
        if data is not None and any(data.hasFormat(hint) for hint in HINTS):
            clipboard.clear(mode)


def _keeper() -> Passing:
    application = QCoreApplication.instance()
    assert application is not None  # noqa: S101 - where there is a clipboard there is one
    return application.findChild(Passing) or Passing(application)
