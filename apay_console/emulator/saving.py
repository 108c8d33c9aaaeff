"""Between the state's records and the rows in which they are kept."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import fields
from decimal import Decimal
from functools import cache
from inspect import signature
from typing import Any

from apay_console.emulator.happened import STATE
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
from apay_console.errors import Fault
from apay_console.model import json_faults, json_text
from apay_console.model.fields import ApiVersion, Field
from apay_console.model.json_faults import DEEPEST
from apay_console.model.kinds import Kind, Money, Switch, Text, Timestamp
from apay_console.model.profile import Region
from apay_console.model.states.machines import MACHINES
from apay_console.model.subjects import subject

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
_STATES = {row.subject.name: {state.name for state in row.states} for row in MACHINES}
_REASONS = "statusDetails.reasons"
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
        if item is None or item.id != number or not _has_owner(state, item):
            lost.append(f"{kind} {number}")
        else:
            state.take(item)
    return state, lost


def _has_owner(state: State, item: Stored) -> bool:
    """Return whether what a charge or refund belongs to was read before it, as it was made."""
    if isinstance(item, Charge):
        return item.permission_id in state.permissions
    return not isinstance(item, Refund) or item.charge_id in state.charges


def _read_row(kind: str, text: str) -> Stored | None:
    try:
        return _make(_KINDS[kind], _decoded(text))
    except (Fault, KeyError, TypeError, ValueError, ArithmeticError, RecursionError):
        return None


def _decoded(text: str) -> Any:
    """Read what `text_of` wrote; raise BadText, ValueError or RecursionError."""
    if text.count("{") + text.count("[") > DEEPEST:
        json_faults.refuse_depth(text, len(text))
    json_faults.refuse_broken(text)
    return _DECODER.decode(text)


def _no_number(word: str) -> Any:
    raise ValueError(word)


_DECODER = json.JSONDecoder(parse_constant=_no_number)


def _check_values(kind: type[Record], values: dict[str, Any]) -> None:
    """Raise an error for values that no rule could have written."""
    fields_of = _fields_of(kind.kind)
    for name, value in values.items():
        if value is not None:
            _check_value(fields_of[name].kind, value)
    if values[STATE] not in _STATES[kind.kind]:
        raise ValueError(STATE)
    for row in values.get(_REASONS) or ():
        _require(row["reasonCode"], "str")


def _check_value(kind: Kind, value: Any) -> None:
    if isinstance(kind, Money):
        _check_amount(value)
    elif isinstance(kind, Timestamp):
        kind.decode(value)
    elif isinstance(kind, Switch):
        _require(value, "bool")
    elif isinstance(kind, Text):
        _require(value, "str")


def _check_amount(value: Any) -> None:
    for name in ("amount", "currencyCode"):
        _require(value[name], "str")
    if not abs(Decimal(value["amount"])) < _LATEST:
        raise ValueError(value["amount"])


@cache
def _fields_of(kind: str) -> dict[str, Field]:
    return {row.name: row for row in subject(kind).schema}


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
        _check_values(kind, kept["values"])
    if kind is Session:
        kept["values"] = BLANK | dict(kept["values"])
    return kind(**kept)
