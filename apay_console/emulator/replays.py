"""Idempotency: the same key with the same request gets the same answer (idempotency.html)."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from apay_console.emulator import refusals, strictness
from apay_console.emulator.headers import IDEMPOTENCY_KEY
from apay_console.emulator.routes import Route
from apay_console.emulator.state import Replay
from apay_console.emulator.strictness import Strictness
from apay_console.emulator.wire import Answer, Refused
from apay_console.emulator.world import World

_KEY = re.compile(r"[A-Za-z0-9_-]{1,32}", re.ASCII)


@dataclass(frozen=True)
class Claim:
    """A key with the request that it stands for."""

    id: str
    digest: str


def key_of(route: Route, found: Mapping[str, str], dial: Strictness) -> str:
    """Read a request's key; empty where keys have no effect."""
    key = found.get(IDEMPOTENCY_KEY)
    is_needed = route.operation.needs_idempotency_key
    if route.operation.method != "POST" or (key is None and not is_needed):
        return ""
    if not key:
        return _without_key(route, dial)
    if not _KEY.fullmatch(key):
        sentence = f"The header {IDEMPOTENCY_KEY} takes 1 to 32 letters, digits, - and _."
        raise refusals.bad_header(sentence)
    return key


def _without_key(route: Route, dial: Strictness) -> str:
    rule = strictness.NO_KEY
    if dial.lets(rule, route.operation.name):
        return ""
    sentence = f"The header {IDEMPOTENCY_KEY} is missing. {rule.reason}"
    raise Refused(400, "MissingHeaderValue", sentence)


def claim(key: str, route: Route, region: str, body: Mapping[str, Any]) -> Claim:
    """Bind a key to its request; keys belong to the merchant's account in one environment."""
    environment = "live" if route.live else "sandbox"
    return Claim(f"{region} {environment} {key}", _digest(route, body))


def answer_again(world: World, claimed: Claim) -> Answer | None:
    """Give the first answer once more; None for a key that nobody used yet."""
    known = world.state.replays.get(claimed.id)
    if known is None:
        return None
    if known.digest != claimed.digest:
        sentence = "The idempotency key was used before with another request."
        raise Refused(400, "DuplicateIdempotencyKey", sentence)
    return Answer(known.status, known.text.encode())


def keep(world: World, claimed: Claim, answer: Answer) -> None:
    """Keep an answer for when its key comes again; refusals are not kept."""
    world.put(Replay(claimed.id, claimed.digest, answer.status, answer.body.decode()))


def _digest(route: Route, body: Mapping[str, Any]) -> str:
    """Tell requests apart by what they mean, not by how their JSON is laid out."""
    meant = [route.operation.name, route.version, route.number, body]
    return sha256(json.dumps(meant, sort_keys=True, default=str).encode()).hexdigest()
