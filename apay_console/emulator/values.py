"""Values under the catalogue's names, and how an answer spells them."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from typing import Any

from apay_console.model import codec
from apay_console.model.catalogue.charge import CHARGE
from apay_console.model.catalogue.checkout_session import CHECKOUT_SESSION
from apay_console.model.fields import ApiVersion, Field, Schema

BLANK: dict[str, Any] = {row.name: row.default for row in CHECKOUT_SESSION}
BLANK_CHARGE: dict[str, Any] = {row.name: row.default for row in CHARGE if row.echoed}


def spell(
    values: Mapping[str, Any], version: ApiVersion, schema: Schema = CHECKOUT_SESSION
) -> dict[str, Any]:
    """Make the whole object as `version` answers it."""
    value_of = values.get  # looked up once: answers are made often, of many values
    wire = {row: value_of(name) for row, name in _echoed(schema)}
    return codec.spell(wire, schema, version)


@cache
def _echoed(schema: Schema) -> tuple[tuple[Field, str], ...]:
    return tuple((row, row.name) for row in schema if row.echoed)


def price(amount: Decimal, currency: str) -> dict[str, str]:
    """Write an amount as answers have it."""
    return {"amount": str(amount), "currencyCode": currency}


def under(prefix: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """Take the values of one inner object, by their own short names."""
    start = len(prefix) + 1
    return {name[start:]: value for name, value in values.items() if name.startswith(prefix + ".")}


def below(prefix: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """Put short names under an inner object's name."""
    return {_inner(prefix, name): value for name, value in values.items()}


@cache  # each record keeps the names: one text serves them all
def _inner(prefix: str, name: str) -> str:
    return f"{prefix}.{name}"


def emptied(prefix: str) -> dict[str, Any]:
    """Name every value of an inner object of the session, each null."""
    return {name: None for name in BLANK if name.startswith(prefix + ".")}
