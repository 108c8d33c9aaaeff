"""What happens to errors that nobody caught: they are logged, told, and the program goes on."""

from __future__ import annotations

import faulthandler
import logging
import re
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from apay_console import log
from apay_console.visible_text import print_text

if TYPE_CHECKING:
    from asyncio import AbstractEventLoop

    from PySide6.QtCore import QMessageLogContext, QtMsgType

CRASHES = "crash.txt"
Told = Callable[[str], object]  # takes the kind of an error, on any thread
_SPOT = re.compile(r"Q\w+::\w+")  # how Qt names its own functions in what it says
# What a sentence of Qt's may carry: quoted text, paths and addresses, long numbers.
_CARRIED = re.compile(r"\"[^\"]*\"|'[^']*'|\S*[/\\@]\S*|\w*\d{6,}\w*")
_told: list[Told] = []


def catch() -> None:
    """Take what Python would print, with all that is in it: from now on it goes to the log."""
    sys.excepthook = _raised
    threading.excepthook = lambda args: _caught(args.exc_value)
    sys.unraisablehook = lambda args: _caught(args.exc_value)


def listen(told: Told | None) -> None:
    """Say who is told of a mistake, besides the log; nobody, once the window is gone."""
    _told[:] = [told] if told else []


def _raised(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    if isinstance(error, KeyboardInterrupt):
        sys.__excepthook__(kind, error, trace)
    else:
        _caught(error)


def _caught(error: BaseException | None) -> None:
    if error is None or isinstance(error, SystemExit):
        return
    log.failed(error)
    say(f"apay-console: a mistake ({type(error).__name__}); the log says where")
    _tell(type(error).__name__)


def _tell(kind: str) -> None:
    """Tell it once: what goes wrong in telling is told to nobody, it is in the log."""
    told, _told[:] = _told[:], []
    try:
        for one in told:
            one(kind)
    finally:
        _told[:] = _told or told


def loop_failed(_: AbstractEventLoop, context: dict[str, Any]) -> None:
    """Take what an asyncio loop has to report; for its `set_exception_handler`.

    Who waits for an answer hears from the transport itself that there was no memory to read it.
    """
    error = context.get("exception")
    if not ("transport" in context and isinstance(error, MemoryError)):
        _caught(error)


def say(words: str) -> None:
    """Print a line where there is a terminal; a program without one has no such stream."""
    print_text(words, sys.stderr)


def catch_crashes(folder: Path) -> None:
    """Let a crash of the interpreter write where it was; what the last one wrote goes to the log.

    Python writes whole paths there, with the person's name in them, so it is not kept as it is.
    """
    with suppress(OSError):
        _take_over(folder / CRASHES)
        faulthandler.enable(log.open_private(folder / CRASHES))


def _take_over(path: Path) -> None:
    if not path.exists() or path.is_symlink():
        return
    text = path.read_text("utf-8", "replace")
    if text:
        log.crashed(log.frames_told(text))
        path.write_bytes(b"")


def hear_qt() -> None:
    """Take what Qt says: its place to the log, and to the terminal its words without data."""
    from PySide6.QtCore import qInstallMessageHandler  # noqa: PLC0415 - after the environment's check

    qInstallMessageHandler(_heard)


def leave_qt() -> None:
    """Let Qt speak for itself again, before Python ends under it."""
    from PySide6.QtCore import qInstallMessageHandler  # noqa: PLC0415 - as above

    qInstallMessageHandler(None)


def _heard(kind: QtMsgType, context: QMessageLogContext, words: str) -> None:
    category = context.category or "default"
    found = _SPOT.search(words)
    log.qt(_LEVELS.get(kind.name, logging.DEBUG), category, found[0] if found else "")
    if category != "js":  # what a page writes to its console is nobody's business
        say(_CARRIED.sub("…", words))


_LEVELS = {
    "QtWarningMsg": logging.WARNING,
    "QtCriticalMsg": logging.ERROR,
    "QtFatalMsg": logging.CRITICAL,
    "QtInfoMsg": logging.INFO,
}
