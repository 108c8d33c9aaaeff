"""What somebody asked and what was answered, for whoever looks on."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from time import perf_counter

from apay_console import signing
from apay_console.emulator import headers, routes
from apay_console.emulator.wire import Answer, Asked, Refused
from apay_console.errors import Invalid

PAUSE = 0.1  # seconds between two bunches, so that a burst is shown at once
MOST = 2_000  # requests that wait to be looked at


@dataclass(frozen=True)
class Seen:
    """One request of the API with its answer; what follows from it is read only if wanted."""

    asked: Asked
    answer: Answer
    started: float  # seconds since 1970, by the machine's clock
    took: float  # seconds

    @cached_property
    def headers(self) -> Mapping[str, str]:
        """The request's headers by name."""
        return dict(self.asked.headers)

    @cached_property
    def authorization(self) -> signing.Authorization | None:
        """The signature's header taken apart; None when there is none that can be read."""
        found = self.headers
        written = found.get(headers.AUTHORIZATION) or found.get(headers.V1_AUTHORIZATION, "")
        try:
            return signing.parse_authorization(written)
        except Invalid:
            return None

    @property
    def key_id(self) -> str:
        """The public key id that it was signed for; empty when it names none."""
        return self.authorization.key_id if self.authorization else ""

    @cached_property
    def route(self) -> routes.Route | None:
        """What it asked for; None when there is no such operation."""
        try:
            return routes.find(self.asked.method, self.asked.path, self.key_id)
        except Refused:
            return None

    @cached_property
    def canonical(self) -> str:
        """The request as it is hashed here; empty when nothing says what was signed."""
        parsed = self.authorization
        return next(headers.hashed(self.asked, self.headers, parsed)) if parsed else ""

    @property
    def to_sign(self) -> str:
        """The string to sign that follows from it."""
        parsed = self.authorization
        return signing.string_to_sign(parsed.algorithm, self.canonical) if parsed else ""


Watched = Callable[[Seen], None]


def watch(answer: Callable[[Asked], Answer], asked: Asked, now: float, told: Watched) -> Answer:
    """Answer a request, and tell of it."""
    begun = perf_counter()
    found = answer(asked)
    told(Seen(asked, found, now, perf_counter() - begun))
    return found


class Onlooker:
    """Keeps what was seen of others' requests until somebody asks for it, a bunch at a time."""

    def __init__(self, own: str, pause: float = PAUSE) -> None:
        self._own = own  # the key id of who looks on
        self._pause = pause
        self._seen: deque[Seen] = deque(maxlen=MOST)
        self._came = asyncio.Event()
        self._last = float("-inf")

    def take(self, seen: Seen) -> None:
        """Keep one, on the loop's own thread; the oldest is lost when nobody asks for them."""
        if not self._is_own(seen):
            self._seen.append(seen)
            self._came.set()

    def _is_own(self, seen: Seen) -> bool:
        """Others may name this key id too, but they cannot sign for it."""
        return seen.key_id == self._own and seen.answer.status != 403

    async def next(self) -> list[Seen]:
        """Wait for what nobody has looked at yet."""
        await self._came.wait()
        now = asyncio.get_running_loop().time()
        await asyncio.sleep(max(0.0, self._last + self._pause - now))
        self._last = asyncio.get_running_loop().time()
        self._came.clear()
        found = list(self._seen)
        self._seen.clear()
        return found
