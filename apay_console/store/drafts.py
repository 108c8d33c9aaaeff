"""What was typed and not yet sent, by sale."""

from __future__ import annotations

from apay_console.store.database import Database
from apay_console.store.texts import from_blob, to_blob

_SAVE = "INSERT OR REPLACE INTO drafts (sale_id, text) VALUES (?, ?)"


class Drafts:
    """One text a sale, kept exactly."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def save(self, sale_id: str, text: str) -> None:
        await self._database.run(lambda c: c.execute(_SAVE, (sale_id, to_blob(text))))

    async def load(self, sale_id: str) -> str | None:
        query = "SELECT text FROM drafts WHERE sale_id = ?"
        row = await self._database.run(lambda c: c.execute(query, (sale_id,)).fetchone())
        return None if row is None else from_blob(row[0])

    async def drop(self, sale_id: str) -> None:
        query = "DELETE FROM drafts WHERE sale_id = ?"
        await self._database.run(lambda c: c.execute(query, (sale_id,)))
