"""The address that a shop gives itself for paying in one visit (add-the-amazon-pay-button.html)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from apay_console.emulator import choices, refusals, strictness
from apay_console.emulator.strictness import Strictness
from apay_console.emulator.values import BLANK, under
from apay_console.emulator.wire import Refused
from apay_console.emulator.world import World

BLOCK = "addressDetails"
_MODE = "webCheckoutDetails.checkoutMode"
_STATELESS = frozenset({"GB", "UK", "SG", "AE", "MX"})  # address-formatting-and-validation.html
_ALWAYS = ("name", "addressLine1", "postalCode", "countryCode", "phoneNumber")
_PLACED = {"US": ("city", "stateOrRegion"), "JP": ("stateOrRegion",)}
_ELSEWHERE = ("city",)
_NAMES = tuple(under("shippingAddress", BLANK))


def check(given: Mapping[str, Any], dial: Strictness) -> None:
    """Refuse an address that lacks a part, or that nothing will be sent to."""
    parts = under(BLOCK, given)
    if not parts:
        return
    rule = strictness.GIVEN_ADDRESS
    if _MODE not in given and not dial.lets(rule, BLOCK):
        raise Refused(400, "InvalidParameterCombination", rule.reason)
    country = str(parts.get("countryCode", "")).strip().upper()
    for name in (*_ALWAYS, *_PLACED.get(country, _ELSEWHERE)):
        if not str(parts.get(name) or "").strip():
            raise refusals.missing(f"{BLOCK}.{name}")


def given_address(values: Mapping[str, Any]) -> dict[str, Any]:
    """Read the address as answers spell it; empty when the shop gave none that counts."""
    parts = {key: str(value).strip() for key, value in under(BLOCK, values).items() if value}
    if not parts or values[_MODE] is None:
        return {}
    for name in ("postalCode", "countryCode"):
        parts[name] = parts.get(name, "").upper()
    if parts["countryCode"] in _STATELESS:
        parts.pop("stateOrRegion", None)
    parts["county"] = parts.pop("districtOrCounty", "")
    return {name: parts.get(name) or None for name in _NAMES}


def note(world: World, values: Mapping[str, Any]) -> None:
    """Say what the emulator makes of it where Amazon's pages are silent."""
    if given_address(values):
        world.choose(choices.COUNTY_OF_GIVEN)
    elif values[_MODE] is not None:
        world.choose(choices.NO_GIVEN_ADDRESS)
