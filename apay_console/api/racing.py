"""Waiting for something that a person may stop waiting for."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager
from typing import TypeVar

T = TypeVar("T")


@asynccontextmanager
async def race(
    work: Awaitable[T], stopped: asyncio.Event
) -> AsyncIterator[tuple[asyncio.Future[T], asyncio.Future[object]]]:
    """Wait for the first of both, and give both as they are then; neither outlives the block."""
    wanted = asyncio.ensure_future(work)
    stopping: asyncio.Future[object] = asyncio.ensure_future(stopped.wait())
    try:
        await asyncio.wait((wanted, stopping), return_when=asyncio.FIRST_COMPLETED)
        yield wanted, stopping
    finally:
        wanted.cancel()
        stopping.cancel()
