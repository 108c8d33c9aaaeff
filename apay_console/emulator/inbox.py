"""What came in and waits to be taken, in its order; of that only so much."""

from __future__ import annotations

import asyncio
from typing import Generic, TypeVar

from apay_console.emulator.wire import Refused

T = TypeVar("T")
MOST_WAITING = 64  # of up to 1 MiB each


class Inbox(Generic[T]):
    """Filled and emptied on the loop's own thread."""

    def __init__(self, full: str) -> None:
        self._full = full  # what is answered while too many wait
        self._waiting: asyncio.Queue[T] = asyncio.Queue(MOST_WAITING)

    def put(self, item: T) -> None:
        """Take one more; raise Refused while too many wait."""
        if self._waiting.full():
            raise Refused(503, "ServiceUnavailable", self._full)
        self._waiting.put_nowait(item)

    async def next(self) -> T:
        """Wait for what nobody has taken yet."""
        return await self._waiting.get()
