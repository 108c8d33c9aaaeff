"""Takes exchanges out of the history, and what identifies buyers out of those that stay."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

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


def delete(connection: sqlite3.Connection, numbers: Sequence[int]) -> int:
    """Delete exchanges but those whose outcome is still open; say how many went."""
    marks = ", ".join("?" * len(numbers))
    query = f"SELECT id FROM exchanges WHERE id IN ({marks}) AND {_IS_SETTLED}"  # noqa: S608 - marks only
    return _drop(connection, [row[0] for row in connection.execute(query, numbers)])


def purge_some(connection: sqlite3.Connection, before: float) -> int:
    """Delete some of the exchanges begun before a moment, pinned ones excepted; say how many."""
    return _drop(connection, [row[0] for row in connection.execute(_OLD, [before])])


def _drop(connection: sqlite3.Connection, numbers: Sequence[int]) -> int:
    if numbers:
        search_index.take(connection, numbers)
        marks = ", ".join("?" * len(numbers))
        connection.execute(f"DELETE FROM wires WHERE exchange_id IN ({marks})", numbers)  # noqa: S608 - marks only
        connection.execute(f"DELETE FROM exchanges WHERE id IN ({marks})", numbers)  # noqa: S608 - marks only
    return len(numbers)


def forget_some(connection: sqlite3.Connection, before: float) -> int:
    """Null what identifies buyers in some exchanges begun before a moment; say in how many."""
    rows = connection.execute(_NAMING, [before]).fetchall()
    numbers = [row[0] for row in rows]
    clean = [
        (without_buyer(bytes_of(sent)), without_buyer(bytes_of(body)), number)
        for number, sent, body in rows
    ]
    if not rows:
        return 0
    with search_index.renewing(connection, numbers):
        connection.executemany(
            "UPDATE wires SET sent_body = ?, answered_body = ? WHERE exchange_id = ?", clean
        )
        connection.executemany(
            "UPDATE exchanges SET names_buyer = 0 WHERE id = ?", [(number,) for number in numbers]
        )
    return len(rows)
