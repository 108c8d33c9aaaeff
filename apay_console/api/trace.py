"""How far a request came, and when: httpx's events with milliseconds."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Mapping
from contextlib import suppress
from time import perf_counter
from typing import Any, TypeVar

from apay_console.api.racing import race
from apay_console.errors import N_, NotSent, say
from apay_console.model.timeline import TUNNEL, through

_LEAVING = "http11.send_request_headers.started"
_ANSWERING = "http11.receive_response_headers.complete"
_SECURING, _SECURED = "connection.start_tls.started", "connection.start_tls.complete"
_OF_A_PROXY, _OF_A_CONNECTION = "proxy.", "connection."  # where httpx begins TLS inside a tunnel
STOPPED = N_("You stopped it.")
T = TypeVar("T")
_CONNECTED = "connection.connect_tcp.complete"
_OF_THE_WHOLE = {"connection.connect_tcp.started", _SECURING}  # also where a proxy is between


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
        self.proxy = ""  # that the request goes through

    def go_through(self, proxy: str) -> None:
        """Keep which proxy is asked to open the way; what is said to it is not the request."""
        self.proxy = proxy
        if proxy:
            self.mark(through(proxy))

    def stop(self) -> None:
        """Wait no more, on the loop that waits; what left may still take effect."""
        self.stopped.set()
        if self.limit is not None:
            self.limit.reschedule(asyncio.get_running_loop().time())

    async def unless_stopped(self, work: Coroutine[Any, Any, T]) -> T:
        """Wait for what has to come before the request; raise NotSent if that is stopped."""
        async with race(work, self.stopped) as (wanted, _):
            if not wanted.done():
                raise NotSent(say(STOPPED))
            return wanted.result()

    async def __call__(self, name: str, info: Mapping[str, Any]) -> None:
        name = name.replace(_OF_A_PROXY, _OF_A_CONNECTION, 1)
        if self.is_before_the_proxy and name == _SECURING:
            self.mark(_CONNECTED)  # to the host, now that the proxy has opened the way
        is_of_tunnel = self.is_before_the_proxy and name not in _OF_THE_WHOLE
        self.mark(TUNNEL + name if is_of_tunnel else name)
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
    def is_before_the_proxy(self) -> bool:
        """Whether a proxy is still to open the way to the host."""
        return bool(self.proxy) and not self._saw(_SECURING)

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
