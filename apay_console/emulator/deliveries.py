"""Where an order may be sent: which addresses a buyer can choose (checkout-session.html)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def is_served(specifications: Any, address: Mapping[str, Any]) -> bool:
    """Whether the shop sends to an address; what cannot be read restricts nothing."""
    restrictions = _object(_object(specifications).get("addressRestrictions"))
    places = restrictions.get("restrictions")
    if not isinstance(places, Mapping):
        return True
    country = address["countryCode"]
    is_listed = country in places and _names(_object(places[country]), address)
    return is_listed if restrictions.get("type") == "Allowed" else not is_listed


def _names(place: Mapping[str, Any], address: Mapping[str, Any]) -> bool:
    """Whether a country's entry names the address; one without details names the whole country."""
    states, codes = place.get("statesOrRegions"), place.get("zipCodes")
    if not states and not codes:
        return True
    return address["stateOrRegion"] in (states or ()) or address["postalCode"] in (codes or ())


def _object(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}
