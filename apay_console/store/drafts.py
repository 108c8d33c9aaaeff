"""What was typed and not yet sent, by sale."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection
from typing import TYPE_CHECKING

from apay_console.store.database import Database
from apay_console.store.draft_buyers import draft_without_buyer
from apay_console.store.exchange_rows import bytes_of
from apay_console.store.settings import keeps_buyers
from apay_console.store.texts import from_blob, to_blob

if TYPE_CHECKING:
    import sqlite3

_BUNCH = 500
# What is only stored again gets no younger by it.
_SAVE = """INSERT INTO drafts (sale_id, text, saved_at) VALUES (?, ?, ?)
ON CONFLICT (sale_id) DO UPDATE SET text = excluded.text, saved_at = excluded.saved_at
WHERE text <> excluded.text"""
_OLD = "SELECT rowid, text FROM drafts WHERE saved_at < ? AND rowid > ? ORDER BY rowid LIMIT ?"
_CLEAR = "UPDATE drafts SET text = ? WHERE rowid = ?"


class Drafts:
    """One text a sale, kept exactly; of buyers nothing where the person wants nothing kept."""

    def __init__(self, database: Database, *, clock: Callable[[], float] = time.time) -> None:
        self._database = database
        self._clock = clock

    async def save(self, sale_id: str, text: str) -> None:
        now = self._clock()
        await self._database.run(lambda c: _save(c, sale_id, text, now))

    async def load(self, sale_id: str) -> str | None:
        query = "SELECT text FROM drafts WHERE sale_id = ?"
        row = await self._database.run(lambda c: c.execute(query, (sale_id,)).fetchone())
        return None if row is None else from_blob(row[0])

    async def drop(self, sale_id: str) -> None:
        query = "DELETE FROM drafts WHERE sale_id = ?"
        await self._database.run(lambda c: c.execute(query, (sale_id,)))


def _save(connection: sqlite3.Connection, sale_id: str, text: str, now: float) -> None:
    kept = text if keeps_buyers(connection) else draft_without_buyer(text)
    connection.execute(_SAVE, (sale_id, to_blob(kept), now))


def forget_some(connection: sqlite3.Connection, before: float, after: int) -> int:
    """Take buyers out of some drafts saved before a moment; say how far it came, 0 for the end."""
    rows = connection.execute(_OLD, (before, after, _BUNCH)).fetchall()
    for number, text in rows:
        _clear(connection, number, text)
    return int(rows[-1][0]) if rows else 0


def fresh_drafts(connection: sqlite3.Connection, before: float) -> set[str]:
    """Name the sales whose drafts may still know a buyer."""
    query = "SELECT sale_id FROM drafts WHERE saved_at >= ?"
    return {row[0] for row in connection.execute(query, (before,))}


def clean_copy(connection: sqlite3.Connection, fresh: Collection[str]) -> None:
    """Take buyers out of a copy's drafts but these."""
    rows = connection.execute("SELECT rowid, sale_id, text FROM drafts").fetchall()
    for number, sale_id, text in rows:
        if sale_id not in fresh:
            _clear(connection, number, text)


def _clear(connection: sqlite3.Connection, number: int, text: object) -> None:
    clean = _without_buyer(bytes_of(text))
    if clean != text:
        connection.execute(_CLEAR, (clean, number))


def _without_buyer(blob: bytes) -> bytes:
    """A draft without its buyer; nothing of one that is damaged."""
    try:
        return to_blob(draft_without_buyer(from_blob(blob)))
    except UnicodeDecodeError:
        return b""
