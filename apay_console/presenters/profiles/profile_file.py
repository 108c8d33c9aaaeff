"""Profiles as a file: written without a secret, read as mere data.

What is read names no host and no proxy, replaces nothing, and leaves the console acting as it did.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from apay_console.errors import N_, BadText, Fault, Invalid, Message, say
from apay_console.model import json_text
from apay_console.model.private_keys import holds_private_key
from apay_console.model.profile import BUILT_IN_KEY_ID, Environment, Profile, check_profile
from apay_console.presenters.profiles import other_files
from apay_console.presenters.profiles.profile_entries import (
    Entries,
    Origin,
    entries_of,
    read_entries,
)
from apay_console.presenters.profiles.profile_names import free_name

FORMAT, VERSION = "apay-console-profiles", 1
LARGEST = 1 << 20  # bytes
MOST = 200
_MOST_NAMED, _LONGEST_FIELD = 8, 40  # of fields that nobody knows

_ENTRIES = {  # a field of the file, and the entry that it fills
    "name": "name",
    "publicKeyId": "public_key_id",
    "environment": "environment",
    "region": "region",
    "apiVersion": "version",
    "algorithm": "algorithm",
    "storeId": "store_id",
    "merchantId": "merchant_id",
    "answerSeconds": "deadline",
}
_FIELDS = {entry: name for name, entry in _ENTRIES.items()}
_NEEDED = ("name", "publicKeyId", "environment", "region", "apiVersion")
_HEAD = {"format", "version", "profiles"}

TOO_LARGE = N_("This file is larger than 1 MiB, so it was not read. Profiles take little room.")
_NOT_JSON = N_("Nothing was read. Line {line}: {reason}")
_NOT_OURS = N_("This is JSON, but no file of profiles. “Export…” of this console makes one.")
_VERSION = N_("This file has version {found}, and {known} is read here. Nothing was taken.")
_UNKNOWN = N_("Nothing was read, as this console does not know these fields: {fields}.")
_NONE = N_("There are no profiles in this file.")
_TOO_MANY = N_("There are {count} profiles in this file; {most} are read at once. Split the file.")
_SEVERAL_KEYS = N_("There are several private keys in this file. Split it, so that one is in each.")
_NO_OBJECT = N_("Profile {number} is no object, so nothing was read.")
_MISSING = N_("Profile {number} misses these fields: {fields}. Nothing was read.")
_NO_WORDS = N_("Profile {number}: “{field}” is no text. Nothing was read.")
_WRONG = N_("Profile {number}: “{field}” cannot be used. {reason} Nothing was read.")
_NO_ENVIRONMENT = N_("Write emulator, sandbox or live.")


class ImportRefused(Fault):
    """A file of which nothing was taken, and why."""


@dataclass(frozen=True)
class Arrival:
    """A profile as it would come in."""

    profile: Profile
    name: str  # as the file has it; the profile's may differ, for no other is replaced
    key_text: str = field(default="", repr=False)  # a private key that lies in the file

    @property
    def is_renamed(self) -> bool:
        """Whether a profile of this name was there before."""
        return self.name != self.profile.name

    @property
    def may_bring_key(self) -> bool:
        """Whether the key in the file can be taken: live's is handed in by hand."""
        return bool(self.key_text) and self.profile.environment is Environment.SANDBOX


def write(profiles: Sequence[Profile]) -> str:
    """Write profiles; of keys only the public ids."""
    rows = [_row(profile) for profile in profiles]
    return json_text.write({"format": FORMAT, "version": VERSION, "profiles": rows}, 2) + "\n"


def _row(profile: Profile) -> dict[str, str]:
    entries = vars(entries_of(profile))
    return {name: str(entries[entry]) for name, entry in _ENTRIES.items() if entries[entry]}


def read(data: bytes, taken: Collection[str], new_id: Callable[[], str]) -> tuple[Arrival, ...]:
    """Read a file; `taken` are the names that are there already; raise ImportRefused."""
    rows = _rows(data)
    arrivals: list[Arrival] = []
    names = list(taken)
    for number, row in enumerate(rows, 1):
        arrivals.append(_arrival(_Row(number, row), names, new_id()))
        names.append(arrivals[-1].profile.name)
    if sum(bool(one.key_text) for one in arrivals) > 1:
        raise ImportRefused(say(_SEVERAL_KEYS))
    return tuple(arrivals)


