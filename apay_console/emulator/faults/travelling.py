"""How an answer travels: whole, late, dribbling, cut, or not at all."""

from __future__ import annotations

import asyncio
import socket
import struct
from collections.abc import Awaitable, Callable
from contextlib import suppress
from email.utils import formatdate
from functools import lru_cache
from time import time
from typing import Any

from apay_console.emulator.wire import Answer

Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]

_LINGER = 1.0  # seconds
_PIECES = 40  # at the most, of a body that dribbles
_ABORT = struct.pack("ii", 1, 0)  # close without waiting: the other side sees a reset


async def deliver(
    answer: Answer, transport: asyncio.Transport, receive: Receive, send: Send
) -> None:
    """Send an answer as its delivery says."""
    delivery = answer.delivery
    if delivery.delay:
        await asyncio.sleep(delivery.delay)
    if delivery.reset or delivery.silent:
        await _break(transport, receive, is_reset=delivery.reset)
        return
    await send({"type": "http.response.start", "status": answer.status, "headers": _head(answer)})
    if delivery.cut is not None:
        part = answer.body[: delivery.cut]
        await send({"type": "http.response.body", "body": part, "more_body": True})
        transport.close()
        await _left(receive)
    elif delivery.spread:
        await _dribble(answer, send)
    else:
        await send({"type": "http.response.body", "body": answer.body})


async def dismiss(
    answer: Answer, transport: asyncio.Transport, receive: Receive, send: Send
) -> None:
    """Answer a request that was not read to its end, and close.

    What still comes is read for a moment: closed on unread bytes, the line would be reset, and
    the other side would lose the answer.
    """
    await send({"type": "http.response.start", "status": answer.status, "headers": _head(answer)})
    await send({"type": "http.response.body", "body": answer.body, "more_body": True})
    with suppress(TimeoutError):
        async with asyncio.timeout(_LINGER):
            await _left(receive)
    transport.close()


def _head(answer: Answer) -> list[tuple[bytes, bytes]]:
    headers = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in answer.headers]
    length = (b"content-length", str(len(answer.body)).encode())
    return [*headers, length, (b"date", _date(int(time() + answer.delivery.skew)))]


@lru_cache(maxsize=2)
def _date(seconds: int) -> bytes:
    return formatdate(seconds, usegmt=True).encode()


async def _dribble(answer: Answer, send: Send) -> None:
    body = answer.body
    size = max(1, -(-len(body) // _PIECES))
    pause = answer.delivery.spread * size / max(1, len(body))
    for start in range(0, len(body), size):
        await asyncio.sleep(pause)
        part = body[start : start + size]
        await send({"type": "http.response.body", "body": part, "more_body": True})
    await send({"type": "http.response.body", "body": b""})


async def _break(transport: asyncio.Transport, receive: Receive, *, is_reset: bool) -> None:
    if is_reset:
        raw = transport.get_extra_info("socket")
        raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _ABORT)
        transport.abort()
    else:
        transport.close()
    await _left(receive)


async def _left(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
