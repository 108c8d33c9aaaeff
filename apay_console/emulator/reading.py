"""From a request's body to values; the catalogue says what may stand there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from apay_console.emulator import refusals
from apay_console.emulator.wire import Refused
from apay_console.errors import Invalid
from apay_console.model import codec
from apay_console.model.fields import ApiVersion, Field, Path, Schema, When
from apay_console.model.kinds import Kind, MissingPart, Money, Pattern, StrangePart, Url


@dataclass(frozen=True)
class Terms:
    """What a body is read for: whose spelling, where, and which fields may be set now."""

    schema: Schema
    version: ApiVersion
    region: str
    allowed: frozenset[When]
    live: bool = False


def read(body: Mapping[str, Any], terms: Terms) -> dict[str, Any]:
    """Take a body apart into values by name; raise Refused for the first that is wrong."""
    flat = codec.flatten(body, terms.schema, terms.version)
    if flat.unknown:
        raise _unknown(flat.unknown[0], terms)
    kinds = _kinds(terms)
    values: dict[str, Any] = {}
    for field, wire in flat.values.items():
        if field in kinds:
            values[field.name] = _value(field, kinds[field], wire, terms)
        elif wire is not None or _is_written_out(body, field.path(terms.version) or ()):
            raise refusals.unrecognized(_leaf(field, terms), "It cannot be set now.")
    return values


@cache
def _kinds(terms: Terms) -> dict[Field, Kind]:
    """The fields that may be set now, each with its kind as version and region narrow it."""
    return {
        field: field.kind.within(terms.version, terms.region)
        for field in terms.schema.of(terms.version)
        if field.when in terms.allowed
    }


def _value(field: Field, kind: Kind, wire: Any, terms: Terms) -> Any:
    if wire is None:
        return None
    try:
        value = kind.decode(_digits(kind, wire))
    except Invalid as error:
        raise _wrong(field, wire, error, terms) from None
    if terms.live and isinstance(kind, Url) and not value.lower().startswith("https:"):
        raise refusals.bad_value(value, _leaf(field, terms))
    return kind.encode(value)


def _digits(kind: Kind, wire: Any) -> Any:
    """Take a number where digits are wanted: Amazon's .NET SDK sends the frequency as one."""
    is_number = isinstance(wire, int) and not isinstance(wire, bool)
    return str(wire) if is_number and isinstance(kind, Pattern) else wire


def _wrong(field: Field, wire: Any, error: Invalid, terms: Terms) -> Refused:
    name = _leaf(field, terms)
    if isinstance(error, MissingPart):
        return refusals.missing(f"{name}.{error.part}")
    if isinstance(error, StrangePart):
        return refusals.unrecognized(f"{name}.{error.part}")
    if isinstance(field.kind, Money) and isinstance(wire, Mapping):
        return _wrong_price(name, wire, field.kind.within(terms.version, terms.region))
    return refusals.bad_value(wire, name)


def _wrong_price(name: str, wire: Mapping[str, Any], kind: Money) -> Refused:
    if wire["currencyCode"] in kind.currencies:
        return refusals.bad_value(wire["amount"], f"{name}.Amount")
    return refusals.bad_value(wire["currencyCode"], f"{name}.CurrencyCode")


def _unknown(path: Path, terms: Terms) -> Refused:
    right = codec.right_spelling(path, terms.schema, terms.version)
    hint = f"In {terms.version} it is spelled '{right}'." if right else ""
    return refusals.unrecognized(".".join(path), hint)


def _leaf(field: Field, terms: Terms) -> str:
    path = field.path(terms.version) or (field.name,)
    return path[-1]


def _is_written_out(body: Any, path: Path) -> bool:
    """Whether a null stands at the field itself, and not at an object around it."""
    for key in path[:-1]:
        body = body.get(key) if isinstance(body, Mapping) else None
    return isinstance(body, Mapping) and path[-1] in body
