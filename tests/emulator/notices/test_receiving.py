"""This console's own endpoint takes what is posted, up to what it can hold."""

from __future__ import annotations

import asyncio

from apay_console.emulator.inbox import MOST_WAITING
from apay_console.emulator.notices.receiving import PATH, Received, Receiving
from apay_console.emulator.wire import Asked

POSTED = Asked("POST", PATH, (("host", "127.0.0.1:5000"),), b"{}")


def test_more_than_can_wait_are_refused_until_one_is_read() -> None:
    async def play() -> list[int]:
        received = Received()
        receiving = Receiving(received.put, lambda: received.status)
        statuses = [receiving.handle(POSTED).status for _ in range(MOST_WAITING)]
        refused = receiving.handle(POSTED)
        assert b"Send this one again later" in refused.body
        await received.next()
        return [*statuses, refused.status, receiving.handle(POSTED).status]

    *taken, refused, again = asyncio.run(play())
    assert (set(taken), refused, again) == ({200}, 503, 200)
