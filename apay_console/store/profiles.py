"""The merchant identities; their private keys lie in the vault."""

from __future__ import annotations

from typing import Any

from apay_console.errors import N_, NotStored, say
from apay_console.model.profile import Profile
from apay_console.store.database import Database
from apay_console.store.texts import readable, to_document

_SAVE = """INSERT INTO profiles (id, document) VALUES (?, ?)
ON CONFLICT (id) DO UPDATE SET document = excluded.document"""
_UNREAD = N_("A profile in the data file cannot be read, so no key is tidied away.")


class Profiles:
    """Every profile, in the order in which they were made."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def all(self) -> list[Profile]:
        """Read every profile; raise NotStored where one cannot be read."""
        documents = await self._documents()
        found = readable(Profile, documents)
        if len(found) < len(documents):
            raise NotStored(say(_UNREAD))
        return found

    async def readable(self) -> list[Profile]:
        """Read the profiles that can be read."""
        return readable(Profile, await self._documents())

    async def _documents(self) -> list[Any]:
        query = "SELECT document FROM profiles ORDER BY number"
        rows = await self._database.run(lambda c: c.execute(query).fetchall())
        return [row[0] for row in rows]

    async def save(self, profile: Profile) -> None:
        row = (profile.id, to_document(profile))
        await self._database.run(lambda c: c.execute(_SAVE, row))

    async def remove(self, profile_id: str) -> None:
        """Forget a profile; forget its key in the vault first, or nothing points to it any more."""
        query = "DELETE FROM profiles WHERE id = ?"
        await self._database.run(lambda c: c.execute(query, (profile_id,)))
