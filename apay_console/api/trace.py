"""How far a request came, and when: httpx's events with milliseconds."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from contextlib import suppress
from time import perf_counter
from typing import Any

_LEAVING = "http11.send_request_headers.started"
_ANSWERING = "http11.receive_response_headers.complete"
_SECURED = "connection.start_tls.complete"


class Trace:
    """Takes the events of one request; keeps their names and times, and whose certificate it was.

    Nothing else of what they carry is kept: it holds the headers.
    """

    def __init__(self, timer: Callable[[], float] = perf_counter) -> None:
        self._timer = timer
        self._start = timer()
        self.events: list[tuple[str, float]] = []
        self.stopped = asyncio.Event()  # the person waits for it no more
        self.limit: asyncio.Timeout | None = None  # on its way, until then at the most

    def stop(self) -> None:
        """Wait no more, on the loop that waits; what left may still take effect."""
        self.stopped.set()
        if self.limit is not None:
            self.limit.reschedule(asyncio.get_running_loop().time())

    async def __call__(self, name: str, info: Mapping[str, Any]) -> None:
        self.mark(name)
        if name == _SECURED:
            self._keep_certificate(info.get("return_value"))

    def mark(self, name: str) -> None:
        """Keep an event of our own, or of httpx's."""
        self.events.append((name, self.elapsed))

    def _keep_certificate(self, stream: Any) -> None:
        from apay_console.api.peer import certificate  # noqa: PLC0415 - only under TLS

        with suppress(Exception):  # a request must not fail for what only the timeline tells
            found = certificate(stream)
            if found is not None:
                self.mark(found.event)

    @property
    def elapsed(self) -> float:
        """Milliseconds since the request began."""
        return round((self._timer() - self._start) * 1000, 3)

    @property
    def left(self) -> bool:
        """Whether a byte of the request may have left this machine."""
        return self._saw(_LEAVING)

    @property
    def answered(self) -> bool:
        """Whether the head of an answer has come."""
        return self._saw(_ANSWERING)

    def _saw(self, name: str) -> bool:
        return any(event == name for event, _ in self.events)
