"""A session's values under the catalogue's names, and how an answer spells them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from apay_console.model import codec
from apay_console.model.catalogue.checkout_session import CHECKOUT_SESSION
from apay_console.model.fields import ApiVersion

BLANK: dict[str, Any] = {row.name: row.default for row in CHECKOUT_SESSION}
_ECHOED = tuple((row, row.name) for row in CHECKOUT_SESSION if row.echoed)


def spell(values: Mapping[str, Any], version: ApiVersion) -> dict[str, Any]:
    """Make the whole session as `version` answers it."""
    wire = {row: values[name] for row, name in _ECHOED}
    return codec.spell(wire, CHECKOUT_SESSION, version)


def under(prefix: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """Take the values of one inner object, by their own short names."""
    start = len(prefix) + 1
    return {name[start:]: value for name, value in values.items() if name.startswith(prefix + ".")}


def below(prefix: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """Put short names under an inner object's name."""
    return {f"{prefix}.{name}": value for name, value in values.items()}


def emptied(prefix: str) -> dict[str, Any]:
    """Name every value of an inner object of the session, each null."""
    return {name: None for name in BLANK if name.startswith(prefix + ".")}
