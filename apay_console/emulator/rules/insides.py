"""What stands inside the values that have no rows of their own, checked piece by piece."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

from apay_console.emulator import refusals, strictness
from apay_console.emulator.rules.deliveries import SPECIAL
from apay_console.emulator.strictness import Strictness
from apay_console.errors import Invalid
from apay_console.model.kinds import MissingPart, Money, StrangePart

_COUNTRY = re.compile(r"[A-Z]{2}")
_TYPES = ("Allowed", "NotAllowed")


@dataclass(frozen=True)
class Ground:
    """How strictly, and where, a value is judged."""

    dial: Strictness
    live: bool
    region: str


Inside = Callable[[Any, str, Ground], None]


def check_object(value: Any, name: str, dial: Strictness) -> None:
    """Refuse what is no object; PHP's empty list may pass for an empty one."""
    if isinstance(value, Mapping):
        return
    rule = strictness.EMPTY_LIST
    is_empty_list = isinstance(value, list) and not value
    if not (is_empty_list and dial.lets(rule, name)):
        reason = rule.reason if is_empty_list else "It is an object."
        raise refusals.bad_value(value, name, reason)


def _keys(value: Any, name: str, known: Collection[str], ground: Ground) -> Mapping[str, Any]:
    """Read an object that has only these keys; an unknown one may be passed over."""
    check_object(value, name, ground.dial)
    found = value if isinstance(value, Mapping) else {}
    for key in found:
        rule, where = strictness.UNKNOWN_FIELD, f"{name}.{key}"
        if key not in known and not ground.dial.lets(rule, where):
            raise refusals.unrecognized(where, f"Known are {', '.join(known)}. {rule.reason}")
    return {key: inner for key, inner in found.items() if key in known and inner is not None}


def _list(value: Any, name: str) -> list[Any]:
    if not isinstance(value, list):
        raise refusals.bad_value(value, name, "It is a list.")
    return value


def _text(value: Any, name: str) -> str:
    if not isinstance(value, str) or not value.strip():
        raise refusals.bad_value(value, name, "It is a text.")
    return value


def _known(value: Any, name: str, is_known: bool, ground: Ground) -> None:
    """Refuse in the sandbox what live would pass over."""
    rule = strictness.DELIVERY_VALUE
    if not is_known and not ground.live and not ground.dial.lets(rule, f"{name} {value}"):
        raise refusals.bad_value(value, name, rule.reason)


def _deliveries(value: Any, name: str, ground: Ground) -> None:
    found = _keys(value, name, ("specialRestrictions", "addressRestrictions"), ground)
    inner = f"{name}.specialRestrictions"
    for word in _list(found.get("specialRestrictions", []), inner):
        _known(word, inner, _text(word, inner) in SPECIAL, ground)
    if "addressRestrictions" in found:
        _restrictions(found["addressRestrictions"], f"{name}.addressRestrictions", ground)


def _restrictions(value: Any, name: str, ground: Ground) -> None:
    found = _keys(value, name, ("type", "restrictions"), ground)
    if not found and not value:
        return
    for part in ("type", "restrictions"):
        if part not in found:
            raise refusals.missing(f"{name}.{part}")
    kind = f"{name}.type"
    _known(found["type"], kind, _text(found["type"], kind) in _TYPES, ground)
    places = found["restrictions"]
    check_object(places, f"{name}.restrictions", ground.dial)
    for country, place in places.items() if isinstance(places, Mapping) else ():
        _known(country, f"{name}.restrictions", bool(_COUNTRY.fullmatch(country)), ground)
        _place(place, f"{name}.restrictions.{country[:3]}", ground)


def _place(value: Any, name: str, ground: Ground) -> None:
    for key, names in _keys(value, name, ("statesOrRegions", "zipCodes"), ground).items():
        for word in _list(names, f"{name}.{key}"):
            _text(word, f"{name}.{key}")


def _parcels(value: Any, name: str, ground: Ground) -> None:
    keys = ("trackingNumber", "carrierCode")
    _rows(_list(value, name), name, keys, ground)
    for row in value:
        for key in keys:
            _text(row[key], f"{name}.{key}")


def _addressed(value: Any, name: str, ground: Ground) -> None:
    _rows(_list(value, name), name, ("addressId", "price"), ground)
    for row in value:
        _text(row["addressId"], f"{name}.addressId")
        _price(row["price"], f"{name}.price", ground)


def _price(value: Any, name: str, ground: Ground) -> None:
    try:
        Money().within("v2", ground.region).decode(value)
    except MissingPart as error:
        raise refusals.missing(f"{name}.{error.part}") from None
    except StrangePart as error:
        raise refusals.unrecognized(f"{name}.{error.part}") from None
    except Invalid:
        raise refusals.bad_value(value, name) from None


def _rows(rows: list[Any], name: str, keys: tuple[str, ...], ground: Ground) -> None:
    """Refuse a row that lacks something, or has more."""
    for row in rows:
        found = _keys(row, name, keys, ground)
        for key in keys:
            if key not in found:
                raise refusals.missing(f"{name}.{key}")


INSIDES: Mapping[str, Inside] = {
    "deliverySpecifications": _deliveries,
    "deliveryDetails": _parcels,
    "multiAddressesCheckoutMetadata": _addressed,
}
