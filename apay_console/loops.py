"""An asyncio loop on a thread of its own; brought in with the first job, as asyncio takes 15 ms."""

from __future__ import annotations

import asyncio
import socket
import sys
import threading
from collections.abc import Callable
from concurrent.futures import CancelledError, Future
from contextlib import suppress
from typing import Any

from apay_console import hooks
from apay_console.workers import Work

_FAREWELLS = 3  # rounds of the loop in which connections that were just closed let go


class LoopThread:
    """Runs coroutines until it is told to stop, and then cancels those under way."""

    def __init__(self) -> None:
        self._loop = _new_loop()
        self._tasks: dict[int, asyncio.Task[None]] = {}
        self._is_stopped = False
        self._thread = threading.Thread(target=_serve, args=(self._loop,), name="jobs", daemon=True)
        self._thread.start()

    def start(self, work: Work) -> None:
        """Begin the coroutine of a work."""
        self._loop.call_soon_threadsafe(self._start, work)

    def cancel(self, number: int) -> None:
        """Cancel a work that may have ended."""
        with suppress(RuntimeError):  # the loop has ended
            self._loop.call_soon_threadsafe(self._cancel, number)

    def stop(self) -> None:
        """Cancel what is under way and end the loop; wait for neither."""
        if not self._is_stopped:
            self._is_stopped = True
            self._loop.call_soon_threadsafe(self._end)

    def join(self, timeout: float) -> None:
        """Wait for the end, in seconds."""
        self._thread.join(timeout)

    # --- on the loop's thread --------------------------------------------------------------------

    def _start(self, work: Work) -> None:
        task = self._tasks[work.number] = self._loop.create_task(_run(work))
        task.add_done_callback(lambda _: self._on_done(work))

    def _on_done(self, work: Work) -> None:
        del self._tasks[work.number]
        if work.take() is not None:  # it was cancelled before its first step
            work.fail(CancelledError())
        work.end()

    def _cancel(self, number: int) -> None:
        if task := self._tasks.get(number):
            task.cancel()

    def _end(self) -> None:
        self._farewell = self._loop.create_task(_cancel_all())  # kept: a loop knows tasks weakly
        self._farewell.add_done_callback(lambda _: self._loop.stop())


async def _run(work: Work) -> None:
    try:
        work.succeed(await work.take())
    except asyncio.CancelledError:
        work.fail(CancelledError())
    except BaseException as error:  # noqa: BLE001 - whatever it was belongs to the caller
        work.fail(error)


async def _cancel_all() -> None:
    tasks = asyncio.all_tasks() - {asyncio.current_task()}
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    for _ in range(_FAREWELLS):
        await asyncio.sleep(0)


def _serve(loop: asyncio.AbstractEventLoop) -> None:
    loop.run_forever()
    loop.close()


def _new_loop() -> asyncio.AbstractEventLoop:
    """Make a loop whose name look-ups never hold up the end of the program."""
    if sys.platform == "win32":
        base = asyncio.ProactorEventLoop
    else:
        base = asyncio.SelectorEventLoop

    class Loop(base):  # type: ignore[misc, valid-type]  # known by now
        async def getaddrinfo(self, host: Any, port: Any, **hints: Any) -> Any:
            return await _beside(lambda: socket.getaddrinfo(host, port, **hints))

    made = Loop()
    made.set_exception_handler(hooks.loop_failed)
    return made


async def _beside(function: Callable[[], Any]) -> Any:
    """Run what may block for ever on a daemon thread."""
    future: Future[Any] = Future()
    threading.Thread(target=_fulfil, args=(future, function), daemon=True).start()
    return await asyncio.wrap_future(future)


def _fulfil(future: Future[Any], function: Callable[[], Any]) -> None:
    if not future.set_running_or_notify_cancel():
        return
    try:
        future.set_result(function())
    except BaseException as error:  # noqa: BLE001 - whatever it was belongs to the caller
        future.set_exception(error)
