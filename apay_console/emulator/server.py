"""Carries questions and answers over HTTP on loopback; the only module with server libraries."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, cast

from uvicorn import Config, Server
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol
from uvicorn.server import ServerState

from apay_console.emulator.crowding import Crowd
from apay_console.emulator.faults.travelling import Receive, Send, deliver, dismiss
from apay_console.emulator.ids import RandomIds
from apay_console.emulator.wire import Answer, Asked, Refused

Handle = Callable[[Asked], Answer | Awaitable[Answer]]
Scope = dict[str, Any]

HOST = "127.0.0.1"
MOST_HEAD = 32 * 1024
MOST_BODY = 1024 * 1024
AT_ONCE = 8  # connections taken in one go, before there is time to let any go
QUEUE = 2048  # connections that wait to be taken
LONGEST_WAIT = 20.0  # seconds for a body to arrive
_TRANSPORT = "apay.transport"
_WHOLE = "apay.whole"  # set once the whole request is here


class Gone(Exception):
    """The other side left before its request was whole."""


@dataclass(frozen=True)
class Running:
    """A server that answers until it is stopped."""

    base_url: str
    _server: Server

    @property
    def port(self) -> int:
        """The port that it listens on."""
        return int(self.base_url.rpartition(":")[2])

    async def stop(self) -> None:
        """Stop at once; a request in flight is broken off."""
        state = self._server.server_state
        for listener in self._server.servers:
            listener.close()
        for connection in list(state.connections):
            connection.transport.abort()
        tasks = list(state.tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await asyncio.sleep(0)  # an aborted connection lets go in the next round


async def start(handle: Handle, port: int = 0, *, exactly: bool = False) -> Running:
    """Serve inside the running loop; on a free port when the one asked for is taken."""
    ports = (port,) if exactly else (port, 0)
    for candidate in dict.fromkeys(ports):
        server = _server(handle, candidate)
        try:
            await server.startup()
        except SystemExit:  # uvicorn's way to say that the port is taken
            continue
        found = server.servers[0].sockets[0]
        _lengthen_queue(found.fileno())
        return Running(f"http://{HOST}:{found.getsockname()[1]}", server)
    raise OSError(f"port {port} is taken")


def _lengthen_queue(listener: int) -> None:
    """Let more wait than are taken at once; asyncio has one number for both."""
    with socket.fromfd(listener, socket.AF_INET, socket.SOCK_STREAM) as same:
        same.listen(QUEUE)


def _server(handle: Handle, port: int) -> Server:
    config = Config(
        Carrier(handle),
        host=HOST,
        port=port,
        loop="none",
        lifespan="off",
        ws="none",
        http=_Protocol,
        interface="asgi3",
        proxy_headers=False,
        server_header=False,
        date_header=False,
        access_log=False,
        log_config=None,
        log_level="critical",
        timeout_keep_alive=60,
        backlog=AT_ONCE,
    )
    config.load()
    server = Server(config)
    server.server_state = _State()
    # Started without `serve`: no signal handlers, and no tick ten times a second.
    server.lifespan = config.lifespan_class(config)
    return server


class _State(ServerState):
    """What a server's connections share."""

    def __init__(self) -> None:
        super().__init__()
        self.crowd = Crowd()


class _Protocol(HttpToolsProtocol):
    """Keeps heads short and silent connections few, so that none can fill the memory."""

    _head = 0

    @property
    def _crowd(self) -> Crowd:
        return cast(_State, self.server_state).crowd

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn's own
        super().connection_made(transport)
        self._crowd.add(transport)

    def connection_lost(self, exc: Exception | None) -> None:
        super().connection_lost(exc)
        self._crowd.remove(self.transport)

    def on_response_complete(self) -> None:
        super().on_response_complete()
        if not self.transport.is_closing():
            self._crowd.add(self.transport)

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self._head = 0
        cast(Scope, self.scope)[_TRANSPORT] = self.transport

    def on_url(self, url: bytes) -> None:
        self._count(len(url))
        super().on_url(url)

    def on_header(self, name: bytes, value: bytes) -> None:
        self._count(len(name) + len(value) + 4)
        super().on_header(name, value)

    def _count(self, size: int) -> None:
        self._head += size
        if self._head > MOST_HEAD:
            raise ValueError  # the parser stops, and asks for the answer below

    def on_message_complete(self) -> None:
        cast(Scope, self.scope)[_WHOLE] = True
        self._crowd.remove(self.transport)
        super().on_message_complete()

    def send_400_response(self, msg: str) -> None:
        is_long = self._head > MOST_HEAD
        status, line = (
            (431, "431 Request Header Fields Too Large") if is_long else (400, "400 Bad Request")
        )
        sentence = "The headers are longer than 32 KiB." if is_long else msg
        answer = _closing(Refused(status, "InvalidRequest", sentence).answer)
        lines = [f"HTTP/1.1 {line}", *(f"{name}: {value}" for name, value in answer.headers)]
        head = "\r\n".join([*lines, f"content-length: {len(answer.body)}", "", ""])
        self.transport.write(head.encode() + answer.body)
        self.transport.close()


class Carrier:
    """An ASGI application around a plain call."""

    def __init__(self, handle: Handle) -> None:
        self._handle = handle

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Read a request, have it answered, and deliver the answer."""
        try:
            made = self._handle(await _read(scope, receive))
            answer = made if isinstance(made, Answer) else await made
        except Refused as refused:
            await dismiss(_closing(refused.answer), scope[_TRANSPORT], receive, send)
        except Gone:
            pass
        else:
            await deliver(answer, scope[_TRANSPORT], receive, send)


async def _read(scope: Scope, receive: Receive) -> Asked:
    query = scope["query_string"]
    target = scope["raw_path"] + (b"?" + query if query else b"")
    headers = tuple(
        (name.decode("latin-1"), value.decode("latin-1").strip())
        for name, value in scope["headers"]
    )
    found = dict(headers)
    _refuse_size(found)
    body = await _body(scope, receive) if found.get("content-length", "0") != "0" else b""
    return Asked(scope["method"], target.decode("latin-1"), headers, body)


def _refuse_size(found: dict[str, str]) -> None:
    if "transfer-encoding" in found:
        raise Refused(
            411, "InvalidRequest", "Send the body with its Content-Length, not in chunks."
        )
    if int(found.get("content-length", "0")) > MOST_BODY:
        raise Refused(413, "InvalidRequest", "The body is larger than 1 MiB.")


async def _body(scope: Scope, receive: Receive) -> bytes:
    if _WHOLE in scope:  # as nearly always: then no clock has to be set
        return await _whole(receive)
    try:
        async with asyncio.timeout(LONGEST_WAIT):
            return await _whole(receive)
    except TimeoutError:
        raise Refused(408, "RequestTimeout", "The body did not arrive in time.") from None


async def _whole(receive: Receive) -> bytes:
    parts = []
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise Gone
        parts.append(message["body"])
        if not message["more_body"]:
            return b"".join(parts)


def _closing(answer: Answer) -> Answer:
    """Answer a request that was not read to its end, so nothing may follow it."""
    named = answer.with_header("x-amz-pay-request-id", RandomIds().unique())
    return named.with_header("connection", "close")
