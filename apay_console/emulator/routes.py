"""From a path to an operation, by dictionary."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from apay_console.emulator import refusals
from apay_console.emulator.wire import Refused
from apay_console.model.fields import ApiVersion
from apay_console.model.operation import Operation
from apay_console.model.paths import operations_at
from apay_console.model.profile import Environment, environment_of

_PATH = re.compile(r"/(?:(sandbox|live)/)?(v[0-9]+)(?:/(.*))?", re.DOTALL)


@dataclass(frozen=True)
class Place:
    """What a path says before it is known whether anything is there."""

    environment: str  # empty when the path names none
    version: str
    rest: str


@dataclass(frozen=True)
class Route:
    """An operation with the id in its path."""

    operation: Operation
    version: ApiVersion
    live: bool
    number: str


@lru_cache(maxsize=256)  # each request asks three times
def place_of(path: str) -> Place | None:
    """Read a path of the API; None for any other path."""
    found = _PATH.fullmatch(path)
    return Place(found[1] or "", found[2], found[3] or "") if found else None


def is_v1(path: str) -> bool:
    """Whether a path belongs to v1, which documents another name for one header."""
    place = place_of(path)
    return place is not None and place.version == "v1"


def find(method: str, path: str, key_id: str) -> Route:
    """Find what a request asks for; raise Refused when there is no such operation."""
    place = place_of(path)
    if place is None:
        raise refusals.nothing_at(path)
    if place.version not in ("v1", "v2"):
        sentence = f"The API version '{place.version[:20]}' is not known."
        raise Refused(400, "InvalidAPIVersion", sentence)
    segments = place.rest.removesuffix("/").split("/")
    methods = operations_at(segments)
    if methods is None or "" in segments:
        raise refusals.nothing_at(path)
    version = ApiVersion(place.version)
    operation = _pick(methods, method, version)
    number = segments[1] if len(segments) > 1 else ""
    return Route(operation, version, _is_live(place, key_id), number)


def _pick(methods: Mapping[str, Operation], method: str, version: ApiVersion) -> Operation:
    operation = methods.get(method)
    if operation is None:
        allowed = ", ".join(methods)
        sentence = f"The method {method[:20]} is not supported here; use {allowed}."
        raise Refused(405, "RequestNotSupported", sentence)
    if version not in operation.versions:
        sentence = f"The operation {operation.label} is not available in {version}."
        raise Refused(405, "UnsupportedOperation", sentence)
    return operation


def _is_live(place: Place, key_id: str) -> bool:
    """Let the path decide, else the key's prefix; a neutral key without either means sandbox."""
    return (place.environment or environment_of(key_id)) == Environment.LIVE
