"""A call can be cancelled, and says whether it had left."""

from __future__ import annotations

import asyncio

import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

from apay_console.api.client import Client
from apay_console.api.trace import Trace
from tests.api import faults
from tests.api.calls import NOW, update
from tests.api.conftest import Serve


def test_f24_cancelling_ends_before_any_answer_and_says_that_it_had_left(
    private_key: RSAPrivateKey, serve: Serve
) -> None:
    server = serve(faults.holding)
    trace = Trace()

    async def work() -> None:
        client = Client(clock=lambda: NOW)
        task = asyncio.ensure_future(client.send(update(private_key, server.url), trace))
        while not trace.left or not server.requests:
            await asyncio.sleep(0.001)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        await client.close()

    asyncio.run(work())
    assert trace.left


def test_f24_cancelling_before_anything_was_connected_leaves_nothing_sent(
    private_key: RSAPrivateKey, serve: Serve
) -> None:
    server = serve(faults.holding)
    trace = Trace()

    async def work() -> None:
        client = Client(clock=lambda: NOW)
        task = asyncio.ensure_future(client.send(update(private_key, server.url), trace))
        await asyncio.sleep(0)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        await client.close()

    asyncio.run(work())
    assert not trace.left
    assert server.requests == []
