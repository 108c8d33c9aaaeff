"""Buyers who sign in only: the token that the shop gets, and Get Buyer (get-buyer.html)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from apay_console.emulator import refusals
from apay_console.emulator.buyers import Buyer, find_buyer
from apay_console.emulator.rules import simulating
from apay_console.emulator.rules.call import Call
from apay_console.emulator.state import Token
from apay_console.emulator.values import below
from apay_console.emulator.world import World
from apay_console.model.operations import GET_BUYER

_PARTS = ("name", "email", "phoneNumber", "postalCode", "countryCode")


def buyer_token(world: World, buyer: Buyer, scopes: Sequence[str] = ()) -> str:
    """Make a token that tells of a buyer what the scopes name; all but billing without any."""
    token = Token(world.ids.unique().replace("-", ""), buyer.id, list(scopes))
    world.put(token)
    return token.id


def told(call: Call, number: str) -> dict[str, Any]:
    """Tell of the buyer whom a token names; raise Refused for a token that was never given."""
    simulating.effect(call, GET_BUYER)
    token = call.world.state.tokens.get(number)
    buyer = find_buyer(token.buyer) if token and token.buyer else None
    if token is None or buyer is None:
        raise refusals.not_found("The buyer of this token")
    return {"buyerId": buyer.buyer_id, **_scoped(buyer, token.scopes)}


def _scoped(buyer: Buyer, scopes: Sequence[str]) -> dict[str, Any]:
    known = {
        "name": buyer.name,
        "email": buyer.email,
        "phoneNumber": buyer.phone,
        "postalCode": buyer.address["postalCode"],
        "countryCode": buyer.address["countryCode"],
    }
    found = {name: known[name] for name in _PARTS if not scopes or name in scopes}
    if not scopes or "shippingAddress" in scopes:
        found |= below("shippingAddress", buyer.address)
    if "billingAddress" in scopes:
        found |= below("billingAddress", {**buyer.address, "phoneNumber": None})
    return found
