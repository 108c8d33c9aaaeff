"""A loop on a thread of its own, as the window has one, and a client without manners."""

from __future__ import annotations

import asyncio
import json
import socket
import threading
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager, suppress
from typing import Any, TypeVar

from apay_console.emulator.server import Handle, Running, start
from tests.patience import PATIENCE_S

T = TypeVar("T")


class LoopThread:
    """Runs coroutines on another thread and waits for them."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(PATIENCE_S)

    def close(self) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(PATIENCE_S)
        self._loop.close()


@contextmanager
def loop_thread() -> Iterator[LoopThread]:
    thread = LoopThread()
    try:
        yield thread
    finally:
        thread.close()


@contextmanager
def serving(handle: Handle) -> Iterator[Running]:
    """Serve a plain call on loopback."""
    with loop_thread() as thread:
        running = thread.run(start(handle))
        try:
            yield running
        finally:
            thread.run(running.stop())


class Reply:
    """An answer as it came off the wire."""

    def __init__(self, raw: bytes) -> None:
        self.raw = raw
        head, _, self.body = raw.partition(b"\r\n\r\n")
        lines = head.decode("latin-1").split("\r\n")
        self.status = int(lines[0].split(" ")[1]) if raw else 0
        self.headers = {
            name.lower(): value.strip()
            for name, _, value in (line.partition(":") for line in lines[1:])
        }

    @property
    def json(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.body)
        return found


def exchange(port: int, raw: bytes, *, ends: bool = True) -> Reply:
    """Send bytes, tell that no more will come, and read until the other side closes."""
    with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE_S) as line:
        with suppress(OSError):  # the other side may refuse it, and close, before it is all sent
            line.sendall(raw)
            if ends:
                line.shutdown(socket.SHUT_WR)
        parts = []
        while part := _part(line):
            parts.append(part)
    return Reply(b"".join(parts))


def _part(line: socket.socket) -> bytes:
    try:
        return line.recv(65536)
    except ConnectionResetError:
        return b""


def wire(method: str, target: str, headers: dict[str, str], body: bytes = b"") -> bytes:
    """Write a request that closes its connection."""
    whole = {"connection": "close", **headers}
    if body:
        whole.setdefault("content-length", str(len(body)))
    lines = [f"{method} {target} HTTP/1.1", *(f"{name}: {value}" for name, value in whole.items())]
    return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1") + body
