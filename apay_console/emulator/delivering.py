"""Empties the outbox while the emulator runs; who runs it says how a letter is posted."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from functools import partial

from apay_console.emulator.notices.notice import Notice
from apay_console.emulator.notices.notifying import letter_of
from apay_console.emulator.persistence import WriteFirst
from apay_console.emulator.rules import expiring
from apay_console.emulator.service import Emulator
from apay_console.errors import Fault
from apay_console.model.letter import Letter, Post

_SHORTEST, _LONGEST = 0.02, 600.0  # seconds between two looks at the clock
_MEANWHILE = 1.0  # the same while an address that is slow to answer holds its letters up
_MOST = 8  # addresses that are waited for side by side


class Delivering:
    """Posts what is due: to one address in order, to several side by side.

    Begun and ended on the loop.
    """

    def __init__(
        self, emulator: Emulator, post: Post, write_first: WriteFirst | None = None
    ) -> None:
        self._emulator = emulator
        self._post = post
        self._write_first = write_first
        self._is_unwritten = False  # what happened last could not be kept, and so is not told
        self._wake = asyncio.Event()
        self._under_way: dict[str, Notice] = {}  # by the address that has still to answer
        self._work: asyncio.Future[None] | None = None  # kept: the loop's own hold is a weak one

    def start(self) -> None:
        """Begin."""
        self._emulator.outbox.listen(self._wake.set)
        self._work = asyncio.ensure_future(self._deliver())

    async def stop(self) -> None:
        """End; letters on their way are broken off."""
        self._emulator.outbox.unlisten(self._wake.set)
        if self._work is not None:
            self._work.cancel()
            await asyncio.gather(self._work, return_exceptions=True)

    async def _deliver(self) -> None:
        async with asyncio.TaskGroup() as letters:
            while True:
                self._wake.clear()
                while notice := await self._next():
                    letter = self._letter_of(notice)
                    self._under_way[letter.url] = notice
                    letters.create_task(self._send(notice, letter))
                with suppress(TimeoutError):
                    async with asyncio.timeout(self._pause()):
                        await self._wake.wait()

    async def _next(self) -> Notice | None:
        """Let happen what is due, for nobody may ask for it; then find what is to be told."""
        if self._found() is not None:
            await asyncio.to_thread(self._emulator.topic.prepare)  # its key takes a while
        return self._found()

    def _found(self) -> Notice | None:
        if self._emulator.settings.notifying.endpoint:
            self._run_due()
        due = self._emulator.outbox.next_due(self._under_way.values())
        return None if self._is_held_up else due

    def _run_due(self) -> None:
        """Let happen what is due, and tell of it once it is written."""
        run = partial(expiring.run_due, self._emulator.world)
        try:
            self._write_first.do(run) if self._write_first else run()
            self._is_unwritten = False
        except Fault:
            self._is_unwritten = True

    @property
    def _is_held_up(self) -> bool:
        """Whether the address has still to answer the letter before, or too many others have."""
        endpoint = self._emulator.settings.notifying.endpoint
        return endpoint in self._under_way or len(self._under_way) >= _MOST

    def _letter_of(self, notice: Notice) -> Letter:
        settings = self._emulator.settings
        return letter_of(notice, settings.notifying, self._emulator.topic, settings.base_url)

    async def _send(self, notice: Notice, letter: Letter) -> None:
        receipt = await self._post(letter)
        del self._under_way[letter.url]
        self._emulator.outbox.settle(notice, receipt)

    def _pause(self) -> float | None:
        pause = self._emulator.outbox.pause()
        shortest = _MEANWHILE if self._is_held_up or self._is_unwritten else _SHORTEST
        return None if pause is None else min(max(pause, shortest), _LONGEST)
