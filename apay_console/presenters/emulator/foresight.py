"""What each jump of the clock would make happen, beyond what a shorter one does."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from apay_console.presenters.emulator import time_words
from apay_console.presenters.emulator.time_words import Told

if TYPE_CHECKING:
    from apay_console.emulator.happened import Happening


@dataclass(frozen=True)
class Coming:
    """What one jump brings."""

    first: Told | None  # of one's own sale, if that has a part in it; None for nothing
    count: int
    is_more: bool  # whether a shorter jump brings something already


def by_jumps(
    rows: Sequence[Happening], now: float, jumps: Sequence[float], own: frozenset[str]
) -> tuple[Coming, ...]:
    """Tell what comes, jump by jump; the rows come in their order."""
    found, start = [], 0
    for seconds in jumps:
        stop = bisect_right(rows, now + seconds, lo=start, key=lambda row: row.at)
        part = rows[start:stop]
        first = next((row for row in part if row.about in own), part[0] if part else None)
        told = time_words.coming(first, now) if first else None
        found.append(Coming(told, len(part), is_more=start > 0))
        start = stop
    return tuple(found)
