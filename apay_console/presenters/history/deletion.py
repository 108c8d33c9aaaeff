"""What of the chosen exchanges may be deleted, and what has to stay."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from apay_console.errors import N_, Message, say
from apay_console.model.attempt import Attempt
from apay_console.model.exchange import Outcome
from apay_console.model.past import Line

_BLOCKED = N_(
    "Nobody knows yet what became of this request. Check it first: without it nobody could."
)


@dataclass(frozen=True)
class Deletion:
    """What would be deleted, once the person says so."""

    lines: tuple[Line, ...]
    kept: Message | None = None  # why some of what was chosen has to stay


def deletion_of(lines: tuple[Line, ...], unfinished: Sequence[Attempt]) -> Deletion:
    """Leave out what is all that tells of a write whose fate is unknown."""
    open_sales = {attempt.sale_id for attempt in unfinished}
    free = tuple(one for one in lines if not _is_needed(one, open_sales))
    return Deletion(free, say(_BLOCKED) if len(free) < len(lines) else None)


def _is_needed(line: Line, open_sales: set[str]) -> bool:
    return line.outcome is Outcome.UNKNOWN and line.method != "GET" and line.sale_id in open_sales
