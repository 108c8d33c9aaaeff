"""Phase A: who is buying, then which other address or card (display-shipping-payment-info.html)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from apay_console.emulator.buyers import Buyer, buyers_for, find_buyer
from apay_console.emulator.pages.html import Pages, redirect, with_session
from apay_console.emulator.pages.visiting import PROCESSING, STORE, Found, Problem, open_session_of
from apay_console.emulator.rules import associating, deliveries
from apay_console.emulator.rules.associating import PAY_AND_SHIP, PAY_ONLY, PRODUCT_TYPES
from apay_console.emulator.rules.cards import cards_of, find_card
from apay_console.emulator.rules.given_address import given_address
from apay_console.emulator.service import Emulator
from apay_console.emulator.state import Session
from apay_console.emulator.values import under
from apay_console.emulator.wire import Answer

_REVIEW = "webCheckoutDetails.checkoutReviewReturnUrl"


class Change(StrEnum):
    """What a buyer comes back for, by the word that the shop's page sends."""

    ADDRESS = "changeAddress"
    CARD = "changePayment"


@dataclass(frozen=True)
class Offer:
    """A buyer, or one's address, as the page lists it."""

    buyer: Buyer
    refusal: str  # why the shop does not send there; empty when it does
    is_near: bool  # lives in the region of the checkout


class SignInPage:
    """Asks, and does what was answered."""

    def __init__(self, emulator: Emulator, pages: Pages) -> None:
        self._emulator = emulator
        self._pages = pages

    def show(self, found: Found) -> Answer:
        """Ask who is buying, or what to change."""
        session = open_session_of(self._emulator, found)
        change = _change_of(session, found)
        product_type = _product_type(session, found)
        offers = offers_for(session, product_type)
        return self._pages.render(
            "signin.html",
            session_id=session.id,
            then=found.get("then", ""),
            change=change,
            offers=offers,
            chosen=_chosen(session, offers),
            cards=cards_of(session.region),
            card=session.values["paymentPreferences.0.paymentDescriptor"],
            product_type=product_type,
            is_given=bool(given_address(session.values)),
            store=session.values[STORE],
            destination=_destination(session, found),
        )

    def take(self, found: Found) -> Answer:
        """Associate the buyer or change what they came for, and send them back to the shop."""
        session = open_session_of(self._emulator, found)
        change = _change_of(session, found)
        if change is Change.CARD:
            self._change_card(session, found)
        else:
            self._choose(session, found, change)
        destination = _destination(session, found)
        return redirect(with_session(destination, session.id))

    def _choose(self, session: Session, found: Found, change: Change | None) -> None:
        product_type = _product_type(session, found)
        if product_type not in PRODUCT_TYPES:
            raise _nobody()
        buyer = _buyer_of(session, found.get("buyer", ""), product_type)
        if change is Change.ADDRESS:
            associating.change_address(self._emulator.world, session, buyer)
        else:
            self._emulator.sign_in(session.id, buyer, product_type)

    def _change_card(self, session: Session, found: Found) -> None:
        card = find_card(found.get("card", ""), session.region)
        if card is None:
            raise _nobody()
        associating.change_card(self._emulator.world, session, card)


def offers_for(session: Session, product_type: str = PAY_AND_SHIP) -> list[Offer]:
    """List who can sign in, and why not, beginning with those who live near."""
    wanted = session.values["deliverySpecifications"]
    is_free = product_type == PAY_ONLY or bool(given_address(session.values))
    return [
        Offer(
            buyer,
            "" if is_free else deliveries.why_not(wanted, buyer.address),
            buyer.region == session.region,
        )
        for buyer in buyers_for(session.region)
    ]


def _buyer_of(session: Session, name: str, product_type: str) -> Buyer:
    """Find the buyer of a form; the first who can be sent to when it names none."""
    offers = offers_for(session, product_type)
    if not name:
        served = next((offer.buyer for offer in offers if not offer.refusal), None)
        if served is None:
            raise Problem(409, "Not sent there", "The shop sends to none of the sample buyers.")
        return served
    buyer = find_buyer(name)
    if buyer is None:
        raise _nobody()
    refusal = next(offer.refusal for offer in offers if offer.buyer is buyer)
    if refusal:
        advice = "Go back and choose another address."
        raise Problem(409, "Not sent there", refusal, advice=advice)
    return buyer


def _nobody() -> Problem:
    return Problem(400, "Nobody was chosen", "The form names somebody or something unknown.")


def _chosen(session: Session, offers: list[Offer]) -> str:
    served = [offer.buyer.id for offer in offers if not offer.refusal]
    address = under("shippingAddress", session.values)
    shipped_to = next((row.buyer.id for row in offers if row.buyer.address == address), "")
    wanted = shipped_to or session.buyer
    return wanted if wanted in served else next(iter(served), "")


def _product_type(session: Session, found: Found) -> str:
    known: Any = session.values["productType"] if found.get("changeAction") else None
    return str(known or found.get("productType") or session.values["productType"] or PAY_AND_SHIP)


def _change_of(session: Session, found: Found) -> Change | None:
    """Read what is to change; before anybody signed in, there is nothing to."""
    word = found.get("changeAction", "")
    if not session.buyer or word not in list(Change):
        return None
    if word == Change.ADDRESS and session.values["productType"] == PAY_ONLY:
        raise Problem(409, "Nothing is sent", "The shop asked for a card only, and no address.")
    return Change(word)


def _destination(session: Session, found: Found) -> str:
    review = session.values[_REVIEW]
    return str(review) if review and not found.get("then") else PROCESSING
