"""What works beside the interface's thread: plain Python, which keeps and frees no Qt object."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import suppress
from queue import Empty, SimpleQueue
from typing import Any

_CALLS = 4096  # bytes of the wire that are read at once; one may call for many numbers


class Post:
    """Carries the numbers of works from any thread to the one that watches the wire."""

    def __init__(self) -> None:
        self._numbers: SimpleQueue[int] = SimpleQueue()
        self._wire, self._bell = socket.socketpair()
        self._wire.setblocking(False)
        self._bell.setblocking(False)

    def fileno(self) -> int:
        """Return what becomes readable when numbers have come."""
        return self._wire.fileno()

    def send(self, number: int) -> None:
        """Bring a number; where nobody reads any more it is lost."""
        self._numbers.put(number)
        with suppress(OSError):  # a full wire calls already
            self._bell.send(b"\0")

    def read(self) -> Iterator[int]:
        """Yield what has come; the wire first, so that what comes meanwhile calls again."""
        with suppress(OSError):
            self._wire.recv(_CALLS)
        with suppress(Empty):
            while True:
                yield self._numbers.get_nowait()

    def close(self) -> None:
        """Read no more."""
        self._wire.close()
        self._bell.close()


class Work:
    """Work on another thread, and what came of it, for the thread that asked.

    The worker takes what it runs out of here, and has let go of all of it when it says `end`.
    """

    def __init__(self, number: int, runs: Any, post: Post) -> None:
        self.number = number
        self.is_given_up = False
        self._runs, self._post = runs, post
        self._result: Any = None
        self._error: BaseException | None = None
        self._ended = threading.Event()

    @property
    def has_ended(self) -> bool:
        """Whether the worker has let go of what it was given."""
        return self._ended.is_set()

    def wait(self, timeout: float) -> bool:
        """Wait for the end, in seconds; False when it did not come."""
        return self._ended.wait(timeout)

    def give_up(self) -> None:
        """Let nobody wait for it any more; what ends later tells nobody."""
        if not self.has_ended:
            self.is_given_up = True
            self._post.send(self.number)

    def outcome(self) -> tuple[Any, BaseException | None]:
        """Take the result or the error out; what stays here may be freed by the worker."""
        result, error = self._result, self._error
        self._result = self._error = None
        return result, error

    # --- the worker's side -----------------------------------------------------------------------

    def take(self) -> Any:
        """Take out what is to run."""
        runs, self._runs = self._runs, None
        return runs

    def succeed(self, result: Any) -> None:
        """Keep the result."""
        self._result = result

    def fail(self, error: BaseException) -> None:
        """Keep the error."""
        self._error = error

    def end(self) -> None:
        """Say that it ended; call it where nothing of what it ran is held any more."""
        self._ended.set()
        self._post.send(self.number)


def call(work: Work) -> None:
    """Run a function on a thread of its own, which never holds up the end of the program."""
    threading.Thread(target=_call, args=(work,), daemon=True).start()


def _call(work: Work) -> None:
    if not work.is_given_up:
        _run(work)
    work.end()


def _run(work: Work) -> None:
    try:
        work.succeed(work.take()())
    except BaseException as error:  # noqa: BLE001 - whatever it was belongs to the caller
        work.fail(error)
