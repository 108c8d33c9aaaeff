"""The person's choices, by name."""

from __future__ import annotations

import json
from typing import Any

from apay_console.store.database import Database
from apay_console.store.texts import to_json

_PUT = "INSERT OR REPLACE INTO settings (name, value) VALUES (?, ?)"


class Settings:
    """A JSON value for each name."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def get(self, name: str, default: Any) -> Any:
        """Read a choice; the default where none was made, or where it cannot be read."""
        query = "SELECT value FROM settings WHERE name = ?"
        row = await self._database.run(lambda c: c.execute(query, (name,)).fetchone())
        try:
            return default if row is None else json.loads(row[0])
        except ValueError:
            return default

    async def put(self, name: str, value: Any) -> None:
        await self._database.run(lambda c: c.execute(_PUT, (name, to_json(value))))
