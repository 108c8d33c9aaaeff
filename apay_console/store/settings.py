"""The person's choices, by name."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from typing import Any

from apay_console.store.database import Database
from apay_console.store.texts import to_json

_PUT = "INSERT OR REPLACE INTO settings (name, value) VALUES (?, ?)"


NO_BUYERS = "no_buyers"  # the choice that nothing of a buyer is stored


def keeps_buyers(connection: sqlite3.Connection) -> bool:
    """Whether buyers' data is stored for a while, as it is where nothing was chosen."""
    return _read(connection, NO_BUYERS, False) is not True


class Settings:
    """A JSON value for each name."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def get(self, name: str, default: Any) -> Any:
        """Read a choice; the default where none was made, or where it cannot be read."""
        return await self._database.run(lambda c: _read(c, name, default))

    async def put(self, name: str, value: Any) -> None:
        await self._database.run(lambda c: c.execute(_PUT, (name, to_json(value))))

    async def change(self, name: str, default: Any, change: Callable[[Any], Any]) -> None:
        """Store what becomes of a choice, with nothing between reading and writing."""

        def changed(c: sqlite3.Connection) -> None:
            c.execute(_PUT, (name, to_json(change(_read(c, name, default)))))

        await self._database.run(changed)


def _read(c: sqlite3.Connection, name: str, default: Any) -> Any:
    row = c.execute("SELECT value FROM settings WHERE name = ?", (name,)).fetchone()
    try:
        return default if row is None else json.loads(row[0])
    except (ValueError, TypeError, RecursionError):  # somebody else may have written it
        return default
