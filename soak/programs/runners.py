"""Lets runners go while their jobs are under way, and counts what is freed on another thread."""

from __future__ import annotations

import asyncio
import gc
import json
import random
import sys
import threading
import time
import weakref
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QObject

from apay_console.jobs import Job, Runner

_PATIENCE_S = 60.0
_freed: list[bool] = []  # whether each was freed on the thread of the interface


class Owner(QObject):
    """Object that a job is for, and that the job holds."""

    async def wait(self, chance: float) -> None:
        await asyncio.sleep(chance / 200)

    async def fail(self, chance: float) -> None:
        await asyncio.sleep(chance / 200)
        raise ValueError(self)

    def block(self, chance: float) -> None:
        time.sleep(chance / 200)
        if chance < 0.3:
            raise ValueError(self)


def main(rounds: int) -> None:
    """Play so many rounds, and print what was not freed and what was freed elsewhere."""
    application = QCoreApplication([])
    gc.disable()
    chance = random.Random(1)
    for _ in range(rounds):
        _play_round(chance)
        if chance.random() < 0.3:
            application.processEvents()
        if chance.random() < 0.1:
            gc.collect()
    _settle(application, rounds)
    print(json.dumps({"lost": 2 * rounds - len(_freed), "failures": _freed.count(False)}))


def _play_round(chance: random.Random) -> None:
    runner, owner = Runner(), Owner()
    for watched in (runner, owner):
        weakref.finalize(watched, _note, threading.get_ident())
    for _ in range(chance.randrange(4)):
        job = chance.choice(_STARTS)(runner, owner, chance.random())
        if chance.random() < 0.2:
            job.cancel()
    if chance.random() < 0.5:
        runner.close()


def _note(thread: int) -> None:
    _freed.append(threading.get_ident() == thread)


def _settle(application: QCoreApplication, rounds: int) -> None:
    """Wait until all that was made is freed."""
    ends = time.monotonic() + _PATIENCE_S
    while len(_freed) < 2 * rounds and time.monotonic() < ends:
        application.processEvents()
        gc.collect()


def _ignore(*_: object) -> None: ...


_STARTS: tuple[Callable[[Runner, Owner, float], Job], ...] = (
    lambda runner, owner, chance: runner.run(
        owner.wait(chance), owner=owner, done=_ignore, failed=_ignore
    ),
    lambda runner, owner, chance: runner.run(
        owner.fail(chance), owner=owner, done=_ignore, failed=_ignore
    ),
    lambda runner, owner, chance: runner.call(
        lambda: owner.block(chance), owner=owner, done=_ignore, failed=_ignore
    ),
)


if __name__ == "__main__":
    main(int(sys.argv[1]))
