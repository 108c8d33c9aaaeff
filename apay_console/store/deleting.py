"""Takes exchanges out of the history, and what identifies buyers out of those that stay."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from apay_console.store import drafts
from apay_console.store.buyers import without_buyers
from apay_console.store.exchange_rows import READ, exchange_of, fetch, reason_text
from apay_console.store.search import index
from apay_console.store.texts import storable

if TYPE_CHECKING:
    import sqlite3

    from apay_console.model.exchange import Exchange

BUNCH = 500
# What may have to be sent again is still needed to find out whether it took effect.
_IS_SETTLED = """NOT (outcome = 'UNKNOWN' AND EXISTS (SELECT 1 FROM attempts AS open
WHERE (open.outcome IS NULL OR open.outcome = 'UNKNOWN')
AND open.sale_id = exchanges.sale_id AND open.operation = exchanges.operation))"""
_OLD = f"""SELECT id FROM exchanges WHERE started_at < ? AND NOT is_pinned AND {_IS_SETTLED}
LIMIT {BUNCH}"""  # noqa: S608 - names of our own schema
_NAMING = f"{READ} WHERE names_buyer AND started_at < ? LIMIT {BUNCH}"
_CLEAR = "UPDATE exchanges SET names_buyer = 0, url = ?, reason = ? WHERE id = ?"
_CLEAR_WIRE = """UPDATE wires SET sent_body = ?, answered_body = ?, canonical_request = ?
WHERE exchange_id = ?"""


def delete(connection: sqlite3.Connection, numbers: Sequence[int]) -> list[int]:
    """Delete exchanges but those whose outcome is still open; name those that went."""
    marks = ", ".join("?" * len(numbers))
    query = f"SELECT id FROM exchanges WHERE id IN ({marks}) AND {_IS_SETTLED}"  # noqa: S608 - marks only
    return _drop(connection, [row[0] for row in connection.execute(query, numbers)])


def purge_some(connection: sqlite3.Connection, before: float) -> list[int]:
    """Delete some of the exchanges begun before a moment, pinned ones excepted; name them."""
    return _drop(connection, [row[0] for row in connection.execute(_OLD, [before])])


def _drop(connection: sqlite3.Connection, numbers: list[int]) -> list[int]:
    if numbers:
        with index.leaving(connection, numbers):
            _drop_rows(connection, numbers)
    return numbers


def _drop_rows(connection: sqlite3.Connection, numbers: Iterable[int]) -> None:
    rows = [(number,) for number in numbers]
    connection.executemany("DELETE FROM wires WHERE exchange_id = ?", rows)
    connection.executemany("DELETE FROM exchanges WHERE id = ?", rows)


class Needed(NamedTuple):
    """What copies of the file may still know of buyers."""

    attempts: list[str]  # whose bodies have to be sent again as they were
    drafts: set[str]  # of these sales


def still_needed(connection: sqlite3.Connection, before: float) -> Needed:
    """Name what is open, and what was typed since a moment."""
    query = "SELECT id FROM attempts WHERE outcome IS NULL OR outcome = 'UNKNOWN'"
    attempts = [row[0] for row in connection.execute(query)]
    return Needed(attempts, drafts.fresh_drafts(connection, before))


def clean_copy(
    connection: sqlite3.Connection, gone: Iterable[int], needed: Needed, before: float
) -> None:
    """Take out of a copy, which an older program may have made, what went from the file itself."""
    _drop_rows(connection, gone)
    marks = ", ".join("?" * len(needed.attempts))
    query = f"UPDATE attempts SET body = x'' WHERE body <> x'' AND id NOT IN ({marks})"  # noqa: S608 - marks only
    connection.execute(query, needed.attempts)
    drafts.clean_copy(connection, needed.drafts)
    while rows := fetch(connection, _NAMING, [before]):
        _clear(connection, rows)
    if index.has_index(connection):
        index.empty(connection)


def forget_some(connection: sqlite3.Connection, before: float) -> int:
    """Null what identifies buyers in some exchanges begun before a moment; say in how many."""
    rows = fetch(connection, _NAMING, [before])
    if rows:
        with index.renewing(connection, [row[0] for row in rows]):
            _clear(connection, rows)
    return len(rows)


def _clear(connection: sqlite3.Connection, rows: Sequence[Sequence[Any]]) -> None:
    clean = [without_buyers(exchange_of(row)) for row in rows]
    connection.executemany(_CLEAR, [_row_of(one) for one in clean])
    connection.executemany(_CLEAR_WIRE, [_wire_of(one) for one in clean])


def _row_of(one: Exchange) -> tuple[Any, ...]:
    return storable(one.sent.url), storable(reason_text(one)), one.id


def _wire_of(one: Exchange) -> tuple[Any, ...]:
    answered = one.answered.body if one.answered else b""
    return one.sent.body, answered, storable(one.canonical_request), one.id
