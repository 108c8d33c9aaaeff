"""What is looked for, as SQL: one index leads, the rest is looked at row by row."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from apay_console.model.past import Wanted
from apay_console.store.schema_history import BLOCK_BITS
from apay_console.store.search.words import Continued, expression, is_bounded, is_gathered
from apay_console.store.texts import storable

_HUNDREDS = 9
_WITH_WORDS = "searched CROSS JOIN exchanges ON id = searched.rowid"
# The newest of these blocks is bounded by their times; a clock set back only widens them.
_SINCE = (
    f"id >= coalesce((SELECT min(block) << {BLOCK_BITS} FROM tallies WHERE latest >= ?), 1 << 62)"  # noqa: S608 - a number of ours
)
_UNTIL = (
    f"id < coalesce((SELECT (max(block) + 1) << {BLOCK_BITS} FROM tallies WHERE earliest < ?), 0)"  # noqa: S608 - a number of ours
)


@dataclass(frozen=True)
class Question:
    """Where to look, and with which conditions."""

    source: str
    conditions: tuple[str, ...]
    arguments: tuple[Any, ...]
    number: str = "id"  # the column that orders
    has_steps: bool = True  # whether the first of what is found take a part of the time of all
    is_bounded: bool = True  # whether a few numbers do, even if nothing of them is found

    def select(self, columns: str, *more: str) -> str:
        """Write the query for some columns; `more` narrows it further."""
        conditions = " AND ".join([*self.conditions, *more]) or "1"
        return f"SELECT {columns} FROM {self.source} WHERE {conditions}"  # noqa: S608 - every value is bound


def question(wanted: Wanted, continued: Continued = lambda _: None) -> Question:
    """Ask for what is wanted; where words lead, the other indexes are out of it."""
    words = expression(wanted.words, continued)
    parts = [*_equals(wanted), *_ranges(wanted)]
    if wanted.words.strip() and not words:
        parts.append(("0", ()))
    source, number = "exchanges", "id"
    if words:
        source, number = (_WITH_WORDS if parts else "searched"), "searched.rowid"
        parts = [("searched MATCH ?", (storable(words),)), *parts]
    conditions = tuple(condition for condition, _ in parts)
    values = tuple(value for _, bound in parts for value in bound)
    has_steps, bounded = not is_gathered(words), not words or is_bounded(words)
    return Question(source, conditions, values, number, has_steps, bounded)


def _equals(wanted: Wanted) -> Iterator[tuple[str, tuple[Any, ...]]]:
    """The first named is the rarest as a rule, and the only one whose index is used."""
    leads = "" if expression(wanted.words) else " "
    for condition, value in _named(wanted):
        yield (condition if leads else f"+{condition}"), (storable(value),)
        leads = ""
    flags = (("is_pinned", wanted.is_pinned), ("is_live", wanted.is_live))
    for name, flag in flags:
        if flag is not None:
            yield (name if flag else f"NOT {name}"), ()


def _named(wanted: Wanted) -> Iterator[tuple[str, Any]]:
    for name in ("session_id", "sale_id"):
        if getattr(wanted, name):
            yield f"{name} = ?", getattr(wanted, name)
    if wanted.status is not None and wanted.status > _HUNDREDS:
        yield "status = ?", wanted.status
    if wanted.outcome is not None:
        yield "outcome = ?", wanted.outcome
    for name in ("operation", "profile_id"):
        if getattr(wanted, name):
            yield f"{name} = ?", getattr(wanted, name)


def _ranges(wanted: Wanted) -> Iterator[tuple[str, tuple[Any, ...]]]:
    if wanted.status is not None and wanted.status <= _HUNDREDS:
        first = wanted.status * 100
        yield "+status BETWEEN ? AND ?", (first, first + 99)
    if wanted.since is not None:
        yield f"{_SINCE} AND +started_at >= ?", (wanted.since, wanted.since)
    if wanted.until is not None:
        yield f"{_UNTIL} AND +started_at < ?", (wanted.until, wanted.until)
