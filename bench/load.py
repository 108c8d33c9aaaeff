"""Asks one server as fast as it answers, over a few connections at a time."""

from __future__ import annotations

import re
import selectors
import socket
from collections.abc import Iterator, Sequence
from itertools import cycle
from time import perf_counter

_LENGTH = re.compile(rb"\r\ncontent-length: ([0-9]+)\r\n", re.IGNORECASE)
_GOOD = b"HTTP/1.1 20"


class Refused(Exception):
    """The server answered with something else than success."""


class _Line:
    """One connection: a request leaves when the last one was answered."""

    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._got = b""

    def take(self) -> bool:
        """Read what has come; say whether the answer is whole."""
        self._got += self.socket.recv(65536)
        if not _is_whole(self._got):
            return False
        if not self._got.startswith(_GOOD):
            raise Refused(self._got[:300].decode("latin-1"))
        self._got = b""
        return True


def _is_whole(got: bytes) -> bool:
    end = got.find(b"\r\n\r\n")
    found = _LENGTH.search(got, 0, end + 2) if end >= 0 else None
    return found is not None and len(got) >= end + 4 + int(found[1])


def ask_once(port: int, request: bytes) -> bytes:
    """Send one request on a connection of its own; give the answer's body."""
    with socket.create_connection(("127.0.0.1", port), timeout=10) as line:
        line.sendall(request)
        got = b""
        while not _is_whole(got):
            got += line.recv(65536)
    if not got.startswith(_GOOD):
        raise Refused(got[:300].decode("latin-1"))
    return got.partition(b"\r\n\r\n")[2]


def latencies(port: int, requests: Sequence[bytes], count: int) -> list[float]:
    """Time so many answers, in seconds, one after the other on one connection."""
    line, asked = _Line(port), cycle(requests)
    took = []
    with line.socket:
        for _ in range(count):
            began = perf_counter()
            line.socket.sendall(next(asked))
            while not line.take():
                pass
            took.append(perf_counter() - began)
    return took


def answers(port: int, requests: Sequence[bytes], seconds: float, connections: int = 32) -> int:
    """Count the answers while `connections` ask without a pause."""
    lines = [_Line(port) for _ in range(connections)]
    try:
        return _count(lines, cycle(requests), seconds)
    finally:
        for line in lines:
            line.socket.close()


def _count(lines: Sequence[_Line], requests: Iterator[bytes], seconds: float) -> int:
    count, ends = 0, perf_counter() + seconds
    with selectors.DefaultSelector() as watched:
        for line in lines:
            watched.register(line.socket, selectors.EVENT_READ, line)
            line.socket.sendall(next(requests))
        while perf_counter() < ends:
            for key, _ in watched.select(1):
                if key.data.take():
                    count += 1
                    key.data.socket.sendall(next(requests))
    return count
