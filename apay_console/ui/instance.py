"""One window for each data folder: a second start brings the first one forward."""

from __future__ import annotations

import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLockFile, QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalServer

_PATIENCE_MS = 2_000  # for a first one that is busy


class Instance(QObject):
    """This run of the program, beside others on the same folder."""

    called = Signal()  # somebody started the program once more

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._place = str(folder / "window")
        with suppress(OSError):  # whoever opens the data file says what is wrong with its folder
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._lock = QLockFile(str(folder / "lock"))
        self._lock.setStaleLockTime(0)  # it ends with the program that holds it, and no sooner
        self._server: QLocalServer | None = None

    def is_first(self) -> bool:
        """Whether no other run has this folder; where none can tell, this is the first."""
        failed = QLockFile.LockError.LockFailedError
        return self._lock.tryLock(0) or self._lock.error() is not failed

    def listen(self) -> None:
        """Hear of starts that come later."""
        from PySide6.QtNetwork import QLocalServer  # noqa: PLC0415 - after the first paint

        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._hear)
        if sys.platform != "win32":
            QLocalServer.removeServer(self._place)  # of a run that ended suddenly
        self._server.listen(self._place)

    def _hear(self) -> None:
        """Take the call and nothing else: what is said is not read."""
        while self._server is not None and (socket := self._server.nextPendingConnection()):
            socket.close()
            socket.deleteLater()
            self.called.emit()

    def call(self) -> bool:
        """Ask the first run to come forward; say whether it hears."""
        from PySide6.QtNetwork import QLocalSocket  # noqa: PLC0415 - as above

        socket = QLocalSocket()
        socket.connectToServer(self._place)
        return socket.waitForConnected(_PATIENCE_MS)


def bring_forward(window: QWidget) -> None:
    """Show a window before all others, as the person just asked for it."""
    window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
    window.raise_()
    window.activateWindow()
