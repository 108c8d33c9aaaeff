"""From a request's body to values; the catalogue says what may stand there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from apay_console.emulator import refusals, strictness
from apay_console.emulator.rules.insides import INSIDES, Ground, check_object
from apay_console.emulator.strictness import STRICT, Strictness
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
    dial: Strictness = STRICT


def read(body: Mapping[str, Any], terms: Terms) -> dict[str, Any]:
    """Take a body apart into values by name; raise Refused for the first that is wrong."""
    kinds = _kinds(terms.schema, terms.version, terms.region, terms.allowed)
    values: dict[str, Any] = {}
    for field, wire in _fields(body, terms).items():
        if field in kinds:
            values[field.name] = _value(field, kinds[field], wire, terms)
        elif wire is not None or _is_written_out(body, field.path(terms.version) or ()):
            _leave_out(field, terms)
    return values


def _fields(body: Mapping[str, Any], terms: Terms) -> dict[Field, Any]:
    """Find every field of a body; what nobody knows is refused, or passed over."""
    _check_objects(body, _objects(terms.schema, terms.version), (), terms)
    flat = codec.flatten(body, terms.schema, terms.version)
    if not flat.unknown:
        return flat.values
    for path in flat.unknown:
        _pass_over(path, terms)
    theirs = codec.flatten(body, terms.schema, codec.other(terms.version)).values
    return {
        field: wire for field, wire in theirs.items() if field.path(terms.version)
    } | flat.values


@cache
def _objects(schema: Schema, version: ApiVersion) -> frozenset[Path]:
    """The paths at which an object stands; a list, as of payment methods, is none."""
    paths = schema.by_path(version)
    inner = {path[:end]: path[end] for path in paths for end in range(1, len(path))}
    return frozenset(path for path, following in inner.items() if not following.isdigit())


def _check_objects(
    body: Mapping[str, Any], objects: frozenset[Path], outer: Path, terms: Terms
) -> None:
    """Refuse anything else where an object has to stand."""
    for key, value in body.items():
        here = (*outer, key)
        if value is None or here not in objects:
            continue
        if isinstance(value, Mapping):
            _check_objects(value, objects, here, terms)
        else:
            check_object(value, ".".join(here), terms.dial)


def _pass_over(path: Path, terms: Terms) -> None:
    name = ".".join(path)
    right = codec.right_spelling(path, terms.schema, terms.version)
    rule = strictness.OTHER_SPELLING if right else strictness.UNKNOWN_FIELD
    if terms.dial.lets(rule, name):
        return
    hint = f"In {terms.version} it is spelled '{right}'." if right else rule.reason
    raise refusals.unrecognized(name, hint)


def _leave_out(field: Field, terms: Terms) -> None:
    is_currency = field.name == "paymentDetails.presentmentCurrency"
    rule = strictness.PRESENTMENT if is_currency else strictness.NOT_NOW
    if not terms.dial.lets(rule, _leaf(field, terms)):
        raise refusals.unrecognized(_leaf(field, terms), rule.reason)


@cache
def _kinds(
    schema: Schema, version: ApiVersion, region: str, allowed: frozenset[When]
) -> dict[Field, Kind]:
    """The fields that may be set now, each with its kind as version and region narrow it."""
    return {
        field: field.kind.within(version, region)
        for field in schema.of(version)
        if field.when in allowed
    }


def _value(field: Field, kind: Kind, wire: Any, terms: Terms) -> Any:
    if wire is None:
        return None
    inside = INSIDES.get(field.name)
    if inside:
        inside(wire, field.name, Ground(terms.dial, terms.live, terms.region))
    try:
        value = kind.decode(_digits(kind, wire))
    except Invalid as error:
        raise _wrong(field, wire, error, terms) from None
    if terms.live and isinstance(kind, Url):
        _check_https(value, _leaf(field, terms), terms)
    return kind.encode(value)


def _check_https(value: str, name: str, terms: Terms) -> None:
    rule = strictness.PLAIN_HTTP
    if not value.lower().startswith("https:") and not terms.dial.lets(rule, name):
        raise refusals.bad_value(value, name, rule.reason)


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


def _leaf(field: Field, terms: Terms) -> str:
    path = field.path(terms.version) or (field.name,)
    return path[-1]


def _is_written_out(body: Any, path: Path) -> bool:
    """Whether a null stands at the field itself, and not at an object around it."""
    for key in path[:-1]:
        body = body.get(key) if isinstance(body, Mapping) else None
    return isinstance(body, Mapping) and path[-1] in body
