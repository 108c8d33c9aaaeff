"""Phase B: what is bought, and whether the buyer pays (set-payment-info.html)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from apay_console.emulator.buyers import find_buyer
from apay_console.emulator.pages.html import Pages, redirect, with_session
from apay_console.emulator.pages.visiting import (
    SIGN_IN,
    STORE,
    Found,
    Problem,
    session_of,
    to_result,
)
from apay_console.emulator.rules import needs, paying
from apay_console.emulator.rules.associating import PAY_ONLY
from apay_console.emulator.rules.cards import Card, Fate, cards_of, find_card
from apay_console.emulator.service import Emulator
from apay_console.emulator.state import Session
from apay_console.emulator.values import under
from apay_console.emulator.wire import Answer, Delivery, Refused
from apay_console.model.profile import Region
from apay_console.model.session import OPEN

SLOW = 5.0  # seconds that a slow page takes
FAILED = "failed"  # what the buyer's bank says when the proof was no good
_CANCEL = "webCheckoutDetails.checkoutCancelUrl"
_INTENTS = {
    "Confirm": "Nothing is charged now; the shop may charge later.",
    "Authorize": "The amount is held now and charged later.",
    "AuthorizeWithCapture": "The amount is charged now.",
}
_TONES = {Fate.SUCCEEDS: "ok", Fate.DECLINED: "bad", Fate.BUYER_LEAVES: "bad"}


class PayingPage:
    """Asks, and does what the buyer decided."""

    def __init__(self, emulator: Emulator, pages: Pages) -> None:
        self._emulator = emulator
        self._pages = pages

    def show(self, found: Found) -> Answer:
        """Show what is bought, and ask."""
        session = session_of(self._emulator, found)
        early = _before_deciding(session)
        if early:
            return early
        decision = self._emulator.settings.next_decision
        if decision:
            self._emulator.settings.next_decision = ""
            return self._decide(session, _fields_of(decision))
        return self._form_page(session)

    def take(self, found: Found) -> Answer:
        """Do what the buyer decided, and send them back to the shop."""
        session = session_of(self._emulator, found)
        answer = _before_deciding(session) or self._decide(session, found)
        return replace(answer, delivery=Delivery(delay=SLOW)) if found.get("slow") else answer

    def _decide(self, session: Session, found: Found) -> Answer:
        decision = found.get("decision", "")
        card = find_card(found.get("card", ""), session.region)
        if decision not in paying.DECISIONS or card is None:
            advice = "Go back and use the buttons of the page."
            raise Problem(400, "Not understood", "The form holds no known answer.", advice=advice)
        if decision == paying.APPROVE and found.get("bank") == FAILED and _has_check(session):
            decision = paying.DECLINE
        try:
            paying.decide(self._emulator.world, session, decision, card)
        except Refused as refused:
            return self._form_page(session, 422, alert=refused.sentence, chosen=card.digits)
        if decision == paying.CANCEL and session.values[_CANCEL]:
            return redirect(session.values[_CANCEL])
        return to_result(session, loses_id=bool(found.get("lose_id")))

    def _form_page(self, session: Session, status: int = 200, **words: str) -> Answer:
        shown = {"alert": "", "chosen": session.card or _preset(session), **words}
        return self._pages.render(
            "processing.html",
            status,
            session_id=session.id,
            cards=[_shown(card) for card in cards_of(session.region)],
            has_check=_has_check(session),
            **_order(session),
            **shown,
        )


def _before_deciding(session: Session) -> Answer | None:
    """Say what has to come first, or what came already."""
    if session.state != OPEN or session.paid:
        return to_result(session)
    if not session.buyer:
        return redirect(with_session(SIGN_IN, session.id) + "&then=processing")
    missing = needs.constraints(session.values)
    if missing:
        sentence = "The shop has not said everything that is needed:"
        advice = "Update the checkout session, then open this address again."
        raise Problem(409, "Not ready yet", sentence, missing=missing, advice=advice)
    return None


def _order(session: Session) -> dict[str, Any]:
    """Tell what the buyer reads before deciding."""
    values = session.values
    buyer = find_buyer(session.buyer)
    address = under("shippingAddress", values)
    ships = values["productType"] != PAY_ONLY
    return {
        "store": values[STORE],
        "note": values["merchantMetadata.noteToBuyer"],
        "reference": values["merchantMetadata.merchantReferenceId"],
        "price": values["paymentDetails.chargeAmount"],
        "intent": _INTENTS.get(values["paymentDetails.paymentIntent"], ""),
        "buyer": buyer.name if buyer else "",
        "place": place_of(address) if ships else "",
    }


def place_of(address: Mapping[str, Any]) -> str:
    """Write an address in one line."""
    parts = ("addressLine1", "postalCode", "city", "stateOrRegion", "countryCode")
    return ", ".join(str(address[part]) for part in parts if address.get(part))


def _has_check(session: Session) -> bool:
    """Whether the buyer's bank may ask for a proof: in Europe the law wants it."""
    return session.region is Region.EU


def _fields_of(decision: str) -> Mapping[str, str]:
    """Read what the next buyer was told to do: a decision, or a card to approve with."""
    if decision in paying.DECISIONS:
        return {"decision": decision}
    return {"decision": paying.APPROVE, "card": decision}


def _preset(session: Session) -> str:
    """Find the card that the buyer chose when signing in."""
    wanted = session.values["paymentPreferences.0.paymentDescriptor"]
    cards = cards_of(session.region)
    return next((card.digits for card in cards if card.descriptor == wanted), cards[0].digits)


def _shown(card: Card) -> dict[str, str]:
    tone = _TONES.get(card.fate, "wait")
    return {"digits": card.digits, "brand": card.brand, "result": card.result, "tone": tone}
