"""Each kind of value as a JSON Schema, for requests and answers alike."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from apay_console.model.kinds import (
    Anything,
    Choice,
    Json,
    Kind,
    Many,
    Money,
    ObjectId,
    Pattern,
    Switch,
    Text,
    Timestamp,
    Url,
)

Shape = dict[str, Any]

_LISTED: Shape = {"type": "array", "items": {"type": "string"}}
_REASON: Shape = {
    "type": "object",
    "required": ["reasonCode"],
    "properties": {
        "reasonCode": {"type": "string"},
        "reasonDescription": {"type": ["string", "null"]},
    },
}
_CONSTRAINT: Shape = {
    "type": "object",
    "required": ["constraintId"],
    "properties": {
        "constraintId": {"type": "string"},
        "description": {"type": ["string", "null"]},
    },
}
_RESTRICTIONS: Shape = {
    "type": ["object", "null"],
    "properties": {
        "type": {"type": "string", "enum": ["Allowed", "NotAllowed"]},
        "restrictions": {
            "type": "object",
            "description": "Countries; a country without restrictions of its own is {}.",
            "additionalProperties": {
                "type": "object",
                "properties": {"statesOrRegions": _LISTED, "zipCodes": _LISTED},
                "additionalProperties": False,
            },
        },
    },
    "additionalProperties": False,
}
_PARCEL: Shape = {
    "type": "object",
    "required": ["trackingNumber", "carrierCode"],
    "properties": {"trackingNumber": {"type": "string"}, "carrierCode": {"type": "string"}},
    "additionalProperties": False,
}

# What stands inside the values that have no rows of their own, by the field's name.
INSIDES: dict[str, Shape] = {
    "constraints": {"items": _CONSTRAINT, "type": "array"},
    "statusDetails.reasons": {"items": _REASON, "type": "array"},
    "deliverySpecifications": {
        "properties": {
            "specialRestrictions": {
                "type": ["array", "null"],
                "items": {"type": "string", "enum": ["RestrictPOBoxes", "RestrictPackstations"]},
            },
            "addressRestrictions": _RESTRICTIONS,
        }
    },
    "deliveryDetails": {"items": _PARCEL, "minItems": 1},
    # Amazon's .NET SDK sends it as a number; answers have it as text.
    "recurringMetadata.frequency.value": {
        "type": ["string", "integer"],
        "minimum": 0,
        "maximum": 999,
    },
}


def shape_of(kind: Kind) -> Shape:
    """Say what a value of this kind looks like on the wire."""
    return SHAPES[type(kind)](kind)


def nullable(shape: Shape) -> Shape:
    """Let a value be null too."""
    if "type" not in shape:
        return shape
    types = shape["type"] if isinstance(shape["type"], list) else [shape["type"]]
    found = {**shape, "type": [*types, "null"]}
    return {**found, "enum": [*shape["enum"], None]} if "enum" in shape else found


def _text(kind: Text) -> Shape:
    return {"type": "string", "maxLength": kind.most}


def _pattern(kind: Pattern) -> Shape:
    return {**_text(kind), "pattern": f"^(?:{kind.shape})$"}


def _url(kind: Url) -> Shape:
    return {**_text(kind), "format": "iri"}


def _choice(kind: Choice) -> Shape:
    return {"type": "string", "enum": list(kind.values)}


def _many(kind: Many) -> Shape:
    return {"type": "array", "items": {"type": "string", "enum": list(kind.values)}}


def _json(kind: Json) -> Shape:
    if kind.is_list:
        return {"type": "array"}
    keys: Shape = {key: {} for key in kind.keys}
    return {"type": "object", "properties": keys, "additionalProperties": not keys}


def _money(kind: Money) -> Shape:
    return {
        "type": "object",
        "required": ["amount", "currencyCode"],
        "properties": {
            "amount": {
                "type": "string",
                "pattern": r"^(?:0|[1-9][0-9]{0,11})(?:\.[0-9]{1,2})?$",
                "description": "Digits and a point; JPY has no decimals.",
            },
            "currencyCode": {"type": "string", "enum": list(kind.currencies)},
        },
        "additionalProperties": False,
    }


SHAPES: dict[type[Kind], Callable[[Any], Shape]] = {
    Text: _text,
    ObjectId: _text,
    Pattern: _pattern,
    Url: _url,
    Choice: _choice,
    Switch: lambda _: {"type": "boolean"},
    Many: _many,
    Json: _json,
    Money: _money,
    Timestamp: lambda _: {"type": "string", "pattern": "^[0-9]{8}T[0-9]{6}Z$"},
    Anything: lambda _: {},
}
