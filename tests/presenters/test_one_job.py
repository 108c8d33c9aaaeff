"""One job at a time: it says when it takes long, and can be given up."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import CancelledError

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from apay_console.jobs import Runner
from apay_console.presenters.one_job import OneJob


@pytest.fixture
def runner(qtbot: QtBot) -> Iterator[Runner]:
    runner = Runner()
    yield runner
    runner.close()


class Slow:
    """A coroutine that ends when it is given up."""

    async def __call__(self) -> None:
        from asyncio import Event

        await Event().wait()


async def quick() -> int:
    return 7


def test_the_result_comes_after_the_job_is_free_again(qtbot, runner):
    job, seen = OneJob(runner), []
    job.start(quick(), lambda found: seen.append((found, job.is_busy)), seen.append)
    assert job.is_busy
    qtbot.waitUntil(lambda: bool(seen))
    assert seen == [(7, False)]


def test_what_is_begun_meanwhile_is_not_begun(qtbot, runner):
    job, seen = OneJob(runner), []
    job.start(Slow()(), seen.append, seen.append)
    job.start(quick(), seen.append, seen.append)
    job.cancel()
    qtbot.waitUntil(lambda: not job.is_busy)
    assert [type(one) for one in seen] == [CancelledError]


def test_a_long_job_says_so_once_and_takes_it_back(qtbot, runner):
    job, told = OneJob(runner), []
    job._patience.setInterval(1)
    job.waiting_changed.connect(told.append)
    job.start(Slow()(), told.append, lambda _: None)
    qtbot.waitUntil(lambda: told == [True])
    job.cancel()
    qtbot.waitUntil(lambda: told == [True, False])


def test_giving_up_nothing_is_harmless(runner):
    job = OneJob(runner, QObject())
    job.cancel()
    assert not job.is_busy
