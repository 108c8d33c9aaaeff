"""What may be asked again by itself, and when."""

from __future__ import annotations

import asyncio
import random
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from apay_console.api.racing import race
from apay_console.model.exchange import Answered, Exchange

STATUSES = frozenset({408, 425, 429, 500, 502, 503, 504})
PAUSES = (1.0, 2.0, 4.0)  # seconds; each is stretched or shortened by up to a fifth
LONGEST = 60.0


def _tell_nobody(seconds: float) -> None:
    """Keep no countdown."""


@dataclass(frozen=True)
class Retry:
    """Asks again when Amazon is busy; for reads only, since a write is the person's word."""

    sleep: Callable[[float], Awaitable[object]] = asyncio.sleep
    chance: Callable[[], float] = random.random
    waiting: Callable[[float], object] = _tell_nobody  # is told of each pause, and of its end by 0

    async def until_settled(
        self, ask: Callable[[], Awaitable[Exchange]], stopped: Callable[[], asyncio.Event]
    ) -> Exchange:
        """Ask, and again up to three times while the answer is that of a busy server.

        `stopped` is set when the person waits no more; then the last answer stands.
        """
        exchange = await ask()
        for usual in PAUSES:
            if exchange.answered is None or exchange.answered.status not in STATUSES:
                break
            pause = self._pause(exchange.answered, usual)
            self.waiting(pause)
            if await self._is_stopped(pause, stopped()):
                break
            exchange = await ask()
        return exchange

    async def _is_stopped(self, pause: float, stopped: asyncio.Event) -> bool:
        """Wait; say whether that was stopped meanwhile."""
        try:
            async with race(self.sleep(pause), stopped) as (_, stopping):
                return stopping.done()
        finally:
            self.waiting(0.0)

    def _pause(self, answered: Answered, usual: float) -> float:
        wish = answered.header("retry-after")
        if re.fullmatch(r"[0-9]{1,9}", wish, re.ASCII):
            return min(float(wish), LONGEST)
        return usual * (0.8 + 0.4 * self.chance())
