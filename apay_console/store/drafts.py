"""What was typed and not yet sent, by sale."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection
from typing import TYPE_CHECKING

from apay_console.store.database import Database
from apay_console.store.draft_buyers import draft_without_buyer
from apay_console.store.exchange_rows import bytes_of, kept_text
from apay_console.store.settings import keeps_buyers
from apay_console.store.texts import from_blob, to_blob

if TYPE_CHECKING:
    import sqlite3

_BUNCH = 500
# What is only stored again gets no younger by it.
_SAVE = """INSERT INTO drafts (sale_id, text, saved_at) VALUES (?, ?, ?)
ON CONFLICT (sale_id) DO UPDATE SET text = excluded.text, saved_at = excluded.saved_at
WHERE text <> excluded.text"""
_CLEAN = 0  # the age of a draft that knows no buyer: it need not be looked at again
_OLD = f"SELECT rowid, text FROM drafts WHERE saved_at > {_CLEAN} AND saved_at < ? LIMIT ?"  # noqa: S608 - a number only
_CLEAR = f"UPDATE drafts SET text = ?, saved_at = {_CLEAN} WHERE rowid = ?"  # noqa: S608 - as above
_IN_COPY = "SELECT rowid, sale_id, text FROM drafts"
_UNCLEAN = f"{_IN_COPY} WHERE saved_at > {_CLEAN}"
_CLEAR_AGELESS = "UPDATE drafts SET text = ? WHERE rowid = ?"


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
        return None if row is None else kept_text(row[0])

    async def drop(self, sale_id: str) -> None:
        query = "DELETE FROM drafts WHERE sale_id = ?"
        await self._database.run(lambda c: c.execute(query, (sale_id,)))


def _save(connection: sqlite3.Connection, sale_id: str, text: str, now: float) -> None:
    kept = text if keeps_buyers(connection) else draft_without_buyer(text)
    connection.execute(_SAVE, (sale_id, to_blob(kept), now))


def forget_some(connection: sqlite3.Connection, before: float) -> int:
    """Take buyers out of some drafts saved before a moment; say of how many."""
    rows = connection.execute(_OLD, (before, _BUNCH)).fetchall()
    clean = [(_without_buyer(bytes_of(text)), number) for number, text in rows]
    connection.executemany(_CLEAR, clean)
    return len(rows)


def fresh_drafts(connection: sqlite3.Connection, before: float) -> set[str]:
    """Name the sales whose drafts may still know a buyer."""
    query = "SELECT sale_id FROM drafts WHERE saved_at >= ?"
    return {row[0] for row in connection.execute(query, (before,))}


def clean_copy(connection: sqlite3.Connection, fresh: Collection[str]) -> None:
    """Take buyers out of a copy's drafts but these; in an older one drafts have no age."""
    columns = {row[1] for row in connection.execute("PRAGMA table_info(drafts)")}
    read, write = (_UNCLEAN, _CLEAR) if "saved_at" in columns else (_IN_COPY, _CLEAR_AGELESS)
    rows = connection.execute(read).fetchall()
    clean = [
        (_without_buyer(bytes_of(text)), number) for number, sale, text in rows if sale not in fresh
    ]
    connection.executemany(write, clean)


def _without_buyer(blob: bytes) -> bytes:
    """A draft without its buyer; nothing of one that is damaged."""
    try:
        return to_blob(draft_without_buyer(from_blob(blob)))
    except UnicodeDecodeError:
        return b""
