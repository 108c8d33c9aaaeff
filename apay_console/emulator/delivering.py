"""Empties the outbox while the emulator runs; who runs it says how a letter is posted."""

from __future__ import annotations

import asyncio
from contextlib import suppress

from apay_console.emulator.notices.notice import Notice
from apay_console.emulator.notices.notifying import letter_of
from apay_console.emulator.rules import expiring
from apay_console.emulator.service import Emulator
from apay_console.model.letter import Post, Receipt

_SHORTEST, _LONGEST = 0.02, 600.0  # seconds between two looks at the clock


class Delivering:
    """Posts what is due, one letter after the other; begun and ended on the loop."""

    def __init__(self, emulator: Emulator, post: Post) -> None:
        self._emulator = emulator
        self._post = post
        self._wake = asyncio.Event()
        self._work: asyncio.Future[None] | None = None  # kept: the loop's own hold is a weak one

    def start(self) -> None:
        """Begin."""
        self._emulator.outbox.listen(self._wake.set)
        self._work = asyncio.ensure_future(self._deliver())

    async def stop(self) -> None:
        """End; a letter on its way is broken off."""
        self._emulator.outbox.unlisten(self._wake.set)
        if self._work is not None:
            self._work.cancel()
            await asyncio.gather(self._work, return_exceptions=True)

    async def _deliver(self) -> None:
        while True:
            self._wake.clear()
            while notice := self._next():
                await self._send(notice)
            with suppress(TimeoutError):
                async with asyncio.timeout(self._pause()):
                    await self._wake.wait()

    def _next(self) -> Notice | None:
        """Let happen what is due, for nobody may ask for it; then find what is to be told."""
        if self._emulator.settings.notifying.endpoint:
            expiring.run_due(self._emulator.world)
        return self._emulator.outbox.next_due()

    async def _send(self, notice: Notice) -> None:
        emulator = self._emulator
        await asyncio.to_thread(emulator.topic.prepare)  # its key takes a while
        ways, base_url = emulator.settings.notifying, emulator.settings.base_url
        receipt: Receipt = await self._post(letter_of(notice, ways, emulator.topic, base_url))
        emulator.outbox.settle(notice, receipt)

    def _pause(self) -> float | None:
        pause = self._emulator.outbox.pause()
        return None if pause is None else min(max(pause, _SHORTEST), _LONGEST)
