"""Where an order may be sent: which addresses a buyer can choose (checkout-session.html)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

_PO_BOX = re.compile(
    r"\b(p\.? ?o\.? ?box|post office box|postfach|apartado|casella postale|bo[iî]te postale)\b",
    re.IGNORECASE,
)
_PACKSTATION = re.compile(r"\bpackstation\b", re.IGNORECASE)
_PO_BOX_COUNTRIES = frozenset({"US", "CA", "GB", "FR", "DE", "ES", "PT", "IT", "AU"})
# What each restriction forbids, in which countries, and how such an address is known.
SPECIAL: Mapping[str, tuple[str, frozenset[str], re.Pattern[str]]] = {
    "RestrictPOBoxes": ("post office boxes", _PO_BOX_COUNTRIES, _PO_BOX),
    "RestrictPackstations": ("Packstations", frozenset({"DE"}), _PACKSTATION),
}
_LINES = ("addressLine1", "addressLine2", "addressLine3")
_SHOWN = 6


def why_not(specifications: Any, address: Mapping[str, Any]) -> str:
    """Say why the shop does not send to an address; empty when it does.

    What cannot be read restricts nothing.
    """
    wanted = _object(specifications)
    return _special(wanted.get("specialRestrictions"), address) or _placed(
        _object(wanted.get("addressRestrictions")), address
    )


def _special(names: Any, address: Mapping[str, Any]) -> str:
    lines = " ".join(str(address.get(line) or "") for line in _LINES)
    for name in names if isinstance(names, list) else ():
        what, countries, sign = SPECIAL.get(str(name), ("", frozenset(), _PO_BOX))
        if address["countryCode"] in countries and sign.search(lines):
            return f"The shop does not send to {what}."
    return ""


def _placed(restrictions: Mapping[str, Any], address: Mapping[str, Any]) -> str:
    places = restrictions.get("restrictions")
    if not isinstance(places, Mapping):
        return ""
    country = address["countryCode"]
    is_listed = country in places and _names(_object(places[country]), address)
    if restrictions.get("type") == "NotAllowed":
        return "The shop does not send to this place." if is_listed else ""
    if is_listed:
        return ""
    if country in places:
        return f"The shop sends only to some places in {country}."
    return f"The shop sends only to {_listed(places)}." if places else "The shop sends nowhere."


def _listed(places: Mapping[str, Any]) -> str:
    names = sorted(str(name)[:3] for name in places)
    return ", ".join(names[:_SHOWN]) + (" …" if len(names) > _SHOWN else "")


def _names(place: Mapping[str, Any], address: Mapping[str, Any]) -> bool:
    """Whether a country's entry names the address; one without details names the whole country."""
    states, codes = place.get("statesOrRegions"), place.get("zipCodes")
    if not states and not codes:
        return True
    return address["stateOrRegion"] in (states or ()) or address["postalCode"] in (codes or ())


def _object(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}
