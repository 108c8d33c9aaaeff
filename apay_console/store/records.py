"""The built-in emulator's state, row by row."""

from __future__ import annotations

from apay_console.store.database import Database
from apay_console.store.exchange_rows import kept_text
from apay_console.store.texts import to_blob

_PUT = """INSERT INTO records (kind, id, text) VALUES (?, ?, ?)
ON CONFLICT (kind, id) DO UPDATE SET text = excluded.text"""


class Records:
    """Texts by kind and id, in the order in which they first came."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def put(self, kind: str, record_id: str, text: str) -> None:
        row = (kind, record_id, to_blob(text))
        await self._database.run(lambda c: c.execute(_PUT, row))

    async def drop(self, kind: str, record_id: str) -> None:
        query = "DELETE FROM records WHERE kind = ? AND id = ?"
        await self._database.run(lambda c: c.execute(query, (kind, record_id)))

    def keep(self, kind: str, record_id: str, text: str | None) -> None:
        """Store a record's newest text, or drop it (None), without making anybody wait."""
        if text is None:
            query = "DELETE FROM records WHERE kind = ? AND id = ?"
            self._database.post(lambda c: c.execute(query, (kind, record_id)))
        else:
            row = (kind, record_id, to_blob(text))
            self._database.post(lambda c: c.execute(_PUT, row))

    async def all(self) -> list[tuple[str, str, str]]:
        query = "SELECT kind, id, text FROM records ORDER BY number"
        rows = await self._database.run(lambda c: c.execute(query).fetchall())
        # An empty text, which is no record, stands for what nobody kept.
        return [(str(kind), str(number), kept_text(blob) or "") for kind, number, blob in rows]
