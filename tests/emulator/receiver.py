"""A shop that hears of everything."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from typing import Any

from apay_console.api.posting import Poster
from apay_console.emulator import server
from apay_console.emulator.delivering import Delivering
from apay_console.emulator.serving import serve
from apay_console.emulator.wire import Answer, Asked
from tests.emulator.shop import Till


class Receiver:
    """The merchant's own endpoint: remembers what it was sent, and answers as it is told."""

    def __init__(self) -> None:
        self.asked: list[Asked] = []
        self.statuses: list[int] = []
        self._came = asyncio.Event()

    def handle(self, asked: Asked) -> Answer:
        self.asked.append(asked)
        self._came.set()
        return Answer(self.statuses.pop(0) if self.statuses else 200, b"")

    async def wait_for(self, count: int) -> None:
        async with asyncio.timeout(10):
            while len(self.asked) < count:
                self._came.clear()
                await self._came.wait()

    @property
    def envelopes(self) -> list[dict[str, str]]:
        return [json.loads(asked.body) for asked in self.asked]

    @property
    def told(self) -> list[dict[str, str]]:
        return [json.loads(envelope["Message"]) for envelope in self.envelopes]


Story = Callable[[Till, Receiver], Awaitable[None]]


def played(till: Till, story: Story, **ways: Any) -> Receiver:
    """Serve the emulator and a shop, deliver, and let something happen meanwhile."""

    async def play() -> Receiver:
        receiver = Receiver()
        shop = await server.start(receiver.handle)
        running = await serve(till.emulator)
        poster = Poster()
        delivering = Delivering(till.emulator, poster.post)
        settings = till.emulator.settings.notifying
        vars(settings).update({"endpoint": f"{shop.base_url}/ipn"} | ways)
        delivering.start()
        await story(till, receiver)
        await delivering.stop()
        await poster.close()
        await shop.stop()
        await running.stop()
        return receiver

    return asyncio.run(play())
