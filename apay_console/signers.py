"""Who signs for a profile, and where its requests go."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from apay_console.errors import N_, NoKey, NotSent, say
from apay_console.model.profile import Environment, Profile
from apay_console.presenters.emulator.emulator_host import EmulatorHost
from apay_console.presenters.profiles.profiles import Profiles
from apay_console.store.keys.shelf import KeyShelf

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey


@dataclass(frozen=True)
class Signers:
    """The keys of the keyring and of the emulator, by profile."""

    shelf: KeyShelf
    host: EmulatorHost
    profiles: Profiles
    given: RSAPrivateKey | None = None  # signs for everybody, as when a key is tried

    async def key_of(self, profile: Profile) -> RSAPrivateKey:
        """Give a profile's key; raise NoKey."""
        if self.given is not None:
            return self.given
        if profile.environment is Environment.EMULATOR and self.host.key is not None:
            return self.host.key
        if not profile.key_ref:
            raise NoKey(say(N_("This profile has no private key yet; add one under Profiles.")))
        return await self.shelf.load(profile.key_ref)

    def endpoint_of(self, profile: Profile) -> str:
        """Say where a profile's requests go; raise NotSent while the emulator does not answer."""
        if profile.environment is not Environment.EMULATOR:
            return f"https://{profile.host}"
        if not self.host.base_url:
            raise NotSent(say(N_("The emulator is not running yet.")))
        return self.host.base_url

    async def profile_of(self, profile_id: str) -> Profile:
        """Find the profile that an attempt was made as; raise NoKey."""
        profile = self.profiles.get(profile_id)
        if profile is None:
            raise NoKey(say(N_("The profile that sent this was removed.")))
        return profile
