"""This console's own endpoint for notifications: takes what is posted, and hands it over."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from apay_console.emulator import headers, server
from apay_console.emulator.ids import RandomIds
from apay_console.emulator.inbox import MOST_WAITING, Inbox
from apay_console.emulator.wire import Answer, Asked, Refused

PATH = "/notifications"
_FULL = f"{MOST_WAITING} notifications wait to be read here. Send this one again later."
_PLAIN = (("content-type", "text/plain; charset=utf-8"),)


@dataclass(frozen=True)
class Posted:
    """What came in, and what it was answered."""

    body: bytes
    status: int


class Received(Inbox[Posted]):
    """What was posted, in order, for whoever waits for the next."""

    def __init__(self) -> None:
        super().__init__(_FULL)
        self.status = 200  # what is answered, to see what a sender makes of it


class Receiving:
    """Answers whoever posts to the one path."""

    def __init__(self, put: Callable[[Posted], None], status: Callable[[], int]) -> None:
        self._put = put
        self._status = status

    def handle(self, asked: Asked) -> Answer:
        """Answer one request."""
        try:
            return self._take(asked)
        except Refused as refused:
            return refused.answer.with_header("x-amz-pay-request-id", RandomIds().unique())

    def _take(self, asked: Asked) -> Answer:
        self._check(asked)
        status = self._status()
        self._put(Posted(asked.body, status))
        return Answer(status, b"", _PLAIN)

    def _check(self, asked: Asked) -> None:
        found = headers.once(asked.headers)
        if headers.host_name(found.get("host", "")) not in headers.LOOPBACK:
            raise Refused(400, "InvalidHeaderValue", "The header host names another machine.")
        if "origin" in found:
            raise Refused(403, "UnauthorizedAccess", "Pages may not post here.")
        if asked.path != PATH:
            raise Refused(404, "ResourceNotFound", f"Only {PATH} is here.")
        if asked.method != "POST":
            raise Refused(405, "RequestNotSupported", "Only POST is supported here.")


async def start_receiving(received: Received, port: int = 0) -> server.Running:
    """Serve the endpoint inside the running loop, on the port asked for when it is free."""
    receiving = Receiving(received.put, lambda: received.status)
    return await server.start(receiving.handle, port)
