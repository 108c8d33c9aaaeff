"""The bridge between the threads: it loses nothing, calls back on the right thread, never hangs."""

from __future__ import annotations

import asyncio
import gc
import socket
import sys
import threading
import weakref
from collections.abc import Iterator
from concurrent.futures import CancelledError
from typing import Any

import pytest
import shiboken6
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from apay_console.errors import Fault, say
from apay_console.jobs import Runner
from tests.patience import PATIENCE_S


@pytest.fixture
def runner(qapp: QApplication) -> Iterator[Runner]:
    runner = Runner()
    yield runner
    runner.close()


class Hang:
    """Something that blocks its thread until the test lets it go."""

    def __init__(self) -> None:
        self.begun = threading.Event()
        self._let_go = threading.Event()
        self._thread = threading.current_thread()

    def __call__(self, *_: Any, **__: Any) -> list[Any]:
        self._thread = threading.current_thread()
        self.begun.set()
        self._let_go.wait(PATIENCE_S)
        return []

    @property
    def is_hung(self) -> bool:
        return self._thread.is_alive()

    def end(self) -> None:
        self._let_go.set()
        self._thread.join(PATIENCE_S)


class Slow:
    """A coroutine that only a cancellation ends."""

    def __init__(self) -> None:
        self.begun = threading.Event()
        self.ended = False

    async def __call__(self) -> None:
        self.begun.set()
        try:
            await asyncio.Event().wait()
        finally:
            self.ended = True


async def echo(value: Any) -> Any:
    return value


async def fail() -> None:
    raise ValueError("no")


def test_p25_no_other_thread_lets_the_window_wait_for_more_than_a_millisecond_at_a_time(
    runner: Runner,
) -> None:
    assert sys.getswitchinterval() <= 0.001


def test_twenty_thousand_jobs_all_report_once(runner: Runner, qtbot: QtBot) -> None:
    owner, got = QObject(), list[int]()
    for number in range(20_000):
        runner.run(echo(number), owner=owner, done=got.append)
    qtbot.waitUntil(lambda: len(got) == 20_000)
    assert sorted(got) == list(range(20_000))
    assert not runner._jobs


def test_done_is_called_on_the_thread_that_made_the_runner(runner: Runner, qtbot: QtBot) -> None:
    owner, threads = QObject(), list[threading.Thread]()
    runner.run(echo(1), owner=owner, done=lambda _: threads.append(threading.current_thread()))
    assert not threads, "never inside run itself"
    qtbot.waitUntil(lambda: bool(threads))
    assert threads == [threading.current_thread()]


def test_an_exception_reaches_failed(runner: Runner, qtbot: QtBot) -> None:
    owner, errors = QObject(), list[BaseException]()
    runner.run(fail(), owner=owner, done=print, failed=errors.append)
    qtbot.waitUntil(lambda: bool(errors))
    assert isinstance(errors[0], ValueError)


def test_an_exception_nobody_asked_for_is_not_lost(runner: Runner, qtbot: QtBot) -> None:
    owner = QObject()
    with qtbot.waitSignal(runner.unhandled) as told:
        runner.run(fail(), owner=owner, done=print)
    assert told.args is not None
    assert isinstance(told.args[0], ValueError)


def test_cancel_ends_the_work_and_says_so(runner: Runner, qtbot: QtBot) -> None:
    owner, slow, told = QObject(), Slow(), list[BaseException]()
    job = runner.run(slow(), owner=owner, done=print, failed=told.append)
    slow.begun.wait(PATIENCE_S)
    job.cancel()
    qtbot.waitUntil(lambda: bool(slow.ended and told))
    assert isinstance(told[0], CancelledError)
    assert not runner._jobs


def test_an_owner_that_is_gone_hears_nothing(runner: Runner, qtbot: QtBot) -> None:
    owner, got = QObject(), list[int]()
    runner.run(echo(1), owner=owner, done=got.append)
    shiboken6.delete(owner)
    qtbot.waitUntil(lambda: not runner._jobs)
    assert not got


def test_close_does_not_wait_for_a_coroutine(qapp: QApplication) -> None:
    runner, owner, slow = Runner(), QObject(), Slow()
    runner.run(slow(), owner=owner, done=print)
    slow.begun.wait(PATIENCE_S)
    runner.close()
    assert slow.ended


