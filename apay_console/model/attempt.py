"""A write about to happen, stored before a byte leaves."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from hashlib import sha256
from urllib.parse import urlsplit

from apay_console.errors import N_, BadText, NotSent, say
from apay_console.model import json_text
from apay_console.model.exchange import Exchange, Outcome, Sent
from apay_console.model.operation import Operation
from apay_console.model.profile import HOSTS, Environment, Profile, environment_of

_KEY_ID = re.compile(r"PublicKeyId=([^, ]+)")
_SEGMENT = re.compile(r"/(sandbox|live)/", re.ASCII)
_BEFORE = re.compile(r"/(?:(?:sandbox|live)/)?v\d+/", re.ASCII)


@dataclass(frozen=True)
class Attempt:
    """What exactly is about to be sent; without an outcome its effect is unknown."""

    id: str
    profile_id: str
    sale_id: str
    operation: str
    version: str
    method: str
    path: str  # with the environment's segment, as on the wire
    body: bytes
    idempotency_key: str
    created_at: float  # seconds since 1970, UTC
    outcome: Outcome | None = None
    simulation: str = ""  # the simulation code that goes with it
    place: str = ""  # whom it is for, as `place_of` tells it; empty in what older programs stored
    likeness: str = ""  # the same for what would move the same money once more; else empty


class SentBefore(NotSent):
    """The same money may have moved already; sent again, it would have to be meant."""

    def __init__(self, twin: Attempt, now: float) -> None:
        super().__init__(say(N_("The very same was sent before, so it was not sent again.")))
        self.twin = twin
        self.age = max(0.0, now - twin.created_at)  # seconds


def place_of(profile: Profile) -> str:
    """Say whom a profile's requests are for: no key, path or name tells both of it."""
    return f"{profile.environment} {profile.host}"


def place_in(sent: Sent) -> str:
    """Tell whom a request of the past was for, as far as it tells."""
    address = urlsplit(sent.url)
    host = address.hostname or ""
    if host not in HOSTS.values():
        return f"{Environment.EMULATOR} {sent.header('x-amz-pay-host')}"
    key_id = _KEY_ID.search(sent.header("authorization"))
    named, segment = environment_of(key_id[1]) if key_id else None, _SEGMENT.match(address.path)
    return f"{named or (segment[1] if segment else '')} {host}"


def past_attempt(exchange: Exchange) -> Attempt:
    """Write down a request of the past as one that is to be made once more."""
    address = urlsplit(exchange.sent.url)
    return Attempt(
        id="",
        profile_id=exchange.profile_id,
        sale_id=exchange.sale_id,
        operation=exchange.operation,
        version=exchange.version,
        method=exchange.sent.method,
        path=address._replace(scheme="", netloc="").geturl(),
        body=exchange.sent.body,
        idempotency_key=exchange.idempotency_key,
        created_at=exchange.started_at,
        simulation=exchange.sent.simulation,
        place=place_in(exchange.sent),
    )


def check_place(place: str, profile: Profile) -> None:
    """Refuse to send elsewhere what was meant for another environment or region."""
    environment, _, host = place.partition(" ")
    if environment not in {"", profile.environment} or host not in {"", profile.host}:
        words = N_("“{name}” was changed since: this was for {place}, so it is not sent again.")
        raise NotSent(say(words, name=profile.name, place=place))


def likeness_of(done: Operation, place: str, path: str, body: bytes) -> str:
    """Say what is the same for two requests that would move the same money; else nothing.

    What changes an object is done once: a charge is captured, a session completed, or refuses.
    """
    if not done.moves_money or done.method != "POST" or done.answers is done.about:
        return ""
    meant = [place, _BEFORE.sub("", path, count=1), _meaning(body)]
    return sha256(json.dumps(meant, sort_keys=True, default=str).encode()).hexdigest()


def _meaning(body: bytes) -> object:
    """Read a body as JSON, so that its layout makes no difference."""
    try:
        return json_text.read_bytes(body)
    except BadText:
        return body.hex()
