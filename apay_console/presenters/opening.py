"""What a person pastes to open a session: its id, a return URL, curl, or JSON."""

from __future__ import annotations

import re
import shlex
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

from apay_console.errors import N_, BadText, Invalid, Message, say
from apay_console.model import codec, json_text
from apay_console.model.catalogue.checkout_session import CHECKOUT_SESSION
from apay_console.model.fields import ApiVersion

EXAMPLE = "3f0c7a52-9b1e-4d68-8a77-51c2e0d9b614"
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE | re.ASCII)
_PATH = re.compile(r"/(v[12])/checkoutSessions?/([A-Za-z0-9-]+)", re.IGNORECASE | re.ASCII)
_LATER_ID = re.compile(r"[SPCB]0[0-9]-[0-9]{7}-[0-9]{7}(-[CR][0-9]{6})?", re.ASCII)
_CURL = re.compile(r"(?:\$ )?curl(?:\.exe)?\s")
_CONTINUED = re.compile(r"[\\^](?:\r\n|[\n\r\u2028])")  # a command goes on in the next line
_QUOTES = (('"', '"'), ("'", "'"), ("<", ">"))
_LONGEST = 1_048_576


@dataclass(frozen=True)
class Found:
    """A session to open."""

    session_id: str
    version: ApiVersion | None = None  # None: the text does not tell


def recognise(text: str) -> Found:
    """Find the session that a pasted text names; raise Invalid when it names none."""
    if len(text) > _LONGEST:
        raise Invalid(say(N_("This is too long to be a session.")), EXAMPLE)
    trimmed = _unquoted(text.strip())
    for reader in (_from_id, _from_json, _from_curl, _from_url):
        found = reader(trimmed)
        if found:
            return found
    raise Invalid(_reason(trimmed), EXAMPLE)


def _unquoted(text: str) -> str:
    is_quoted = any(len(text) > 1 and (text[0], text[-1]) == pair for pair in _QUOTES)
    return text[1:-1].strip() if is_quoted else text


def _from_id(text: str) -> Found | None:
    return Found(text.lower()) if _UUID.fullmatch(text) else None


def _from_json(text: str) -> Found | None:
    if not text.startswith("{"):
        return None
    try:
        body = json_text.read_object(text)
    except BadText as error:
        raise Invalid(error.message, EXAMPLE) from None
    named = body.get("checkoutSessionId")
    if not isinstance(named, str) or not _UUID.fullmatch(named):
        raise Invalid(say(N_("This JSON names no checkoutSessionId.")), EXAMPLE)
    return Found(named.lower(), codec.version_of(body, CHECKOUT_SESSION))


def _from_curl(text: str) -> Found | None:
    if not _CURL.match(text):
        return None
    try:
        words = shlex.split(_CONTINUED.sub(" ", text))
    except ValueError:
        raise Invalid(say(N_("This curl command has an open quote.")), EXAMPLE) from None
    found = next((found for word in words if (found := _from_url(word))), None)
    if found is None:
        raise Invalid(say(N_("This curl command calls no checkout session.")), EXAMPLE)
    return found


def _from_url(text: str) -> Found | None:
    try:
        parts = urlsplit(text)
        named = set(parse_qs(parts.query).get("amazonCheckoutSessionId", ()))
    except ValueError:
        return None
    in_path = _PATH.search(parts.path)
    if in_path and _UUID.fullmatch(in_path[2]):
        return Found(in_path[2].lower(), ApiVersion(in_path[1].lower()))
    if len(named) > 1:
        words = N_("This address names more than one session; paste the id of the one you mean.")
        raise Invalid(say(words), EXAMPLE)
    return _from_id("".join(named))


def _reason(text: str) -> Message:
    if not text:
        return say(N_("Paste a session id, a return URL, curl or JSON."))
    if _LATER_ID.fullmatch(text):
        words = N_("This is the id of a permission, charge or refund; a session's id is needed.")
        return say(words)
    if text.startswith(("http://", "https://")):
        return say(N_("This address carries no amazonCheckoutSessionId; paste the session's id."))
    return say(N_("No session id was found in this text."))