def test_call_brings_back_what_the_function_returned(runner: Runner, qtbot: QtBot) -> None:
    owner, got = QObject(), list[int]()
    runner.call(lambda: 3, owner=owner, done=got.append)
    qtbot.waitUntil(lambda: got == [3])


def test_close_does_not_wait_for_a_hung_call(qapp: QApplication) -> None:
    runner, owner, hang, got = Runner(), QObject(), Hang(), list[Any]()
    runner.call(hang, owner=owner, done=got.append)
    hang.begun.wait(PATIENCE_S)
    runner.close()
    assert hang.is_hung
    hang.end()
    qapp.processEvents()
    assert not got, "after close nobody is told"


def test_close_does_not_wait_for_a_hung_look_up(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    runner, owner, hang = Runner(), QObject(), Hang()
    monkeypatch.setattr(socket, "getaddrinfo", hang)
    connection = asyncio.open_connection("example.test", 80)
    runner.run(connection, owner=owner, done=print, failed=print)
    hang.begun.wait(PATIENCE_S)
    runner.close()
    assert hang.is_hung
    hang.end()


def test_a_closed_runner_refuses_work(qapp: QApplication) -> None:
    runner = Runner()
    runner.close()
    with pytest.raises(RuntimeError):
        runner.run(echo(1), owner=QObject(), done=print)


def test_a_fault_is_told_a_job_given_up_is_not_and_a_bug_is_reported(runner, qtbot):
    told, bug = [], ZeroDivisionError()
    fault = Fault(say("No tea."))
    runner.tell(fault, told.append)
    runner.tell(CancelledError(), told.append)
    with qtbot.waitSignal(runner.unhandled) as reported:
        runner.tell(bug, told.append)
    assert told == [fault]
    assert reported.args == [bug]


def test_work_that_outlives_its_runner_does_not_keep_it(qapp: QApplication) -> None:
    runner, may_end = Runner(), threading.Event()
    runner.call(lambda: may_end.wait(PATIENCE_S), owner=runner, done=lambda _: None)
    runner.close()
    left = weakref.ref(runner)
    del runner
    gc.collect()
    assert left() is None
    may_end.set()


def test_what_failed_is_freed_with_all_its_frames_on_the_thread_of_the_interface(runner, qtbot):
    threads = list[int]()

    class Owner(QObject):
        async def fail(self) -> None:
            mine = QObject(None)  # a frame of the traceback holds it, and itself
            weakref.finalize(mine, lambda: threads.append(threading.get_ident()))
            raise ValueError

    errors = list[BaseException]()
    runner.run(Owner().fail(), owner=runner, done=print, failed=errors.append)
    qtbot.waitUntil(lambda: bool(errors))
    assert not threads
    errors.clear()
    gc.collect()
    assert threads == [threading.get_ident()]


def test_a_job_that_is_given_up_holds_what_it_was_given_until_its_thread_let_go(runner, qtbot):
    hang, told, gone = Hang(), list[BaseException](), list[int]()
    held = QObject()
    weakref.finalize(held, lambda: gone.append(threading.get_ident()))
    job = runner.call(lambda held=held: hang(held), owner=runner, done=print, failed=told.append)
    hang.begun.wait(PATIENCE_S)
    del held
    job.cancel()
    qtbot.waitUntil(lambda: bool(told))
    assert isinstance(told[0], CancelledError)
    assert not gone
    hang.end()
    qtbot.waitUntil(lambda: bool(gone))
    assert gone == [threading.get_ident()]


def test_a_coroutine_that_is_cancelled_before_it_began_is_closed(runner, qtbot):
    told, slow = list[BaseException](), Slow()
    work = slow()
    runner.run(work, owner=runner, done=print, failed=told.append).cancel()
    qtbot.waitUntil(lambda: bool(told) and work.cr_frame is None)
    assert isinstance(told[0], CancelledError)


def test_what_one_outcome_raises_does_not_lose_the_others(runner, qtbot):
    got = list[int]()

    def told(number: int) -> None:
        got.append(number)
        raise ZeroDivisionError

    with qtbot.captureExceptions() as raised:
        for number in range(3):
            runner.run(echo(number), owner=runner, done=told)
        qtbot.waitUntil(lambda: len(got) == 3)
    assert [kind for kind, _, _ in raised] == [ZeroDivisionError] * 3
