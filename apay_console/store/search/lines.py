"""How rows become the lines of a list; what cannot be read of a row is left out.

A page has many rows and most of them are sound, so they are judged and made column by column.
"""

from __future__ import annotations

from collections.abc import Sequence
from types import NoneType
from typing import Any

from apay_console.model.exchange import Outcome
from apay_console.model.past import Line
from apay_console.store.exchange_rows import (
    MARKS,
    NAMES,
    OUTCOMES,
    message_of,
    number_of,
    outcome_of,
    string_of,
)

COLUMNS = f"id, {NAMES}, {MARKS}, reason, is_pinned, note"
_NUMBER, _TEXT, _AMOUNT = set[type]({int}), set[type]({str}), set[type]({float})
_STATUS: set[type] = {int, NoneType}  # missing where nothing was answered
_KINDS = (_NUMBER, *[_TEXT] * 7, _STATUS, _TEXT, _AMOUNT, _AMOUNT, _TEXT, _NUMBER, _TEXT)
_TEXTS = (*range(1, 8), 14)
_OUTCOME, _REASON = 9, 12

Columns = Sequence[Sequence[Any]]


def lines_of(rows: Sequence[Sequence[Any]]) -> list[Line]:
    """Read rows of COLUMNS; a damaged one is listed and marked."""
    columns = tuple(zip(*rows, strict=True))
    if not columns:
        return []
    if _are_sound(columns):
        return _sound(columns)
    if len(rows) == 1:
        return [_damaged(rows[0])]
    middle = len(rows) // 2
    return lines_of(rows[:middle]) + lines_of(rows[middle:])


def _are_sound(columns: Columns) -> bool:
    return (
        all(set(map(type, column)) <= kinds for column, kinds in zip(columns, _KINDS, strict=True))
        and OUTCOMES.keys() >= set(columns[_OUTCOME])
        and not any("\ufffd" in "".join(columns[at]) for at in _TEXTS)
    )


def _sound(columns: Columns) -> list[Line]:
    named, (outcomes, started, took) = columns[:_OUTCOME], columns[_OUTCOME:_REASON]
    reasons, pins, notes = columns[_REASON:]
    read = {text: message_of(text) for text in set(reasons)}
    unread = {text for text, reason in read.items() if reason is None and text != "null"}
    outcome, reason = map(OUTCOMES.get, outcomes), map(read.get, reasons)
    marks = (reason, map(bool, pins), notes, map(unread.__contains__, reasons))
    return list(map(Line._make, zip(*named, outcome, started, took, *marks, strict=True)))


def _damaged(row: Sequence[Any]) -> Line:
    """Read what can be read."""
    sale_id, session_id, profile_id, operation, version, method, url = map(string_of, row[1:8])
    status, outcome, started_at, took_ms, reason, is_pinned, note = row[8:]
    return Line(
        id=row[0],
        sale_id=sale_id,
        session_id=session_id,
        profile_id=profile_id,
        operation=operation,
        version=version,
        method=method,
        url=url,
        status=None if status is None else int(number_of(status)),
        outcome=outcome_of(outcome) or Outcome.UNKNOWN,
        started_at=number_of(started_at),
        took_ms=number_of(took_ms),
        reason=message_of(reason),
        is_pinned=bool(is_pinned),
        note=string_of(note),
        is_damaged=True,
    )
