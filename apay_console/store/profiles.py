"""The merchant identities; their private keys lie in the vault."""

from __future__ import annotations

from apay_console.model.profile import Profile
from apay_console.store.database import Database
from apay_console.store.texts import from_document, to_document

_SAVE = """INSERT INTO profiles (id, document) VALUES (?, ?)
ON CONFLICT (id) DO UPDATE SET document = excluded.document"""


class Profiles:
    """Every profile, in the order in which they were made."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def all(self) -> list[Profile]:
        query = "SELECT document FROM profiles ORDER BY number"
        rows = await self._database.run(lambda c: c.execute(query).fetchall())
        return [from_document(Profile, row[0]) for row in rows]

    async def save(self, profile: Profile) -> None:
        row = (profile.id, to_document(profile))
        await self._database.run(lambda c: c.execute(_SAVE, row))

    async def remove(self, profile_id: str) -> None:
        """Forget a profile; forget its key in the vault first, or nothing points to it any more."""
        query = "DELETE FROM profiles WHERE id = ?"
        await self._database.run(lambda c: c.execute(query, (profile_id,)))
