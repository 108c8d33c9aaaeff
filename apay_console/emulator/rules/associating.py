"""Phase A: a buyer signs in and chooses address and card, or leaves again."""

from __future__ import annotations

from typing import Any

from apay_console.emulator import refusals
from apay_console.emulator.buyers import Buyer
from apay_console.emulator.rules.cards import Card
from apay_console.emulator.rules.given_address import given_address
from apay_console.emulator.state import Session
from apay_console.emulator.values import below, emptied
from apay_console.emulator.world import World
from apay_console.model.profile import Region
from apay_console.model.session import OPEN

PAY_AND_SHIP, PAY_ONLY = PRODUCT_TYPES = ("PayAndShip", "PayOnly")
_DESCRIPTOR = "paymentPreferences.0.paymentDescriptor"


def sign_in(world: World, session: Session, buyer: Buyer, product_type: str = PAY_AND_SHIP) -> None:
    """Associate a sample buyer; an update is not needed for the constraint to go."""
    _require_open(session)
    session.buyer, session.card = buyer.id, ""
    values = {
        "productType": product_type,
        _DESCRIPTOR: buyer.card,
        **below("buyer", _person(session, buyer)),
        **_addresses(session, buyer, product_type),
    }
    world.change(session, values, world.now)


def sign_out(world: World, session: Session) -> None:
    """Forget the buyer of a session; the constraint comes back."""
    _require_open(session)
    session.buyer = ""
    values = {"productType": None, _DESCRIPTOR: None}
    for block in ("buyer", "billingAddress", "shippingAddress"):
        values |= emptied(block)
    world.change(session, values, world.now)


def change_address(world: World, session: Session, owner: Buyer) -> None:
    """Ship to another address, as the buyer chose on coming back; here they share their books."""
    _require_open(session)
    world.change(session, below("shippingAddress", owner.address), world.now)


def change_card(world: World, session: Session, card: Card) -> None:
    """Let the buyer choose another card."""
    _require_open(session)
    session.card = card.digits
    world.change(session, {_DESCRIPTOR: card.descriptor}, world.now)


def _require_open(session: Session) -> None:
    if session.state != OPEN or session.paid:
        raise refusals.wrong_state("waiting to be completed" if session.paid else session.state)


def _person(session: Session, buyer: Buyer) -> dict[str, Any]:
    """Tell of the buyer what the scopes ask for; all but the billing address without scopes."""
    scopes = session.values["scopes"]
    known = {"name": buyer.name, "email": buyer.email, "phoneNumber": buyer.phone}
    told = {key: value for key, value in known.items() if scopes is None or key in scopes}
    return {"buyerId": buyer.buyer_id, **dict.fromkeys(known), **told}


def _addresses(session: Session, buyer: Buyer, product_type: str) -> dict[str, Any]:
    given = given_address(session.values)
    shipping = below("shippingAddress", given or buyer.address)
    billing = below("billingAddress", {**buyer.address, "phoneNumber": None})
    is_billed = (
        session.region is Region.EU
        or product_type == PAY_ONLY
        or "billingAddress" in (session.values["scopes"] or ())
    )
    return {
        **(dict.fromkeys(shipping) if product_type == PAY_ONLY else shipping),
        **(billing if is_billed else dict.fromkeys(billing)),
    }
