"""The one bridge between the interface's thread and the network's."""

from __future__ import annotations

import itertools
import sys
import threading
from collections.abc import Callable, Coroutine
from concurrent.futures import CancelledError, Future
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any
from weakref import WeakMethod

from PySide6.QtCore import QObject, Qt, Signal, Slot
from shiboken6 import isValid

from apay_console import hooks
from apay_console.errors import Fault

if TYPE_CHECKING:  # 15 ms; loaded with the first job, after the first paint
    import asyncio

# Qt gives the interpreter away and asks for it back dozens of times for one frame. While another
# thread is at work, each time takes what Python calls a turn: by itself 5 ms, and a frame 100.
_TURN_S = 0.001
_FAREWELLS = 3  # rounds of the loop in which connections that were just closed let go


@dataclass(frozen=True, eq=False)
class Job:
    """Work under way for one owner; told of its end by `done` or `failed`, cancelled ones too."""

    owner: QObject
    future: Future[Any]
    done: Callable[[Any], object]
    failed: Callable[[BaseException], object]

    def cancel(self) -> None:
        """Stop waiting; what was already sent may still take effect."""
        self.future.cancel()


class Runner(QObject):
    """Runs coroutines on a background loop and reports on the thread that made it.

    Only a job's number crosses between the threads: the loop never keeps or frees a QObject.
    """

    unhandled = Signal(object)  # the exception of a job that named no `failed`
    _finished = Signal(int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        sys.setswitchinterval(_TURN_S)
        self._jobs: dict[int, Job] = {}
        self._numbers = itertools.count(1)
        # Queued, or a job that ends early would call back inside `run`.
        self._finished.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread = threading.Thread(target=self._serve, name="jobs", daemon=True)
        self._is_closed = False

    def run(self, work: Coroutine[Any, Any, Any], **outcome: Any) -> Job:
        """Start `work` on the loop; `outcome` is `owner`, `done` and, if wanted, `failed`."""
        if self._is_closed:
            work.close()
            raise RuntimeError("this runner is closed")
        from asyncio import run_coroutine_threadsafe  # noqa: PLC0415 - see above

        return self._watch(run_coroutine_threadsafe(work, self._started()), **outcome)

    def _started(self) -> asyncio.AbstractEventLoop:
        if self._loop is None:
            self._loop = _new_loop()
            self._thread.start()
        return self._loop

    def _serve(self) -> None:
        if self._loop is not None:
            self._loop.run_forever()

    def call(self, function: Callable[[], Any], **outcome: Any) -> Job:
        """Start a `function` that may block for ever (a keyring prompt); quitting never waits."""
        return self._watch(_on_daemon_thread(function), **outcome)

    def tell(self, error: BaseException, told: Callable[[Fault], object]) -> None:
        """Let a fault be told; a job that was given up tells nothing, and all else is a bug."""
        if isinstance(error, Fault):
            told(error)
        elif not isinstance(error, CancelledError):
            self.unhandled.emit(error)

    def close(self) -> None:
        """Cancel what is under way and end the loop; call before the application object goes."""
        self._jobs.clear()
        self._is_closed = True
        if self._loop is not None:
            _end(self._loop, self._thread)

    def _watch(
        self,
        future: Future[Any],
        *,
        owner: QObject,
        done: Callable[[Any], object],
        failed: Callable[[BaseException], object] | None = None,
    ) -> Job:
        number = next(self._numbers)
        job = self._jobs[number] = Job(owner, future, done, failed or self.unhandled.emit)
        future.add_done_callback(partial(_tell, WeakMethod(self._report), number))
        return job

    def _report(self, number: int) -> None:
        self._finished.emit(number)

    @Slot(int)
    def _deliver(self, number: int) -> None:
        job = self._jobs.pop(number, None)
        if job is None or not isValid(job.owner):
            return
        error = CancelledError() if job.future.cancelled() else job.future.exception()
        if error is None:
            job.done(job.future.result())
        else:
            job.failed(error)


def _tell(report: WeakMethod[Callable[[int], None]], number: int, _: Future[Any]) -> None:
    """Report the end of a job from its thread, which must not be the last to hold a QObject."""
    told = report()
    if told is not None:
        told(number)


def _on_daemon_thread(function: Callable[[], Any]) -> Future[Any]:
    future: Future[Any] = Future()
    threading.Thread(target=_fulfil, args=(future, function), daemon=True).start()
    return future


def _fulfil(future: Future[Any], function: Callable[[], Any]) -> None:
    if not future.set_running_or_notify_cancel():
        return
    try:
        future.set_result(function())
    except BaseException as error:  # noqa: BLE001 - whatever it was belongs to the caller
        future.set_exception(error)


def _new_loop() -> asyncio.AbstractEventLoop:
    """Make a loop whose name look-ups never hold up the end of the program."""
    import asyncio  # noqa: PLC0415 - see above
    import socket  # noqa: PLC0415 - see above

    if sys.platform == "win32":
        base = asyncio.ProactorEventLoop
    else:
        base = asyncio.SelectorEventLoop

    class Loop(base):  # type: ignore[misc, valid-type]  # known by now
        async def getaddrinfo(self, host: Any, port: Any, **hints: Any) -> Any:
            return await asyncio.wrap_future(
                _on_daemon_thread(lambda: socket.getaddrinfo(host, port, **hints))
            )

    made = Loop()
    made.set_exception_handler(hooks.loop_failed)
    return made


def _end(loop: asyncio.AbstractEventLoop, thread: threading.Thread) -> None:
    from asyncio import run_coroutine_threadsafe  # noqa: PLC0415 - see above

    run_coroutine_threadsafe(_cancel_all(), loop).result(timeout=2)
    loop.call_soon_threadsafe(loop.stop)
    thread.join(timeout=2)
    loop.close()


async def _cancel_all() -> None:
    import asyncio  # noqa: PLC0415 - see above

    tasks = asyncio.all_tasks() - {asyncio.current_task()}
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    for _ in range(_FAREWELLS):
        await asyncio.sleep(0)
