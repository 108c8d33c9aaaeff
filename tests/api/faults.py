"""A server on loopback that fails in every way a server can, and counts what reached it."""

from __future__ import annotations

import gzip
import socket
import ssl
import struct
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Self

from tests.patience import PATIENCE_S

Behaviour = Callable[["Visit"], None]


@dataclass
class Visit:
    """One request that came in whole, and the connection to fail on."""

    connection: socket.socket
    request: bytes
    number: int  # of this request, from 1
    over: threading.Event  # set when the server closes
    late: Callable[[], object]  # called once the other side has to wait

    def say(self, text: str | bytes) -> None:
        self.connection.sendall(text.encode("latin-1") if isinstance(text, str) else text)

    def drip(self, data: bytes, pause: float = 0.02) -> None:
        for place, byte in enumerate(data):
            if place == 3:
                self.late()
            if self.over.wait(pause):
                return
            self.connection.sendall(bytes([byte]))

    def hold(self) -> None:
        self.late()
        self.over.wait(PATIENCE_S)

    def reset(self) -> None:
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.connection.close()


@dataclass
class FaultServer:
    """Takes connections, reads each request whole, then behaves badly."""

    behaviour: Behaviour
    tls: ssl.SSLContext | None = None
    late: Callable[[], object] = lambda: None
    requests: list[bytes] = field(default_factory=list)
    connections: int = 0

    def __enter__(self) -> Self:
        self._over = threading.Event()
        self._threads: list[threading.Thread] = []
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self._start(self._accept)
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for thread in self._threads:
            thread.join(PATIENCE_S)

    @property
    def url(self) -> str:
        scheme = "https" if self.tls else "http"
        return f"{scheme}://127.0.0.1:{self.port}"

    @property
    def last(self) -> tuple[str, list[tuple[str, str]], bytes]:
        """The last request: its first line, its headers in order, its body."""
        head, _, body = self.requests[-1].partition(b"\r\n\r\n")
        line, *headers = head.decode("latin-1").split("\r\n")
        return (
            line,
            [(name, value) for name, _, value in (h.partition(": ") for h in headers)],
            body,
        )

    def _start(self, work: Callable[[], None]) -> None:
        thread = threading.Thread(target=work, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                connection, _ = self._listener.accept()
                self.connections += 1
                self._start(lambda taken=connection: self._serve(taken))  # type: ignore[misc]

    def _serve(self, raw: socket.socket) -> None:
        with raw, suppress(OSError):
            raw.settimeout(PATIENCE_S)
            connection = self.tls.wrap_socket(raw, server_side=True) if self.tls else raw
            with connection:
                while request := _read_request(connection):
                    self.requests.append(request)
                    visit = Visit(connection, request, len(self.requests), self._over, self.late)
                    self.behaviour(visit)


def _read_request(connection: socket.socket) -> bytes:
    data = b""
    while not _is_whole(data):
        if data.startswith(b"\x16"):  # someone greets in TLS
            connection.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")
            return b""
        part = connection.recv(65536)
        if not part:
            return b""
        data += part
    return data


def _is_whole(data: bytes) -> bool:
    head, end, body = data.partition(b"\r\n\r\n")
    lengths = [
        int(line.split(b":")[1])
        for line in head.split(b"\r\n")
        if line.lower().startswith(b"content-length:")
    ]
    return bool(end) and len(body) >= (lengths[0] if lengths else 0)


def answer(status: int, body: str | bytes = b"", *headers: str) -> bytes:
    """Write a well-formed answer."""
    content = body.encode() if isinstance(body, str) else body
    length = [] if status == 204 else [f"Content-Length: {len(content)}"]
    head = "\r\n".join([f"HTTP/1.1 {status} Whatever", *length, *headers])
    return head.encode("latin-1") + b"\r\n\r\n" + content


def answering(status: int, body: str | bytes = b"", *headers: str) -> Behaviour:
    """Answer every request alike."""
    return lambda visit: visit.say(answer(status, body, *headers))


def resetting(visit: Visit) -> None:
    """Read the request, then reset the connection."""
    visit.reset()


def resetting_in_body(visit: Visit) -> None:
    """Reset the connection after twelve bytes of the body."""
    visit.say(answer(200, '{"checkoutSe' + "x" * 100)[:-100])
    visit.reset()


def closing(visit: Visit) -> None:
    """Read the request, then hang up."""
    visit.connection.shutdown(socket.SHUT_RDWR)


def closing_in_body(visit: Visit) -> None:
    """Hang up before the promised length is reached."""
    visit.say(answer(200, "{" * 50)[:-20])
    visit.connection.shutdown(socket.SHUT_RDWR)


def holding(visit: Visit) -> None:
    """Never answer."""
    visit.hold()


def dripping_head(visit: Visit) -> None:
    """Send the head one byte at a time."""
    visit.drip(answer(200, "{}", "X-Long: " + "x" * 2000))


def dripping_body(visit: Visit) -> None:
    """Send the head at once, and the body one byte at a time."""
    whole = answer(200, '{"a": "' + "x" * 2000 + '"}')
    head, _, body = whole.partition(b"\r\n\r\n")
    visit.say(head + b"\r\n\r\n")
    visit.drip(body)


def pouring(visit: Visit) -> None:
    """Send chunks without end."""
    visit.say("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
    while not visit.over.is_set():
        visit.say(b"10000\r\n" + b"x" * 65536 + b"\r\n")


def heaping(size: int) -> Behaviour:
    """Send a JSON document of `size` bytes."""

    def behave(visit: Visit) -> None:
        visit.say(f'HTTP/1.1 200 OK\r\nContent-Length: {size}\r\n\r\n{{"a":"')
        for _ in range(size // 65536 + 1):
            visit.say(b"x" * 65536)

    return behave


def bombing(visit: Visit) -> None:
    """Send 128 MiB of nothing, packed into a thousandth of it."""
    bomb = b"".join(gzip.compress(bytes(1024 * 1024), 1) for _ in range(128))
    visit.say(answer(200, bomb, "Content-Encoding: gzip"))


def heading(visit: Visit) -> None:
    """Send headers without end."""
    visit.say("HTTP/1.1 200 OK\r\n")
    while not visit.over.is_set():
        visit.say(b"X-Name: " + b"x" * 1000 + b"\r\n")


def redirecting(status: int, location: str) -> Behaviour:
    """Point elsewhere."""
    return answering(status, b"", f"Location: {location}")


def saying(text: str | bytes) -> Behaviour:
    """Send what may not be HTTP, then hang up."""

    def behave(visit: Visit) -> None:
        visit.say(text)
        visit.connection.shutdown(socket.SHUT_RDWR)

    return behave
