"""Between the state's records and the rows in which they are kept."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import fields
from inspect import signature
from typing import Any

from apay_console.emulator.state import (
    Charge,
    Clock,
    Event,
    Permission,
    Record,
    Refund,
    Replay,
    Row,
    Session,
    State,
    Stored,
    Token,
)
from apay_console.emulator.values import BLANK
from apay_console.model import json_text
from apay_console.model.fields import ApiVersion
from apay_console.model.profile import Region

_KINDS: dict[str, type[Stored]] = {
    kind.kind: kind for kind in (Session, Permission, Charge, Refund, Replay, Token, Event, Clock)
}

# What JSON holds for a field, by the type that stands at it.
_TYPES: dict[str, Any] = {
    "str": str,
    "ApiVersion": str,
    "Region": str,
    "bool": bool,
    "int": int,
    "float": float | int,
    "float | None": float | int | None,
    "Values": dict,
    "list[str]": list,
    "InitVar[str]": str,
}
_LATEST = 1e11  # no second and no number is beyond it: the year 5138


def text_of(item: Stored) -> str:
    """Write a record as it is kept."""
    return json_text.write(_plain(item))


def _plain(item: Stored) -> dict[str, Any]:
    if isinstance(item, Replay):
        return {"id": item.id, "digest": item.digest, "status": item.status, "body": item.text}
    found = {row.name: getattr(item, row.name) for row in fields(item)}
    if isinstance(item, Record):
        found["values"] = dict(item.values)
    return found


def rows(state: State) -> Iterator[Row]:
    """Write the whole state, row by row."""
    for item in state.everything():
        yield item.kind, item.id, text_of(item)


def read(kept: Iterable[Row]) -> tuple[State, list[str]]:
    """Make a state of rows; a row that cannot be read is left out and named."""
    state, lost = State(), []
    for kind, number, text in kept:
        item = _read_row(kind, text)
        if item is None:
            lost.append(f"{kind} {number}")
        else:
            state.take(item)
    return state, lost


def _read_row(kind: str, text: str) -> Stored | None:
    try:
        return _make(_KINDS[kind], json.loads(text))
    except (KeyError, TypeError, ValueError):
        return None


def _require(value: Any, wanted: str) -> None:
    """Raise TypeError for a value of another type than the field's, ValueError for no time."""
    if not isinstance(value, _TYPES[wanted]):
        raise TypeError(wanted)
    if isinstance(value, float | int) and not abs(value) < _LATEST:
        raise ValueError(wanted)


def _make(kind: type[Stored], found: dict[str, Any]) -> Stored:
    known = signature(kind).parameters
    kept = {name: value for name, value in dict(found).items() if name in known}
    for name, value in kept.items():
        _require(value, str(known[name].annotation))
    if issubclass(kind, Record):
        kept["version"] = ApiVersion(kept["version"])
        kept["region"] = Region(kept["region"])
    if kind is Session:
        kept["values"] = BLANK | dict(kept["values"])
    return kind(**kept)
