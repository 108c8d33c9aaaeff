"""A notification on its way to a shop, and what the shop answered."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from apay_console.errors import Message
from apay_console.model.kinds import Url

IN_ORDER, TWICE, LATE, NEVER = "in order", "twice", "late", "never"  # how letters arrive
MODES = (IN_ORDER, TWICE, LATE, NEVER)
ENDPOINT = Url(most=2048, example="http://localhost:8080/ipn")  # where a shop takes letters


@dataclass(frozen=True)
class Letter:
    """What is posted, and where to."""

    url: str
    headers: tuple[tuple[str, str], ...]
    body: bytes = field(repr=False)
    allowed: frozenset[str] = frozenset()  # hosts beyond this computer that the person named


@dataclass(frozen=True)
class Receipt:
    """What came of it: a status, or the reason why there is none."""

    status: int | None
    took_ms: float
    reason: Message | None = None
    body: bytes = field(default=b"", repr=False)  # the first of what the shop said

    @property
    def is_taken(self) -> bool:
        """Whether the shop has it."""
        return self.status is not None and 200 <= self.status < 300

    @property
    def may_repeat(self) -> bool:
        """Whether SNS would try again: after no answer and after 5xx, never after 4xx."""
        return self.status is None or self.status >= 500


Post = Callable[[Letter], Awaitable[Receipt]]
