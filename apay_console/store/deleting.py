"""Takes exchanges out of the history, and what identifies buyers out of those that stay."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from apay_console.store import search_index
from apay_console.store.buyers import without_buyer
from apay_console.store.exchange_rows import bytes_of

if TYPE_CHECKING:
    import sqlite3

BUNCH = 500
# What may have to be sent again is still needed to find out whether it took effect.
_IS_SETTLED = """NOT (outcome = 'UNKNOWN' AND EXISTS (SELECT 1 FROM attempts AS open
WHERE (open.outcome IS NULL OR open.outcome = 'UNKNOWN')
AND open.sale_id = exchanges.sale_id AND open.operation = exchanges.operation))"""
_OLD = f"""SELECT id FROM exchanges WHERE started_at < ? AND NOT is_pinned AND {_IS_SETTLED}
LIMIT {BUNCH}"""  # noqa: S608 - names of our own schema
_NAMING = f"""SELECT id, sent_body, answered_body FROM exchanges JOIN wires ON id = exchange_id
WHERE names_buyer AND started_at < ? LIMIT {BUNCH}"""  # noqa: S608 - names of our own schema


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
        with search_index.leaving(connection, numbers):
            _drop_rows(connection, numbers)
    return numbers


def _drop_rows(connection: sqlite3.Connection, numbers: Iterable[int]) -> None:
    rows = [(number,) for number in numbers]
    connection.executemany("DELETE FROM wires WHERE exchange_id = ?", rows)
    connection.executemany("DELETE FROM exchanges WHERE id = ?", rows)


def open_attempts(connection: sqlite3.Connection) -> list[str]:
    """Name the attempts whose bodies are still needed."""
    query = "SELECT id FROM attempts WHERE outcome IS NULL OR outcome = 'UNKNOWN'"
    return [row[0] for row in connection.execute(query)]


def clean_copy(
    connection: sqlite3.Connection, gone: Iterable[int], needed: Sequence[str], before: float
) -> None:
    """Take out of a copy, which an older program may have made, what went from the file itself."""
    _drop_rows(connection, gone)
    marks = ", ".join("?" * len(needed))
    query = f"UPDATE attempts SET body = x'' WHERE body <> x'' AND id NOT IN ({marks})"  # noqa: S608 - marks only
    connection.execute(query, needed)
    while rows := connection.execute(_NAMING, [before]).fetchall():
        _clear(connection, rows)
    if search_index.has_index(connection):
        search_index.empty(connection)


def forget_some(connection: sqlite3.Connection, before: float) -> int:
    """Null what identifies buyers in some exchanges begun before a moment; say in how many."""
    rows = connection.execute(_NAMING, [before]).fetchall()
    if rows:
        with search_index.renewing(connection, [row[0] for row in rows]):
            _clear(connection, rows)
    return len(rows)


def _clear(connection: sqlite3.Connection, rows: Sequence[tuple[int, Any, Any]]) -> None:
    clean = [
        (without_buyer(bytes_of(sent)), without_buyer(bytes_of(body)), number)
        for number, sent, body in rows
    ]
    connection.executemany(
        "UPDATE wires SET sent_body = ?, answered_body = ? WHERE exchange_id = ?", clean
    )
    numbers = [(row[0],) for row in rows]
    connection.executemany("UPDATE exchanges SET names_buyer = 0 WHERE id = ?", numbers)
