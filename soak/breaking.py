"""Breaks documents by chance: their values, their names, and the bytes they are written in."""

from __future__ import annotations

import copy
from collections.abc import Callable, Sequence
from random import Random
from typing import Any

NASTY: tuple[Any, ...] = (
    None,
    True,
    -1,
    1e308,
    10**400,
    "",
    "live",
    "emulator",
    "LIVE-AG6KZ5VFXNQ3JPTMWL2D",
    "{{7*7}}",
    "__proto__",
    "\u202egnp",
    "\0",
    "\ud800",
    "https://evil.example/",
    "javascript:alert(1)",
    "<img src=file:///etc/hostname width=99999>",
    "-----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY-----",
    "x" * 70_000,
    [],
    {},
    [[[[[]]]]],
    {"$ref": "#"},
)
_PIECES = (
    b"{",
    b"[" * 90,
    b'"',
    b"\\u0000",
    b"\\ud800",
    b"NaN",
    b"1e999999",
    b"9" * 5000,
    b"\xff\xfe",
    b"\0",
    b"PK\x03\x04",
    b"SQLite format 3\0",
    b"\x80\x04",
    b"<html>",
    b"--- !!python/object/apply:os.system [id]\n",
    b"{{7*7}}",
)


def misshapen(document: Any, random: Random, names: Sequence[str] = ()) -> Any:
    """Change one value, add one of these names, take one away, or give one another name."""
    places = [one for one in _places(document) if isinstance(one, dict)]
    if not places or random.random() < 0.05:
        return copy.deepcopy(random.choice((*NASTY, [document])))
    place = random.choice(places)
    name = random.choice([*place, *names, "id"])
    value = place.pop(name, None)
    if random.random() < 0.8:
        place[name] = copy.deepcopy(random.choice(NASTY))
    elif random.random() < 0.5:
        place[str(random.choice(NASTY))] = value
    return document


def _places(value: Any) -> list[Any]:
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [value, *(place for part in parts for place in _places(part))]


def mangled(data: bytes, random: Random) -> bytes:
    """Cut bytes off, take some out, put some in, or repeat some."""
    return random.choice(_WAYS)(data, random)


def _cut(data: bytes, random: Random) -> bytes:
    return data[: random.randrange(len(data) + 1)]


def _without(data: bytes, random: Random) -> bytes:
    start = random.randrange(len(data) + 1)
    return data[:start] + data[start + random.randrange(20) :]


def _with(data: bytes, random: Random) -> bytes:
    start = random.choice((0, random.randrange(len(data) + 1)))
    return data[:start] + random.choice((*_PIECES, random.randbytes(4))) + data[start:]


def _twice(data: bytes, random: Random) -> bytes:
    start = random.randrange(len(data) + 1)
    return data + data[start : start + random.randrange(200)]


_WAYS: tuple[Callable[[bytes, Random], bytes], ...] = (_cut, _without, _with, _twice)
