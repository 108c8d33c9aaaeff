"""What is done to store a profile and its key, in the order that leaves no profile without a key.

A key is marked as unsettled before the vault hears of it, so that whatever a sudden end leaves
behind is swept at the next start; the keyring is not touched then when nothing is unsettled.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from apay_console.errors import Fault
from apay_console.model.profile import Profile
from apay_console.store.keys.refs import MEMORY, following, neighbours, place_of
from apay_console.store.keys.shelf import KeyShelf, Place
from apay_console.store.profiles import Profiles as Rows
from apay_console.store.settings import Settings

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

_CURRENT = "profiles.current"
_LEAVING = "profiles.leaving"  # being removed: the key could not be deleted yet
_UNSETTLED = "profiles.unsettled"  # owners beside whose key another may lie
_LOOSE = "profiles.loose"  # references that no profile points to any more


@dataclass(frozen=True)
class Kept:
    """What was found in the store."""

    profiles: tuple[Profile, ...]
    current: str
    leaving: frozenset[str]
    is_settled: bool


class ProfileKeeping:
    """Stores profiles and keys; every step can be the last one."""

    def __init__(self, rows: Rows, settings: Settings, shelf: KeyShelf) -> None:
        self._rows = rows
        self._settings = settings
        self._shelf = shelf
        self._place = ""  # where new keys are kept, once that is known
        self._fleeting: dict[str, str] = {}  # owners and their references that end with this run

    async def read(self) -> Kept:
        """Read everything that is stored."""
        return Kept(
            profiles=tuple(await self._rows.readable()),
            current=str(await self._settings.get(_CURRENT, "")),
            leaving=frozenset(await self._marked(_LEAVING)),
            is_settled=not await self._marked(_UNSETTLED) + await self._marked(_LOOSE),
        )

    async def place(self) -> Place:
        """Say where new keys are kept."""
        place = await self._shelf.place()
        self._place = place.name
        return place

    def is_out_of_reach(self, profile: Profile) -> bool:
        """Whether the profile's key lies in a keyring that is not this desktop's."""
        known, place = self._place, place_of(profile.key_ref)
        return bool(known and place) and place not in {MEMORY, known}

    def is_fleeting(self, profile: Profile) -> bool:
        """Whether the profile's key ends with this run."""
        return bool(profile.key_ref) and self._fleeting.get(profile.id) == profile.key_ref

    async def choose(self, profile_id: str) -> None:
        """Remember the current profile."""
        await self._settings.put(_CURRENT, profile_id)

    async def save(self, profile: Profile) -> Profile:
        """Store a profile whose key stays as it is."""
        kept = replace(profile, key_ref="") if self.is_fleeting(profile) else profile
        await self._rows.save(kept)
        return profile

    async def save_with_key(self, profile: Profile, key: RSAPrivateKey) -> Profile:
        """Store a new key beside the old one, then point to it; `settle` drops the old one."""
        await self._mark(_UNSETTLED, profile.id)
        ref = await self._shelf.save(profile.id, key, profile.key_ref)
        if (await self._shelf.place()).persistent:
            self._fleeting.pop(profile.id, None)
            return await self._point(profile, ref)
        return await self._save_fleeting(profile, ref)

    async def save_for_session(self, profile: Profile, key: RSAPrivateKey) -> Profile:
        """Store a profile; its key is at hand until the program ends."""
        ref = following(MEMORY, profile.id, profile.key_ref)
        self._shelf.lend(ref, key)
        return await self._save_fleeting(profile, ref)

    async def _save_fleeting(self, profile: Profile, ref: str) -> Profile:
        """Store no reference that the next run could not follow."""
        if profile.key_ref and not self.is_fleeting(profile):
            await self._mark(_LOOSE, profile.key_ref)
        self._fleeting[profile.id] = ref
        return await self._point(profile, ref)

    async def _point(self, profile: Profile, ref: str) -> Profile:
        """Store a new reference, and only then let go of the key that was at hand before."""
        saved = await self.save(replace(profile, key_ref=ref))
        self._shelf.drop(profile.key_ref)
        return saved

    async def save_copy(self, profile: Profile, source: str) -> Profile:
        """Store a profile with a copy of another one's key, so that each can lose its own."""
        return await self.save_with_key(profile, await self._shelf.load(source))

    async def settle(self) -> None:
        """Drop the keys that no profile points to; what cannot be dropped now waits."""
        with suppress(Fault):
            for owner in await self._marked(_UNSETTLED):
                await self._sweep(owner, (await self._refs()).get(owner, ""))
            for ref in await self._marked(_LOOSE):
                if ref not in (await self._refs()).values():  # it may be on its way out just now
                    await self._shelf.forget(ref)
                    await self._unmark(_LOOSE, ref)

    async def _refs(self) -> dict[str, str]:
        """The references that profiles point to at this moment: a keyring may take long."""
        return {profile.id: profile.key_ref for profile in await self._rows.all()}

    async def _sweep(self, owner: str, current: str) -> None:
        """Only with a keyring: without, and with a key of this run alone, the next run has to."""
        if owner not in self._fleeting and (await self._shelf.place()).persistent:
            await self._shelf.sweep(owner, current)
            await self._unmark(_UNSETTLED, owner)

    async def mark_leaving(self, profile: Profile) -> None:
        """Note that a profile is to go, before anything of it goes."""
        await self._mark(_LEAVING, profile.id)

    async def remove(self, profile: Profile) -> None:
        """Delete the key, then the profile: never a key that nothing points to."""
        await self.mark_leaving(profile)
        if profile.id in await self._marked(_UNSETTLED):
            await self._sweep(profile.id, profile.key_ref)
        if profile.key_ref:
            await self._shelf.forget(profile.key_ref)
        await self._drop(profile)

    async def remove_without_key(self, profile: Profile) -> None:
        """Delete the profile at once; its key goes as soon as its keyring can be reached."""
        if profile.key_ref and not self.is_fleeting(profile):
            for ref in await self._refs_of(profile):
                await self._mark(_LOOSE, ref)
        self._shelf.drop(profile.key_ref)
        await self._drop(profile)

    async def _refs_of(self, profile: Profile) -> list[str]:
        """The key's reference, with those of what a change that was cut short may have left."""
        if profile.id not in await self._marked(_UNSETTLED):
            return [profile.key_ref]
        place = place_of(profile.key_ref)
        return [profile.key_ref, *neighbours(place, profile.id, profile.key_ref)]

    async def _drop(self, profile: Profile) -> None:
        await self._rows.remove(profile.id)
        await self._unmark(_LEAVING, profile.id)

    async def _marked(self, name: str) -> list[str]:
        return _marks(await self._settings.get(name, []))

    async def _mark(self, name: str, mark: str) -> None:
        await self._settings.change(name, [], lambda found: sorted({*_marks(found), mark}))

    async def _unmark(self, name: str, mark: str) -> None:
        await self._settings.change(name, [], lambda found: sorted({*_marks(found)} - {mark}))


def _marks(found: Any) -> list[str]:
    return [mark for mark in found if isinstance(mark, str)] if isinstance(found, list) else []
