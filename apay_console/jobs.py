"""The one bridge between the interface's thread and the workers'.

What a worker was given stays held on the interface's side until the worker has let go of it, and
the worker says so by a number: no Qt object is made, read, kept or freed on another thread.
"""

from __future__ import annotations

import inspect
import itertools
import sys
import weakref
from collections.abc import Callable, Coroutine
from concurrent.futures import CancelledError
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QObject, QSocketNotifier, Qt, Signal, Slot
from shiboken6 import isValid

from apay_console import workers
from apay_console.errors import Fault
from apay_console.workers import Post, Work

if TYPE_CHECKING:  # loaded with the first job, after the first paint
    from apay_console.loops import LoopThread

# Qt gives the interpreter away and asks for it back dozens of times for one frame. While another
# thread is at work, each time takes what Python calls a turn: by itself 5 ms, and a frame 100.
_TURN_S = 0.001
_LAST_S = 4.0  # for what is under way when a runner is closed


@dataclass(frozen=True, eq=False)
class Job:
    """Work under way for one owner; told of its end by `done` or `failed`, cancelled ones too."""

    owner: QObject
    done: Callable[[Any], object]
    failed: Callable[[BaseException], object]
    _work: Work
    _loop: LoopThread | None = None

    @property
    def has_ended(self) -> bool:
        """Whether nothing of it is under way any more."""
        return self._work.has_ended

    def wait(self, timeout: float) -> bool:
        """Wait for its end, in seconds, while nobody is told of any; False when it did not come."""
        return self._work.wait(timeout)

    def cancel(self) -> None:
        """Stop waiting; what was already sent may still take effect."""
        self._work.give_up()
        if self._loop is not None:
            self._loop.cancel(self._work.number)

    def tell(self) -> None:
        """Tell the owner what came of it."""
        result, error = self._work.outcome()
        if self._work.is_given_up:
            self.failed(CancelledError())
        elif error is None:
            self.done(result)
        else:
            self.failed(error)


class Runner(QObject):
    """Runs coroutines on a background loop and reports on the thread that made it."""

    unhandled = Signal(object)  # the exception of a job that named no `failed`

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        sys.setswitchinterval(_TURN_S)
        self._jobs: dict[int, Job] = {}
        self._mailbox = _mailbox()
        self._loop: LoopThread | None = None
        self._is_closed = False

    def run(self, coroutine: Coroutine[Any, Any, Any], **outcome: Any) -> Job:
        """Start `coroutine` on the loop; `outcome` is `owner`, `done` and, if wanted, `failed`."""
        if self._is_closed:
            coroutine.close()
            raise RuntimeError("this runner is closed")
        loop = self._started()
        given = (coroutine, inspect.getcoroutinelocals(coroutine))
        work = self._mailbox.hold(coroutine, given, self)
        job = self._watch(work, loop, **outcome)
        loop.start(work)
        return job

    def call(self, function: Callable[[], Any], **outcome: Any) -> Job:
        """Start a `function` that may block for ever (a keyring prompt); quitting never waits."""
        work = self._mailbox.hold(function, (function,), self)
        job = self._watch(work, None, **outcome)
        workers.call(work)
        return job

    def tell(self, error: BaseException, told: Callable[[Fault], object]) -> None:
        """Let a fault be told; a job that was given up tells nothing, and all else is a bug."""
        if isinstance(error, Fault):
            told(error)
        elif not isinstance(error, CancelledError):
            self.unhandled.emit(error)

    def close(self) -> None:
        """Cancel what is under way and end the loop; call before the application object goes."""
        self._is_closed = True
        if self._loop is not None:
            self._loop.stop()
            self._loop.join(_LAST_S)
        self._jobs.clear()

    def finish(self, number: int) -> None:
        """Tell of the end of a job, unless its owner has gone or was told."""
        job = self._jobs.pop(number, None)
        if job is not None and isValid(job.owner):
            job.tell()

    def _started(self) -> LoopThread:
        if self._loop is None:
            from apay_console.loops import LoopThread  # noqa: PLC0415 - see above

            self._loop = LoopThread()
            # Of a runner that nobody closed, too.
            weakref.finalize(self, self._loop.stop).atexit = False
        return self._loop

    def _watch(
        self,
        work: Work,
        loop: LoopThread | None,
        *,
        owner: QObject,
        done: Callable[[Any], object],
        failed: Callable[[BaseException], object] | None = None,
    ) -> Job:
        job = Job(owner, done, failed or self.unhandled.emit, work, loop)
        self._jobs[work.number] = job
        return job


@dataclass(frozen=True, eq=False)
class _Held:
    work: Work
    given: tuple[Any, ...]  # what the worker must not be the last to hold
    runner: weakref.ref[Runner]


class _Mailbox(QObject):
    """Hears from all workers, and outlives every runner: it belongs to the application."""

    _came = Signal(int)

    def __init__(self, application: QCoreApplication) -> None:
        super().__init__(application)
        self._numbers = itertools.count(1)
        self._held: dict[int, _Held] = {}
        self._post = Post()
        # One after the other, or what one job's end raises would be the end of all that came.
        self._came.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        notifier = QSocketNotifier(self._post.fileno(), QSocketNotifier.Type.Read, self)
        notifier.activated.connect(self._read)
        weakref.finalize(self, self._post.close)

    def hold(self, runs: Any, given: tuple[Any, ...], runner: Runner) -> Work:
        """Make a work of what is to run, and hold what it was given until the worker let go."""
        work = Work(next(self._numbers), runs, self._post)
        self._held[work.number] = _Held(work, given, weakref.ref(runner))
        return work

    @Slot()
    def _read(self) -> None:
        for number in self._post.read():
            self._came.emit(number)

    @Slot(int)
    def _deliver(self, number: int) -> None:
        """Tell of a work that was given up or has ended; one that was given up comes twice."""
        held = self._held.get(number)
        if held is None:
            return
        if has_ended := held.work.has_ended:
            del self._held[number]
        if runner := held.runner():
            runner.finish(number)
        if has_ended:
            _drop(held)


def _drop(held: _Held) -> None:
    """Let go of what nobody was told of; a coroutine that never began is closed."""
    held.work.outcome()
    if inspect.iscoroutine(held.given[0]):
        held.given[0].close()


def _mailbox() -> _Mailbox:
    application = QCoreApplication.instance()
    assert application is not None  # noqa: S101 - nothing is told without its loop
    return application.findChild(_Mailbox) or _Mailbox(application)
