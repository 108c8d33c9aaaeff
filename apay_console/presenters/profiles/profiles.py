"""The profiles, which of them is current, and what becomes of them."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from concurrent.futures import CancelledError
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from apay_console.errors import N_, Fault, Message, NoKey, say
from apay_console.jobs import Runner
from apay_console.model.fields import ApiVersion
from apay_console.model.profile import Environment, Profile, Region
from apay_console.presenters.one_job import OneJob
from apay_console.presenters.profiles.profile_keeping import Kept, ProfileKeeping

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

EMULATOR = "emulator"  # the id of the profile that is always there

STOPPED = N_("Stopped. Nothing was changed.")
NOT_REMOVED = N_("“{name}” is not removed yet, for its key could not be deleted. {reason}")


def tea_shop(public_key_id: str, key_ref: str = "") -> Profile:
    """Make the profile that works with no account, against the built-in emulator."""
    return Profile(
        id=EMULATOR,
        name="Tea shop",
        environment=Environment.EMULATOR,
        region=Region.NA,
        public_key_id=public_key_id,
        version=ApiVersion.V1,
        key_ref=key_ref,
    )


@dataclass(frozen=True)
class ProfileEntry:
    """One row of the profiles' list and menu."""

    id: str
    name: str
    environment: Environment | None  # None: a new one whose key id does not tell
    region: str = ""
    is_current: bool = False
    is_leaving: bool = False  # removed, but for its key
    needs_key: bool = False
    is_fleeting: bool = False  # its key ends with this run
    is_out_of_reach: bool = False  # its key lies in a keyring that does not answer here
    is_new: bool = False  # not stored yet
    is_edited: bool = False


