"""One profile as it is being edited: what was typed, its key, and what follows from both."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace

from apay_console.errors import N_, Invalid, say
from apay_console.model.private_keys import holds_private_key
from apay_console.model.profile import Environment, Profile
from apay_console.presenters.notice import Notice
from apay_console.presenters.profiles.keys import Intake
from apay_console.presenters.profiles.profile_entries import (
    Entries,
    Origin,
    asks_environment,
    entries_of,
    environment_in,
    preselected_version,
    read_entries,
)

KEY = "key"  # the key's name among the entries

KEY_MISSING = N_("The private key is needed: drop its file here, choose it, or paste it.")
KEY_SEALED = N_("Type the key's passphrase first.")
KEY_ELSEWHERE = N_("A private key does not belong here, so it was removed. Paste it above.")
SAVED = N_("Saved.")
SAVED_FOR_SESSION = N_("Saved. The key is kept for this session only: it is gone when you quit.")
SAVED_WITH_KEY = N_("Saved. The key was stored, read back and proven: it signs.")
SAVING = N_("Saving…")
REMOVING = N_("Removing…")
TESTING = N_("Asking Amazon…")
REALLY = N_("Remove “{name}” and delete its private key? What was sent with it stays listed.")
UNSAVED = N_("“{name}” is not saved yet. Close without saving?")
NAMELESS = N_("A new profile")
FOR_SESSION = N_("{reason} You can go on with the key for this session only.")
_COPY_OF = N_("Copy of {name}")


@dataclass(frozen=True)
class Page:
    """What is known of one profile; every change makes a new one."""

    origin: Origin
    entries: Entries
    before: Entries  # as it is stored
    intake: Intake = field(default_factory=Intake)
    key_source: str = ""  # a copy begins with another profile's key: its reference
    problems: Mapping[str, Invalid] = field(default_factory=dict)
    notice: Notice | None = None
    version_was_chosen: bool = False

    @property
    def id(self) -> str:
        """The profile's id, also before it is stored."""
        return self.origin.id

    @property
    def is_new(self) -> bool:
        """Whether it is not stored yet."""
        return self.origin.stored is None

    @property
    def is_edited(self) -> bool:
        """Whether there is something to save."""
        return self.is_new or self.entries != self.before or self.intake.key is not None

    @property
    def has_key(self) -> bool:
        """Whether it can sign, or could once it is saved."""
        stored = self.origin.stored
        is_kept = stored is not None and bool(stored.key_ref)
        return bool(self.intake.key or self.key_source) or is_kept or self.origin.is_emulator

    @property
    def is_touched(self) -> bool:
        """Whether something would be lost with it."""
        return self.entries != self.before or self.intake != Intake()

    @property
    def environment(self) -> Environment | None:
        """Where requests would go, when that is known."""
        return environment_in(self.entries, self.origin)

    @property
    def asks_environment(self) -> bool:
        """Whether the person has to say where."""
        return asks_environment(self.entries, self.origin)

    @property
    def first_problem(self) -> str:
        """The name of the first entry that cannot stay as it is; empty when there is none."""
        return next(iter(self.problems), "")


def page_of(profile: Profile) -> Page:
    """Begin to edit a stored profile."""
    entries = entries_of(profile)
    is_emulator = profile.environment is Environment.EMULATOR
    return Page(Origin(profile.id, profile, is_emulator), entries, entries, version_was_chosen=True)


def saved_page(profile: Profile, sent: Page, now: Page) -> Page:
    """Show a profile as it was stored, with whatever was typed meanwhile."""
    page = page_of(profile)
    if now.entries != sent.entries:
        page = replace(page, entries=now.entries)
    if now.intake.key is not sent.intake.key:
        page = replace(page, intake=now.intake)
    return page


def new_page(profile_id: str) -> Page:
    """Begin a profile."""
    return Page(Origin(profile_id), Entries(), Entries())


def copy_page(profile_id: str, source: Profile) -> Page:
    """Begin a profile with all that another one has; its key is copied when it is saved."""
    is_emulator = source.environment is Environment.EMULATOR
    words = _COPY_OF.format(name=source.name)
    entries = replace(entries_of(source), name=words)
    key_source = "" if is_emulator else source.key_ref
    origin = Origin(profile_id, is_emulator=is_emulator)
    return Page(origin, entries, entries, key_source=key_source, version_was_chosen=True)


def typed(page: Page, name: str, text: str) -> Page:
    """Take one entry; a private key pasted here does not stay."""
    if holds_private_key(text):
        problem = Invalid(say(KEY_ELSEWHERE))
        text, problems = "", {**page.problems, name: problem}
    else:
        problems = {key: value for key, value in page.problems.items() if key != name}
    entries = replace(page.entries, **{name: text})
    changed = replace(page, entries=entries, problems=problems, notice=None)
    return _with_version(changed, name)


def with_intake(page: Page, intake: Intake, verdict: Notice | None) -> Page:
    """Take what was handed in; what was wrong with the key before, or said of it, is over."""
    problems = {name: one for name, one in page.problems.items() if name != KEY}
    is_over = intake.key is not page.intake.key and page.notice is verdict
    notice = None if is_over else page.notice
    return replace(page, intake=intake, problems=problems, notice=notice)


def _with_version(page: Page, name: str) -> Page:
    """Preselect the version that the key id speaks for, until the person chose one."""
    if name == "version":
        return replace(page, version_was_chosen=True)
    if name != "public_key_id" or page.version_was_chosen:
        return page
    version = preselected_version(page.entries.public_key_id)
    return replace(page, entries=replace(page.entries, version=version))


def judged(page: Page, taken: Collection[str]) -> tuple[Page, Profile | None]:
    """Read the whole page: the profile it makes, or the page with everything that is wrong."""
    reading = read_entries(page.entries, page.origin, taken)
    problems = {**_key_problem(page), **reading.problems}
    profile = None if problems else reading.profile
    return replace(page, problems=problems, notice=None), profile


def judged_for_test(page: Page) -> tuple[Page, Profile | None]:
    """Read only what a test of the key needs; how the profile is called matters not."""
    named = replace(page, entries=replace(page.entries, name=page.id))
    tested, profile = judged(named, ())
    return replace(tested, entries=page.entries), profile


def _key_problem(page: Page) -> dict[str, Invalid]:
    if page.intake.wants_passphrase:
        return {KEY: Invalid(say(KEY_SEALED))}
    return {} if page.has_key or not page.is_new else {KEY: Invalid(say(KEY_MISSING))}
