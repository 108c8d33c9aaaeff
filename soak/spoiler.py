"""Stands between the window and the emulator, and hands on answers that are broken by chance."""

from __future__ import annotations

import json
import socket
import struct
import threading
from contextlib import suppress
from random import Random
from urllib.parse import urlsplit

from soak.breaking import NASTY, mangled, misshapen

_END = b"\r\n\r\n"
_STATUSES = (200, 201, 204, 206, 301, 400, 401, 403, 404, 409, 422, 426, 429, 500, 503, 599)
_HEADERS = (
    "Content-Type: text/html",
    "Content-Type: application/json; charset=utf-16",
    "Content-Encoding: gzip",
    "Content-Length: 9999999999",
    "Transfer-Encoding: chunked",
    "Retry-After: soon",
    "Date: Thu, 01 Jan 1970 00:00:00 GMT",
    "Location: https://evil.example/",
    "x-amz-pay-request-id: \u0000<b>",
    "Set-Cookie: a=" + "b" * 5000,
)
_NAMES = (
    "amazonPayRedirectUrl",
    "reasonCode",
    "message",
    "statusDetails",
    "amount",
    "checkoutSessionId",
)
_PATIENCE_S = 30.0


class Spoiler:
    """A server on loopback: each answer comes from the emulator, and most arrive broken."""

    def __init__(self, base_url: str, seed: int) -> None:
        self._behind = ("127.0.0.1", urlsplit(base_url).port or 80)
        self._random = Random(seed)
        self.is_honest = False  # whether answers are handed on as they are
        self.count = 0
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.base_url = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        """Take no more."""
        self._listener.close()

    def _accept(self) -> None:
        with suppress(OSError):  # it was closed
            while True:
                connection, _ = self._listener.accept()
                with connection, suppress(OSError):  # the other side may have left
                    connection.settimeout(_PATIENCE_S)
                    self._serve(connection)

    def _serve(self, connection: socket.socket) -> None:
        request = _whole(connection)
        if not request:
            return
        with socket.create_connection(self._behind, _PATIENCE_S) as emulator:
            emulator.sendall(request)
            answer = _whole(emulator)
        if self.is_honest:
            connection.sendall(answer)
            return
        self.count += 1
        connection.sendall(spoilt(answer, self._random))
        if self._random.random() < 0.1:
            hard = struct.pack("ii", 1, 0)
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, hard)  # a reset, no farewell


def _whole(connection: socket.socket) -> bytes:
    """Read one message to its end."""
    got = b""
    while not _is_whole(got):
        part = connection.recv(65536)
        if not part:
            return b""
        got += part
    return got


def _is_whole(got: bytes) -> bool:
    head, end, body = got.partition(_END)
    lines = [line.lower() for line in head.split(b"\r\n")]
    length = next((int(line[15:]) for line in lines if line.startswith(b"content-length:")), 0)
    return bool(end) and len(body) >= length


def spoilt(answer: bytes, random: Random) -> bytes:
    """Break an answer: its JSON, its status, its headers, or its bytes; some stay whole."""
    head, _, body = answer.partition(_END)
    lines = head.decode("latin-1").split("\r\n")
    if random.random() < 0.6:
        body = _document(body, random)
    if random.random() < 0.3:
        lines[0] = f"HTTP/1.1 {random.choice(_STATUSES)} {random.choice(('OK', '', '<b>'))}"
    if random.random() < 0.3:
        lines.insert(random.randrange(1, len(lines) + 1), random.choice(_HEADERS))
    if random.random() < 0.95:
        lines = [line for line in lines if not line.lower().startswith("content-length: 0")]
        lines = [_measured(line, body) for line in lines]
    data = "\r\n".join(lines).encode("latin-1") + _END + body
    return mangled(data, random) if random.random() < 0.2 else data


def _measured(line: str, body: bytes) -> str:
    is_old = line.lower().startswith("content-length:") and "9999999999" not in line
    return f"Content-Length: {len(body)}" if is_old else line


def _document(body: bytes, random: Random) -> bytes:
    try:
        document = json.loads(body)
    except ValueError:
        return mangled(body, random)
    for _ in range(random.randrange(1, 4)):
        document = misshapen(document, random, _NAMES)
    if random.random() < 0.1:
        document = random.choice(NASTY)
    return json.dumps(document, ensure_ascii=random.random() < 0.5).encode("utf-8", "surrogatepass")
