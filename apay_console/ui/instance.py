"""One window for each data folder: a second start brings the first one forward."""

from __future__ import annotations

import os
import stat
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from time import sleep
from typing import TYPE_CHECKING

from PySide6.QtCore import QCryptographicHash, QLockFile, QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalServer

_PATIENCE_MS = 2_000  # for a first one that is busy
_TURNS, _TURN_S = 100, 0.01  # a start takes a thousandth of a second for what it does in its turn
_LONGEST = 90  # bytes of a socket's path: systems take 104 or 107, and Qt first makes a longer one


class Instance(QObject):
    """This run of the program, beside others on the same folder."""

    called = Signal()  # somebody started the program once more

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._place = _place(folder)
        with suppress(OSError):  # whoever opens the data file says what is wrong with its folder
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._folder = folder
        self._lock = QLockFile(str(folder / "lock"))
        self._lock.setStaleLockTime(0)  # it ends with the program that holds it, and no sooner
        self._server: QLocalServer | None = None

    def is_first(self) -> bool:
        """Whether no other run has this folder; where none can tell, this is the first."""
        failed = QLockFile.LockError.LockFailedError
        with _one_at_a_time(self._folder):
            return self._locks() or self._lock.error() is not failed

    def _locks(self) -> bool:
        """Take the lock, also one that nobody holds though its file seems to say so.

        A power cut may leave that file empty, and the number that it tells be another program's
        by now. Qt lets nobody remove it while it is held.
        """
        return self._lock.tryLock(0) or (
            self._lock.error() is QLockFile.LockError.LockFailedError
            and self._lock.removeStaleLockFile()
            and self._lock.tryLock(0)
        )

    def listen(self) -> None:
        """Hear of starts that come later, where there is a place for it."""
        if self._place is None:
            return
        from PySide6.QtNetwork import QLocalServer  # noqa: PLC0415 - after the first paint

        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._hear)
        if sys.platform != "win32":
            QLocalServer.removeServer(str(self._place))  # of a run that ended suddenly
        self._server.listen(str(self._place))

    def _hear(self) -> None:
        """Take the call and nothing else: what is said is not read."""
        while self._server is not None and (socket := self._server.nextPendingConnection()):
            socket.close()
            socket.deleteLater()
            self.called.emit()

    def call(self) -> bool:
        """Ask the first run to come forward; say whether it hears."""
        if self._place is None:
            return False
        from PySide6.QtNetwork import QLocalSocket  # noqa: PLC0415 - as above

        socket = QLocalSocket()
        socket.connectToServer(str(self._place))
        return socket.waitForConnected(_PATIENCE_MS)


@contextmanager
def _one_at_a_time(folder: Path) -> Iterator[None]:
    """Let starts at the same time try one after the other: none takes a lock just being made."""
    handle = None
    with suppress(OSError):  # as above
        handle = os.open(folder, os.O_RDONLY)
        _wait_turn(handle)
    try:
        yield
    finally:
        if handle is not None:
            os.close(handle)


def _wait_turn(handle: int) -> None:
    """Hold the folder; whoever holds it for long is no start of this program, and no reason."""
    if sys.platform == "win32":  # a file that is open cannot be removed there
        return
    import fcntl  # noqa: PLC0415 - Windows has none

    for _ in range(_TURNS):
        with suppress(BlockingIOError):
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return
        sleep(_TURN_S)


def _place(folder: Path) -> Path | None:
    """Where the first run of a folder hears the later ones; beside it, unless its path is long."""
    near = folder / "window"
    if sys.platform == "win32" or len(os.fsencode(near)) <= _LONGEST:
        return near
    own = _own_folder()
    return own and own / f"apay-console-{_short(folder)}"


def _short(folder: Path) -> str:
    """A folder's path in a few characters; by Qt, as Python's hashes load all of OpenSSL."""
    sha256 = QCryptographicHash.Algorithm.Sha256
    found = QCryptographicHash.hash(os.fsencode(folder.absolute()), sha256)
    return bytes(found.toHex().data()).decode("ascii")[:24]


def _own_folder() -> Path | None:
    """A folder with a short path that is this user's alone: the session's, or one made for it."""
    given = os.environ.get("XDG_RUNTIME_DIR", "")
    if given and len(os.fsencode(given)) <= _LONGEST - 40 and _is_private(Path(given)):
        return Path(given)
    made = Path(tempfile.gettempdir()) / f"apay-console-{os.geteuid()}"
    with suppress(OSError):
        made.mkdir(mode=0o700)
    return made if _is_private(made) else None  # somebody else took the name


def _is_private(folder: Path) -> bool:
    try:
        status = folder.lstat()
    except OSError:
        return False
    is_closed = not status.st_mode & (stat.S_IRWXG | stat.S_IRWXO)
    return stat.S_ISDIR(status.st_mode) and status.st_uid == os.geteuid() and is_closed


def bring_forward(window: QWidget) -> None:
    """Show a window before all others, as the person just asked for it."""
    window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
    window.raise_()
    window.activateWindow()
