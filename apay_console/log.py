"""The program's log: what happened, in the fields of one list, and never what was in it.

A line holds when, how grave, who tells it, what happened, and fields. What others log, libraries
and Qt, is told by its place alone: their sentences may hold anything.
"""

from __future__ import annotations

import logging
import os
import re
import time
from collections import deque
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from types import FrameType, TracebackType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from io import TextIOWrapper
    from logging.handlers import RotatingFileHandler

FIELDS = ("method", "path", "status", "ms", "request_id", "outcome", "kind", "at")
FILE = "console.log"
SIZE, FILES = 1_000_000, 5
_OURS = "apay_console"
_MOST_LINES = 1_000  # in memory, for who looks at them in the window
_MOST_FRAMES = 40
_CHATTY = ("httpx", "httpcore")  # they log whole addresses and headers
# What a field's value is made of: no spaces, no quotes, nothing that could pass for a line.
_VALUE = re.compile(r"[\w./{}:<>-]{1,80}", re.ASCII)

# A frame as the interpreter writes it, with the whole path of its file.
_FRAME = re.compile(r'File "(?:.*[\\/])?([^"\\/]+)", line (\d+) in (\S+)')

_log = logging.getLogger(_OURS)


class Lines(logging.Handler):
    """The newest lines, kept in memory; this is all there is where no file can be written."""

    def __init__(self) -> None:
        super().__init__()
        self.setFormatter(_Formatter())
        self._kept: deque[str] = deque(maxlen=_MOST_LINES)

    def emit(self, record: logging.LogRecord) -> None:
        self._kept.append(self.format(record))

    def all(self) -> list[str]:
        """Give them, oldest first."""
        return list(self._kept)


class File(logging.Handler):
    """Five files of a megabyte in one folder; what cannot be written is in memory all the same."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.path = folder / FILE
        self.is_written = True
        self._file: RotatingFileHandler | None = None

    def emit(self, record: logging.LogRecord) -> None:
        self._file = self._file or self._opened()  # 10 ms, which the first paint need not wait for
        self._file.handle(record)

    def _opened(self) -> RotatingFileHandler:
        from logging.handlers import RotatingFileHandler  # noqa: PLC0415 - see above

        owner = self

        class Private(RotatingFileHandler):
            def _open(self) -> TextIOWrapper:
                return open_private(Path(self.baseFilename))

            def handleError(self, record: logging.LogRecord) -> None:  # noqa: ARG002, N802 - its own
                owner.is_written = False

        older = FILES - 1
        made = Private(self.path, maxBytes=SIZE, backupCount=older, encoding="utf-8", delay=True)
        made.setFormatter(_Formatter())
        return made

    def close(self) -> None:
        if self._file is not None:
            with suppress(OSError):  # what the disk did not take is lost
                self._file.close()
        super().close()


def open_private(path: Path) -> TextIOWrapper:
    """Open a file to add to, for its owner alone; a link in its place is not followed."""
    flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0)
    return open(os.open(path, flags, 0o600), "a", encoding="utf-8")  # noqa: PTH123 - of a number


class _Formatter(logging.Formatter):
    """Writes what this module was told in whole, and of all else who told it, and where."""

    def format(self, record: logging.LogRecord) -> str:
        when = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(record.created))
        place = f"{record.name} {record.module}:{record.lineno}"
        words = record.getMessage() if record.name == _OURS else place
        return f"{when} {record.levelname} {words}"


def _say(level: int, what: str, frames: Iterable[str], **fields: object) -> None:
    words = [what, *(f"{name}={_safe(fields[name])}" for name in FIELDS if name in fields)]
    _log.log(level, "%s", "\n  ".join([" ".join(words), *list(frames)[-_MOST_FRAMES:]]))


def _safe(value: object) -> str:
    return str(value) if _VALUE.fullmatch(str(value)) else "?"


def frames_in(raised: TracebackType | None) -> list[str]:
    """Name where an error came through: modules, lines and functions, no paths and no values."""
    found = []
    while raised is not None:
        found.append(_named(raised.tb_frame, raised.tb_lineno))
        raised = raised.tb_next
    return found


def frames_told(text: str) -> list[str]:
    """Name the frames that the interpreter wrote of itself, in its order and without its paths."""
    return [f"{name}:{line} {function}" for name, line, function in _FRAME.findall(text)]


def _named(frame: FrameType, line: int) -> str:
    return f"{frame.f_globals.get('__name__', '?')}:{line} {frame.f_code.co_name}"


lines = Lines()


def begin() -> None:
    """Keep lines in memory from now on, and let no library say more than warnings."""
    logging.getLogger().addHandler(lines)
    logging.getLogger().setLevel(logging.INFO)
    for name in _CHATTY:
        logging.getLogger(name).setLevel(logging.WARNING)


def write_to(folder: Path) -> File:
    """Write the lines to files in a folder, too."""
    made = File(folder)
    logging.getLogger().addHandler(made)
    return made


def file() -> Path | None:
    """Say where the lines are written, None where they are not."""
    found = (one for one in logging.getLogger().handlers if isinstance(one, File))
    return next((one.path for one in found if one.is_written), None)


def failed(error: BaseException) -> None:
    """Log an error that nobody expected: its kind and where it was raised, not what it says."""
    _say(logging.ERROR, "mistake", _whole(error), kind=type(error).__name__)


def _whole(error: BaseException) -> list[str]:
    """The frames of an error after those of what it came from."""
    frames, seen = frames_in(error.__traceback__), {id(error)}
    came = error.__cause__ or error.__context__
    while came is not None and id(came) not in seen:
        seen.add(id(came))
        frames = [*frames_in(came.__traceback__), f"{type(came).__name__}, and then", *frames]
        came = came.__cause__ or came.__context__
    return frames


def frozen(ms: int, frames: list[str]) -> None:
    """Log that the window's thread was away for so long, and where it stands."""
    _say(logging.WARNING, "window frozen", frames, ms=ms)


def crashed(frames: list[str]) -> None:
    """Log what the last run could no longer log."""
    _say(logging.ERROR, "crashed last time", frames)


def qt(level: int, category: str, spot: str) -> None:
    """Log that Qt said something: in what part of it, and which of its functions."""
    _say(level, "qt", (), kind=category, at=spot or "-")


def exchange(**fields: object) -> None:
    """Log how a request went, by the fields of the list."""
    _say(logging.INFO, "exchange", (), **fields)
