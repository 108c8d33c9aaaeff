"""What a person pastes to open an object: its id, a return URL, curl, or JSON."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import parse_qs, urlsplit

from apay_console.errors import N_, BadText, Invalid, Message, say
from apay_console.model import codec, json_text
from apay_console.model.fields import ApiVersion
from apay_console.model.kinds import LATER_ID
from apay_console.model.profile import Environment, Profile
from apay_console.model.reading import text_of
from apay_console.model.sale import Sale
from apay_console.model.subjects import subject_of

EXAMPLE = "3f0c7a52-9b1e-4d68-8a77-51c2e0d9b614"
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE | re.ASCII)
_PATH = re.compile(
    r"/(v[12])/(?:checkoutSessions?|chargePermissions|charges|refunds)/([A-Za-z0-9-]+)",
    re.IGNORECASE | re.ASCII,
)
_LIVE, _TRIED = "P", "S"  # an id's first letter tells where it is from, but for lasting permissions
_QUOTES = (('"', '"'), ("'", "'"), ("<", ">"))
_LONGEST = 1_048_576


@dataclass(frozen=True)
class Found:
    """A session, permission, charge or refund to open."""

    id: str
    version: ApiVersion | None = None  # None: the text does not tell

    @property
    def is_session(self) -> bool:
        """Whether it is a checkout session, and nothing that came later."""
        return _UUID.fullmatch(self.id) is not None

    @property
    def permission_id(self) -> str:
        """The permission that a later id is part of; of a lasting one charges have their own."""
        return "-".join(self.id.split("-")[:3])


def recognise(text: str) -> Found:
    """Find the object that a pasted text names; raise Invalid when it names none."""
    if len(text) > _LONGEST:
        raise Invalid(say(N_("This is too long to be an id.")), EXAMPLE)
    trimmed = _unquoted(text.strip())
    for reader in (_from_id, _from_json, _from_curl, _from_url):
        found = reader(trimmed)
        if found:
            return found
    raise Invalid(_reason(trimmed), EXAMPLE)


def _unquoted(text: str) -> str:
    is_quoted = any(len(text) > 1 and (text[0], text[-1]) == pair for pair in _QUOTES)
    return text[1:-1].strip() if is_quoted else text


def refuse_elsewhere(found: Found, profile: Profile) -> None:
    """Raise Invalid for an id that cannot be this profile's, before anything is sent."""
    is_live, letter = profile.environment is Environment.LIVE, found.id[:1]
    if found.is_session or letter not in {_LIVE, _TRIED} or is_live == (letter == _LIVE):
        return
    words = N_("{id} is a live id, and {name} is not a live profile: choose a live one first.")
    if is_live:
        words = N_("{id} is a sandbox id, and {name} is a live profile: choose another one first.")
    raise Invalid(say(words, id=found.id, name=profile.name))


def _from_id(text: str) -> Found | None:
    if LATER_ID.fullmatch(text.upper()):
        return Found(text.upper())
    return Found(text.lower()) if _UUID.fullmatch(text) else None


def _from_json(text: str) -> Found | None:
    if not text.startswith("{"):
        return None
    try:
        body = json_text.read_object(text)
    except BadText as error:
        raise Invalid(error.message, EXAMPLE) from None
    found = _in_body(body)
    if found is None:
        words = N_("This JSON names no session, permission, charge or refund.")
        raise Invalid(say(words), EXAMPLE)
    return found


def _in_body(body: Mapping[str, Any]) -> Found | None:
    about = subject_of(body)
    found = _from_id(text_of(body.get(about.id_field))) if about else None
    if found is None or about is None:
        return None
    return replace(found, version=codec.version_of(body, about.schema))


def _from_curl(text: str) -> Found | None:
    from apay_console.model.captured.curl import is_curl, words_of  # noqa: PLC0415 - when asked

    if not is_curl(text.encode("utf-8", "replace")):
        return None
    words = [word for word in words_of(text) if "/" in word or word.startswith("{")]
    found = next((found for word in words if (found := _from_url(word) or _from_data(word))), None)
    if found is None:
        reason = N_("This curl command names no session, permission, charge or refund.")
        raise Invalid(say(reason), EXAMPLE)
    return found


def _from_data(text: str) -> Found | None:
    """Read what a command sends: a new charge names its permission, a refund its charge."""
    try:
        return _in_body(json_text.read_object(text)) if text.startswith("{") else None
    except BadText:
        return None


def _from_url(text: str) -> Found | None:
    try:
        parts = urlsplit(text)
        named = set(parse_qs(parts.query).get("amazonCheckoutSessionId", ()))
    except ValueError:
        return None
    in_path = _PATH.search(parts.path)
    in_api = _from_id(in_path[2]) if in_path else None
    if in_path and in_api:
        return replace(in_api, version=ApiVersion(in_path[1].lower()))
    if len(named) > 1:
        words = N_("This address names more than one session; paste the id of the one you mean.")
        raise Invalid(say(words), EXAMPLE)
    return _from_id("".join(named))


def _reason(text: str) -> Message:
    if not text:
        return say(N_("Paste an id, a return URL, curl or JSON."))
    if text.startswith(("http://", "https://")):
        return say(N_("This address carries no amazonCheckoutSessionId; paste the session's id."))
    return say(N_("No id was found in this text."))


def holds(sale: Sale, found: Found) -> bool:
    """Whether a sale is the one that an object belongs to, as far as the list tells."""
    if found.is_session:
        return sale.session_id.lower() == found.id
    return found.id in sale.ids or found.permission_id in sale.ids
