"""A profile as a person types it: what each entry must be, and what the key id tells by itself."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any, TypeVar

from apay_console.errors import N_, Invalid, Message, say
from apay_console.model.deadline import USUAL, read_deadline
from apay_console.model.fields import ApiVersion
from apay_console.model.profile import (
    Algorithm,
    Environment,
    Profile,
    Region,
    check_profile,
    environment_of,
)
from apay_console.model.proxy import read_proxy
from apay_console.presenters.profiles.profile_names import read_name, trimmed

_LONGEST_ID = 256
_KEY_ID = re.compile(r"[A-Za-z0-9_-]{1,128}", re.ASCII)
_KEY_ID_EXAMPLE = "SANDBOX-AG6KZ5VFXNQ3JPTMWL2D"
STORE_ID_EXAMPLE = "amzn1.application-oa2-client.8b5e45312b5248b69eeaStoreId"
MERCHANT_ID_EXAMPLE = "A2EXAMPLE1234"


@dataclass(frozen=True)
class Entries:
    """Everything in a profile's form, as it was typed or chosen; nothing of the key."""

    name: str = ""
    public_key_id: str = ""
    environment: str = ""  # asked only when the key id does not tell
    region: str = ""
    version: str = ApiVersion.V1
    algorithm: str = Algorithm.PSS_V2
    store_id: str = ""
    merchant_id: str = ""
    proxy: str = ""
    deadline: str = str(USUAL)


@dataclass(frozen=True)
class Origin:
    """What the entries are for: a profile that exists, or one to be made."""

    id: str
    stored: Profile | None = None  # None: a new one
    is_emulator: bool = False  # acts with the emulator's own key

    @property
    def fixed_environment(self) -> Environment | None:
        """What nobody can change: a stored profile's sales belong to its environment."""
        if self.is_emulator:
            return Environment.EMULATOR
        return self.stored.environment if self.stored is not None else None


@dataclass(frozen=True)
class Reading:
    """The profile that the entries make, or what is wrong with them, in the form's order."""

    profile: Profile | None
    problems: Mapping[str, Invalid] = field(default_factory=dict)


def entries_of(profile: Profile) -> Entries:
    """Write a profile back into entries."""
    return Entries(
        name=profile.name,
        public_key_id=profile.public_key_id,
        environment=profile.environment,
        region=profile.region,
        version=profile.version,
        algorithm=profile.algorithm,
        store_id=profile.store_id,
        merchant_id=profile.merchant_id,
        proxy=profile.proxy,
        deadline=str(profile.deadline),
    )


def read_entries(entries: Entries, origin: Origin, taken: Collection[str]) -> Reading:
    """Make the profile; `taken` are the names of the others."""
    values: dict[str, Any] = {}
    problems: dict[str, Invalid] = {}
    for name, read in _readers(entries, origin, taken).items():
        try:
            values[name] = read()
        except Invalid as error:
            problems[name] = error
    if problems:
        return Reading(None, problems)
    return _agreeing(_made(values, origin))


def _readers(
    entries: Entries, origin: Origin, taken: Collection[str]
) -> Mapping[str, Callable[[], Any]]:
    return {
        "name": lambda: read_name(entries.name, taken),
        "public_key_id": lambda: read_key_id(entries.public_key_id, origin),
        "environment": lambda: _environment(entries, origin),
        "region": lambda: _choice(Region, entries.region, _REGION_MISSING),
        "version": lambda: _choice(ApiVersion, entries.version, _VERSION_MISSING),
        "algorithm": lambda: _choice(Algorithm, entries.algorithm, _ALGORITHM_MISSING),
        "store_id": lambda: _identifier(entries.store_id, STORE_ID_EXAMPLE),
        "merchant_id": lambda: _identifier(entries.merchant_id, MERCHANT_ID_EXAMPLE),
        "proxy": lambda: "" if origin.is_emulator else read_proxy(trimmed(entries.proxy)),
        "deadline": lambda: read_deadline(trimmed(entries.deadline)),
    }


def _made(values: Mapping[str, Any], origin: Origin) -> Profile:
    if origin.stored is not None:
        return replace(origin.stored, **values)
    return Profile(id=origin.id, **values)


def _agreeing(profile: Profile) -> Reading:
    try:
        check_profile(profile)
    except Invalid as error:
        return Reading(None, {"public_key_id": error})
    return Reading(profile)


_REGION_MISSING = N_("Choose the region of your Amazon Pay account.")
_VERSION_MISSING = N_("Choose v1 or v2.")
_ALGORITHM_MISSING = N_("Choose an algorithm.")
_ENVIRONMENT_MISSING = N_("This key id serves sandbox and live; choose one.")

E = TypeVar("E", bound=StrEnum)


def _choice(words: type[E], text: str, missing: str) -> E:
    try:
        return words(text)
    except ValueError:
        raise Invalid(say(missing)) from None


def environment_in(entries: Entries, origin: Origin) -> Environment | None:
    """Say where requests would go: fixed, named by the key id, or chosen; None when none tells."""
    named = origin.fixed_environment or environment_of(entries.public_key_id.strip())
    if named is None and entries.environment in {Environment.SANDBOX, Environment.LIVE}:
        return Environment(entries.environment)
    return named


def asks_environment(entries: Entries, origin: Origin) -> bool:
    """Whether there is a key id, and only the person can tell its environment."""
    key_id = entries.public_key_id.strip()
    is_told = origin.fixed_environment is not None or environment_of(key_id) is not None
    return bool(_KEY_ID.fullmatch(key_id)) and not is_told


def _environment(entries: Entries, origin: Origin) -> Environment:
    found = environment_in(entries, origin)
    if found is None and asks_environment(entries, origin):
        raise Invalid(say(_ENVIRONMENT_MISSING))
    return found or Environment.SANDBOX  # the key id is the problem then


def read_key_id(text: str, origin: Origin) -> str:
    """Read a public key id; the emulator's is not the person's to choose."""
    if origin.is_emulator:
        return text
    key_id = trimmed(text)
    if not key_id:
        raise Invalid(say(N_("The key id is needed; Seller Central shows it.")), _KEY_ID_EXAMPLE)
    if not _KEY_ID.fullmatch(key_id):
        words = N_("A key id has letters, digits and dashes only.")
        raise Invalid(say(words), _KEY_ID_EXAMPLE)
    return key_id


def _identifier(text: str, example: str) -> str:
    """Amazon's shapes are only hints here, but no id of theirs has blanks or strange signs."""
    value = trimmed(text)
    if len(value) > _LONGEST_ID or not re.fullmatch(r"[!-~]*", value, re.ASCII):
        raise Invalid(say(N_("An id has no blanks and no letters outside ASCII.")), example)
    return value


def preselected_version(public_key_id: str) -> ApiVersion:
    """Say which version a key id speaks for: keys of one environment came with v2."""
    return ApiVersion.V2 if environment_of(public_key_id.strip()) else ApiVersion.V1


def hint_for(name: str, text: str) -> Message | None:
    """A word beside an entry that is allowed, but unusual."""
    if name == "version" and text == ApiVersion.V1:
        return say(N_("Amazon may no longer answer this version."))
    if name == "store_id" and text.strip() and not text.strip().startswith("amzn1."):
        return say(N_("Usually begins with amzn1.application-oa2-client."))
    if name == "merchant_id" and text.strip() and not re.fullmatch(r"A[A-Z0-9]+", text.strip()):
        return say(N_("Usually begins with A and has capital letters and digits only."))
    return None