def _rows(data: bytes) -> list[Any]:
    found = _document(data)
    if found.get("format") != FORMAT:
        raise ImportRefused(other_files.of_object(found) or say(_NOT_OURS))
    version, rows = found.get("version"), found.get("profiles")
    if type(version) is not int or version != VERSION:
        raise ImportRefused(say(_VERSION, found=str(version)[:_LONGEST_FIELD], known=VERSION))
    _refuse_unknown(set(found) - _HEAD)
    if not isinstance(rows, list) or not rows:
        raise ImportRefused(say(_NONE))
    if len(rows) > MOST:
        raise ImportRefused(say(_TOO_MANY, count=len(rows), most=MOST))
    return rows


def _document(data: bytes) -> dict[str, Any]:
    if len(data) > LARGEST:
        raise ImportRefused(say(TOO_LARGE))
    _refuse(other_files.of_bytes(data))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ImportRefused(other_files.no_text()) from None
    _refuse(other_files.of_text(text))
    try:
        found = json_text.read(text)
    except BadText as error:
        words = say(_NOT_JSON, reason=error.message, line=error.line)
        raise ImportRefused(words) from None
    if not isinstance(found, dict):
        raise ImportRefused(say(_NOT_OURS))
    return found


def _refuse(reason: Message | None) -> None:
    if reason is not None:
        raise ImportRefused(reason)


def _refuse_unknown(names: Collection[str]) -> None:
    if names:
        raise ImportRefused(say(_UNKNOWN, fields=_listed(sorted(names))))


def _listed(names: Sequence[str]) -> str:
    shown = [name[:_LONGEST_FIELD] for name in names[:_MOST_NAMED]]
    return ", ".join([*shown, "…"] if len(names) > _MOST_NAMED else shown)


class _Row:
    """One profile of the file, before it is known to be one."""

    def __init__(self, number: int, found: Any) -> None:
        self._number = number
        if not isinstance(found, Mapping):
            raise self._refused(_NO_OBJECT)
        keys = [name for name in found.keys() - _ENTRIES.keys() if _is_key(found[name])]
        _refuse_unknown(found.keys() - _ENTRIES.keys() - set(keys))
        if len(keys) > 1:
            raise ImportRefused(say(_SEVERAL_KEYS))
        missing = [name for name in _NEEDED if name not in found]
        if missing:
            raise self._refused(_MISSING, fields=_listed(missing))
        self.key_text = found[keys[0]] if keys else ""
        self._texts = {name: self._text(name, found[name]) for name in _ENTRIES if name in found}

    def _text(self, name: str, value: Any) -> str:
        if not isinstance(value, str):
            raise self._refused(_NO_WORDS, field=name)
        return value

    def _refused(self, words: str, **arguments: object) -> ImportRefused:
        return ImportRefused(say(words, number=self._number, **arguments))

    def wrong(self, entry: str, reason: Message) -> ImportRefused:
        """Say which field cannot be used, and why."""
        return self._refused(_WRONG, field=_FIELDS[entry], reason=reason)

    @property
    def environment(self) -> Environment:
        try:
            return Environment(self._texts["environment"])
        except ValueError:
            raise self.wrong("environment", say(_NO_ENVIRONMENT)) from None

    @property
    def entries(self) -> Entries:
        return Entries(**{_ENTRIES[name]: text for name, text in self._texts.items()})


def _is_key(value: Any) -> bool:
    return isinstance(value, str) and holds_private_key(value)


def _arrival(row: _Row, taken: Collection[str], profile_id: str) -> Arrival:
    environment = row.environment
    origin = Origin(profile_id, is_emulator=environment is Environment.EMULATOR)
    entries = row.entries
    if origin.is_emulator:  # whatever the file says: its key is the emulator's own
        entries = replace(entries, public_key_id=BUILT_IN_KEY_ID)
    reading = read_entries(entries, origin, ())
    for entry, problem in reading.problems.items():
        raise row.wrong(entry, problem.message)
    assert reading.profile is not None  # noqa: S101 - or there were problems
    profile = replace(reading.profile, environment=environment)
    try:
        check_profile(profile)
    except Invalid as error:
        raise row.wrong("public_key_id", error.message) from None
    name = free_name(profile.name, taken)
    return Arrival(replace(profile, name=name), profile.name, row.key_text)
