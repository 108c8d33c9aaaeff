"""What a person pastes to open a session: its id, a return URL, curl, or JSON."""

from __future__ import annotations

import re
import shlex
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, urlsplit

from apay_console.errors import N_, BadText, Invalid, say
from apay_console.model import json_text
from apay_console.model.fields import ApiVersion
from apay_console.model.session import read_session

EXAMPLE = "3f0c7a52-9b1e-4d68-8a77-51c2e0d9b614"
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE | re.ASCII)
_PATH = re.compile(r"/(v[12])/checkoutSessions?/([A-Za-z0-9-]+)", re.IGNORECASE | re.ASCII)
_LATER_ID = re.compile(r"[SPCB]0[0-9]-[0-9]{7}-[0-9]{7}(-[CR][0-9]{6})?", re.ASCII)
_LONGEST = 1_048_576


@dataclass(frozen=True)
class Found:
    """A session to open, and what the text told about it."""

    session_id: str
    version: ApiVersion | None = None  # None: the text does not tell
    body: dict[str, Any] | None = None  # the answer itself, when that was pasted


def recognise(text: str) -> Found:
    """Find the session that a pasted text names; raise Invalid when it names none."""
    trimmed = text.strip().strip("\"'")
    if len(trimmed) > _LONGEST:
        raise Invalid(say(N_("This is too long to be a session.")), EXAMPLE)
    for reader in (_from_id, _from_json, _from_curl, _from_url):
        found = reader(trimmed)
        if found:
            return found
    raise Invalid(_reason(trimmed), EXAMPLE)


def _from_id(text: str) -> Found | None:
    return Found(text.lower()) if _UUID.fullmatch(text) else None


def _from_json(text: str) -> Found | None:
    if not text.startswith("{"):
        return None
    try:
        body = json_text.read_object(text)
    except BadText as error:
        raise Invalid(error.message, EXAMPLE) from None
    session = read_session(body, ApiVersion.V2)
    if session is None or not _UUID.fullmatch(session.id):
        raise Invalid(say(N_("This JSON names no checkoutSessionId.")), EXAMPLE)
    return Found(session.id.lower(), session.version, body)


def _from_curl(text: str) -> Found | None:
    if not text.startswith("curl"):
        return None
    try:
        words = shlex.split(text.replace("\\\n", " "))
    except ValueError:
        raise Invalid(say(N_("This curl command has an open quote.")), EXAMPLE) from None
    return next((found for word in words if (found := _from_url(word))), None)


def _from_url(text: str) -> Found | None:
    try:
        parts = urlsplit(text)
        named = parse_qs(parts.query).get("amazonCheckoutSessionId", [""])
    except ValueError:
        return None
    in_path = _PATH.search(parts.path)
    if in_path and _UUID.fullmatch(in_path[2]):
        return Found(in_path[2].lower(), ApiVersion(in_path[1].lower()))
    return Found(named[0].lower()) if _UUID.fullmatch(named[0]) else None


def _reason(text: str) -> Any:
    if not text:
        return say(N_("Paste a session id, a return URL, curl or JSON."))
    if _LATER_ID.fullmatch(text):
        return say(
            N_("This is the id of a permission, charge or refund; a session's id is needed.")
        )
    if text.startswith(("http://", "https://")):
        return say(N_("This address carries no amazonCheckoutSessionId; paste the session's id."))
    return say(N_("No session id was found in this text."))
