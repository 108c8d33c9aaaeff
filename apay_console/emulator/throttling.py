"""The API's limits: a bucket for each operation, off unless somebody switches them on."""

from __future__ import annotations

from dataclasses import dataclass, field

from apay_console.emulator.wire import Refused

# Bucket size and refill per second (api-throttling-limits.html), first live and then sandbox.
# The page names no limit for the other calls, so they have none here.
LIMITS: dict[str, tuple[tuple[int, int], tuple[int, int]]] = {
    "create_session": ((40, 16), (5, 1)),
    "get_session": ((40, 8), (10, 1)),
    "update_session": ((20, 8), (5, 1)),
    "complete_session": ((20, 4), (2, 1)),
    "get_permission": ((20, 4), (10, 1)),
    "update_permission": ((10, 2), (5, 1)),
    "close_permission": ((10, 2), (2, 1)),
    "create_charge": ((10, 4), (2, 1)),
    "get_charge": ((20, 4), (5, 1)),
    "capture_charge": ((20, 4), (2, 1)),
    "cancel_charge": ((10, 2), (2, 1)),
    "create_refund": ((10, 4), (2, 1)),
    "get_refund": ((20, 4), (5, 1)),
    "track_delivery": ((10, 1), (1, 1)),
}


@dataclass
class Throttle:
    """Counts requests; `on` says whether it refuses any."""

    on: bool = False
    _levels: dict[tuple[str, bool], tuple[float, float]] = field(default_factory=dict)

    def check(self, operation: str, now: float, *, live: bool) -> None:
        """Take a token, or refuse."""
        if not self.on or operation not in LIMITS:
            return
        size, refill = LIMITS[operation][0 if live else 1]
        level, since = self._levels.get((operation, live), (float(size), now))
        level = min(float(size), level + max(0.0, now - since) * refill)
        self._levels[operation, live] = (max(level - 1, 0.0) if level >= 1 else level, now)
        if level < 1:
            raise Refused(429, "TooManyRequests", "Too many requests; wait before asking again.")

    def refill(self) -> None:
        """Fill every bucket again."""
        self._levels.clear()
