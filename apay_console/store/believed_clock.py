"""What time it is for what is deleted by its age: a clock that is wrong for a day deletes nothing.

A clock that went far ahead since it was last looked at may be wrong, or nobody may have started
the program meanwhile. So it counts only once it was seen twice, a day apart.
"""

from __future__ import annotations

from dataclasses import astuple, dataclass, fields, replace
from math import isfinite
from typing import Any

from apay_console.store.settings import Settings

_NAME = "housekeeping.clock"
_DAY_S = 86_400
_USUAL_S = 8 * _DAY_S  # between two starts of who uses the program once a week


@dataclass(frozen=True)
class Seen:
    """What the clock said, in seconds since 1970."""

    believed: float = 0
    doubted: float = 0  # when it was first seen to be far ahead; 0 while it is not


async def believed_now(settings: Settings, now: float) -> float:
    """Look at the clock, remember what it says, and give the time that is certain."""
    found: list[Seen] = []

    def looked(kept: Any) -> list[float]:
        found.append(look(_read(kept), now))
        return list(astuple(found[-1]))

    await settings.change(_NAME, [], looked)
    return found[-1].believed


def look(seen: Seen, now: float) -> Seen:
    """Believe the clock, or wait for another day on which it says the same."""
    if 0 < seen.doubted <= now - _DAY_S:
        seen = Seen(believed=seen.doubted)  # what two days agree on
    if now <= seen.believed + _USUAL_S:
        return Seen(believed=now)
    return replace(seen, doubted=min(seen.doubted or now, now))


def _read(kept: Any) -> Seen:
    is_ours = isinstance(kept, list) and len(kept) == len(fields(Seen))
    return Seen(*kept) if is_ours and all(map(_is_moment, kept)) else Seen()


def _is_moment(value: Any) -> bool:
    return isinstance(value, int | float) and isfinite(value)