class Profiles(QObject):
    """Who this console can act as. The emulator's profile is always among them."""

    loaded = Signal()
    changed = Signal()
    current_changed = Signal(object)  # Profile
    saved = Signal(object)  # Profile
    removed = Signal(str)
    failed = Signal(object)  # Message
    key_not_kept = Signal(object)  # Message: the keyring did not take the key
    key_not_deleted = Signal(str, object)  # profile id, Message
    place_known = Signal(object)  # Place: where new keys are kept

    def __init__(
        self,
        keeping: ProfileKeeping,
        runner: Runner,
        builtin: Profile,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.job = OneJob(runner, self)
        self.place_known.connect(self.changed)
        self._keeping = keeping
        self.runner = runner
        self._builtin = builtin
        self._all = {builtin.id: builtin}
        self._current = builtin.id
        self._leaving: frozenset[str] = frozenset()

    @property
    def all(self) -> tuple[Profile, ...]:
        """Every profile, the emulator's first."""
        return tuple(self._all.values())

    @property
    def current(self) -> Profile:
        """Who this console acts as."""
        return self._all[self._current]

    def get(self, profile_id: str) -> Profile | None:
        """Find a profile."""
        return self._all.get(profile_id)

    def names_beside(self, profile_id: str) -> frozenset[str]:
        """The names that the profile cannot have."""
        return frozenset(one.name for one in self.all if one.id != profile_id)

    def entries(self) -> list[ProfileEntry]:
        """Rows for the list and the menu."""
        return [self._entry(profile) for profile in self.all]

    def _entry(self, profile: Profile) -> ProfileEntry:
        return ProfileEntry(
            id=profile.id,
            name=profile.name,
            environment=profile.environment,
            region=profile.region,
            is_current=profile.id == self._current,
            is_leaving=profile.id in self._leaving,
            needs_key=profile.environment is not Environment.EMULATOR and not profile.key_ref,
            is_fleeting=self._keeping.is_fleeting(profile),
            is_out_of_reach=self._keeping.is_out_of_reach(profile),
        )

    def ask_place(self) -> None:
        """Find out where new keys are kept; a keyring that hangs is not waited for."""
        self._quietly(self._keeping.place(), self.place_known.emit)

    def load(self) -> None:
        """Read what is stored; the emulator's profile works meanwhile."""
        self._quietly(self._keeping.read(), self._on_read)

    def _on_read(self, kept: Kept) -> None:
        stored = {profile.id: self._equipped(profile) for profile in kept.profiles}
        self._all = {EMULATOR: self._all[EMULATOR]} | stored
        self._leaving = kept.leaving & stored.keys()
        self._current = kept.current if kept.current in self._all else EMULATOR
        self.changed.emit()
        self.current_changed.emit(self.current)
        self.loaded.emit()
        if not kept.is_settled:
            self._quietly(self._keeping.settle())

    def _equipped(self, profile: Profile) -> Profile:
        """Every profile of the emulator acts with the key that the emulator has in this run."""
        if profile.environment is not Environment.EMULATOR:
            return profile
        key_id, ref = self._builtin.public_key_id, self._builtin.key_ref
        return replace(profile, public_key_id=key_id, key_ref=ref)

    def choose(self, profile_id: str) -> None:
        """Act as this profile from now on."""
        if profile_id in self._all and profile_id != self._current:
            self._current = profile_id
            self.changed.emit()
            self.current_changed.emit(self.current)
            self._quietly(self._keeping.choose(profile_id))

    def save(self, profile: Profile, key: RSAPrivateKey | None = None) -> None:
        """Store a profile, with a new key if there is one; then `saved`, or what failed."""
        if key is None:
            self.job.start(self._keeping.save(_bare(profile)), self._on_saved, self._on_failed)
        else:
            work = self._keeping.save_with_key(profile, key)
            self.job.start(work, self._on_saved, self._on_key_not_kept)

    def save_copy(self, profile: Profile, source: str) -> None:
        """Store a new profile with a copy of the key under `source`."""
        work = self._keeping.save_copy(profile, source)
        self.job.start(work, self._on_saved, self._on_failed)

    def save_for_session(self, profile: Profile, key: RSAPrivateKey) -> None:
        """Store a profile; its key is gone when the program ends."""
        work = self._keeping.save_for_session(profile, key)
        self.job.start(work, self._on_saved, self._on_failed)

    def _on_saved(self, stored: Profile) -> None:
        profile = self._equipped(stored)
        self._all[profile.id] = profile
        self.changed.emit()
        self.saved.emit(profile)
        if profile.id == self._current:
            self.current_changed.emit(profile)
        self._quietly(self._keeping.settle())

    def _on_key_not_kept(self, error: BaseException) -> None:
        if isinstance(error, NoKey):
            self.key_not_kept.emit(error.message)
        else:
            self._on_failed(error)

    def remove(self, profile_id: str) -> None:
        """Delete the key, then the profile; if the key stays, so does the profile."""
        profile = self._removable(profile_id)
        if profile is not None:
            self._leaving |= {profile_id}
            self.changed.emit()
            self.job.start(
                self._keeping.remove(_bare(profile)),
                lambda _: self._on_removed(profile_id),
                lambda error: self._on_not_removed(profile, error),
            )

    def remove_without_key(self, profile_id: str) -> None:
        """Delete the profile, though its keyring cannot be reached; the key goes when it can."""
        profile = self._removable(profile_id)
        if profile is not None:
            work = self._keeping.remove_without_key(_bare(profile))
            self.job.start(work, lambda _: self._on_removed(profile_id), self._on_failed)

    def _removable(self, profile_id: str) -> Profile | None:
        is_possible = profile_id != EMULATOR and not self.job.is_busy
        return self._all.get(profile_id) if is_possible else None

    def _on_removed(self, profile_id: str) -> None:
        if self._current == profile_id:
            self.choose(EMULATOR)
        del self._all[profile_id]
        self._leaving -= {profile_id}
        self.changed.emit()
        self.removed.emit(profile_id)

    def _on_not_removed(self, profile: Profile, error: BaseException) -> None:
        reason = self._reason(error)
        if reason is not None:
            words = say(NOT_REMOVED, name=profile.name, reason=reason)
            self.key_not_deleted.emit(profile.id, words)

    def _quietly(
        self, work: Coroutine[Any, Any, Any], done: Callable[[Any], object] = lambda _: None
    ) -> None:
        self.runner.run(work, owner=self, done=done, failed=self._on_failed)

    def _on_failed(self, error: BaseException) -> None:
        reason = self._reason(error)
        if reason is not None:
            self.failed.emit(reason)

    def _reason(self, error: BaseException) -> Message | None:
        """Say what happened; a bug goes on to who reports bugs."""
        if isinstance(error, Fault):
            return error.message
        if isinstance(error, CancelledError):
            return say(STOPPED)
        self.runner.unhandled.emit(error)
        return None


def _bare(profile: Profile) -> Profile:
    """The emulator's key is new every run, so nothing of it is stored or deleted."""
    is_emulator = profile.environment is Environment.EMULATOR
    return replace(profile, key_ref="") if is_emulator else profile
