"""The list of sales."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from apay_console.model.sale import Sale
from apay_console.store.database import Database
from apay_console.store.texts import readable, storable, to_document

if TYPE_CHECKING:
    import sqlite3

_SAVE = """INSERT INTO sales (id, profile_id, session_id, document) VALUES (?, ?, ?, ?)
ON CONFLICT (id) DO UPDATE SET profile_id = excluded.profile_id,
session_id = excluded.session_id, document = excluded.document"""
_ALL = "SELECT document FROM sales ORDER BY number DESC"
_OF_PROFILE = "SELECT document FROM sales WHERE profile_id = ? ORDER BY number DESC"
_ONE = "SELECT document FROM sales WHERE id = ?"
_OF_SESSION = "SELECT document FROM sales WHERE session_id = ? ORDER BY number DESC"


class Sales:
    """Every sale, the one begun last first; its place does not depend on any clock."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def save(self, sale: Sale) -> None:
        await self._database.run(lambda c: c.execute(_SAVE, _row(sale)))

    async def save_all(self, sales: Iterable[Sale]) -> None:
        """Save a bunch of sales at once."""
        rows = [_row(sale) for sale in sales]
        if rows:
            await self._database.run(lambda c: c.executemany(_SAVE, rows))

    async def all(self, profile_id: str | None = None) -> list[Sale]:
        """List the sales of one profile, or of all."""
        if profile_id is None:
            return await self._read(_ALL)
        return await self._read(_OF_PROFILE, profile_id)

    async def get(self, sale_id: str) -> Sale | None:
        return next(iter(await self._read(_ONE, sale_id)), None)

    async def of_session(self, session_id: str) -> Sale | None:
        """Find the sale of a session, the latest when several profiles opened it."""
        return next(iter(await self._read(_OF_SESSION, storable(session_id))), None)

    async def remove(self, sale_id: str) -> None:
        """Take a sale off the list, its draft too; what was sent stays in the history."""
        await self._database.run(lambda connection: _remove(connection, sale_id))

    async def _read(self, query: str, *arguments: str) -> list[Sale]:
        rows = await self._database.run(lambda c: c.execute(query, arguments).fetchall())
        return readable(Sale, (row[0] for row in rows))


def _row(sale: Sale) -> tuple[str, str, str, str]:
    return sale.id, sale.profile_id, storable(sale.session_id), to_document(sale)


def _remove(connection: sqlite3.Connection, sale_id: str) -> None:
    connection.execute("DELETE FROM drafts WHERE sale_id = ?", (sale_id,))
    connection.execute("DELETE FROM sales WHERE id = ?", (sale_id,))
