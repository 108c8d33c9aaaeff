"""Copying a text; it is said aloud that it was done, for nothing in the window shows it.

What may be about a buyer is copied for a short time: programs that keep what was copied are asked
not to, and it leaves the clipboard by itself.
"""

from __future__ import annotations

from uuid import uuid4

from PySide6.QtCore import QCoreApplication, QMimeData, QObject, QTimer
from PySide6.QtGui import QClipboard, QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from apay_console.ui.parts.announcing import announce

STAYS_MS = 30_000
_OURS = "application/x-apay-console-passing"  # others hint too, and clear what is theirs
_THIS_RUN = uuid4().bytes
_MODES = (QClipboard.Mode.Clipboard, QClipboard.Mode.Selection)
# Linux' desktops and Windows know these from password managers; Qt has no name for either.
HINTS = {
    "x-kde-passwordManagerHint": b"secret",
    'application/x-qt-windows-mime;value="ExcludeClipboardContentFromMonitorProcessing"': b"1",
}


class Passing(QObject):
    """Takes from one of the clipboard's selections what is to stay there a short time only.

    X11 has two: what is copied, and what is merely marked. Each has its own text and its own time.
    """

    def __init__(self, mode: QClipboard.Mode, application: QCoreApplication) -> None:
        super().__init__(application)
        self._mode, self._clipboard = mode, QGuiApplication.clipboard()
        self.timer = QTimer(self, singleShot=True, interval=STAYS_MS)
        self.timer.timeout.connect(self.take_off)
        self._clipboard.changed.connect(self._follow)
        application.aboutToQuit.connect(self.take_off)

    def _follow(self, mode: QClipboard.Mode) -> None:
        """Begin to count anew for what came; what others put there is none of ours."""
        if mode is self._mode:
            self.timer.start() if self._is_passing() else self.timer.stop()

    def _is_passing(self) -> bool:
        data = self._clipboard.mimeData(self._mode)
        return data is not None and data.hasFormat(_OURS) and data.data(_OURS).data() == _THIS_RUN

    def take_off(self) -> None:
        """Empty the selection, unless something else is there by now."""
        self.timer.stop()
        if self._is_passing():
            self._clipboard.clear(self._mode)


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
    data.setData(_OURS, _THIS_RUN)
    _keepers()
    return data


def take_back() -> None:
    """Empty each selection at the end; Qt would free what Python made after the interpreter."""
    for keeper in _keepers():
        keeper.take_off()


def _keepers() -> list[Passing]:
    application = QCoreApplication.instance()
    assert application is not None  # noqa: S101 - where there is a clipboard there is one
    made = application.findChildren(Passing)
    return made or [Passing(mode, application) for mode in _MODES]
