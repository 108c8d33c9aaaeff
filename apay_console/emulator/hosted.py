"""The buyer's pages: phase A signs in, phase B pays (set-payment-info.html)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl

from apay_console.emulator import deliveries, needs, paying
from apay_console.emulator.associating import PAY_AND_SHIP, PRODUCT_TYPES
from apay_console.emulator.buyers import Buyer, find_buyer, sample_buyers
from apay_console.emulator.cards import Card, Fate, cards_of, find_card
from apay_console.emulator.pages import Pages, redirect, with_session
from apay_console.emulator.service import Emulator
from apay_console.emulator.state import Session
from apay_console.emulator.wire import Answer, Asked, Refused
from apay_console.model.session import OPEN

SIGN_IN, PROCESSING = "/signin", "/checkout/processing"
_ID = "amazonCheckoutSessionId"
_REVIEW = "webCheckoutDetails.checkoutReviewReturnUrl"
_RESULT = "webCheckoutDetails.checkoutResultReturnUrl"
_CANCEL = "webCheckoutDetails.checkoutCancelUrl"
_STORE = "merchantMetadata.merchantStoreName"
_FORM = "application/x-www-form-urlencoded"
_INTENTS = {
    "Confirm": "Nothing is charged now; the shop may charge later.",
    "Authorize": "The amount is held now and charged later.",
    "AuthorizeWithCapture": "The amount is charged now.",
}
_TONES = {Fate.SUCCEEDS: "ok", Fate.DECLINED: "bad", Fate.BUYER_LEAVES: "bad"}


class Problem(Exception):
    """A page that cannot be shown, and what to do about it."""

    def __init__(self, status: int, title: str, sentence: str, **words: Any) -> None:
        super().__init__(title)
        self.status = status
        self.words = {"title": title, "sentence": sentence, "missing": (), "advice": "", **words}


class Hosted:
    """What the buyer sees, and what follows from it."""

    def __init__(self, emulator: Emulator, pages: Pages) -> None:
        self._emulator = emulator
        self._pages = pages

    def show_sign_in(self, asked: Asked) -> Answer:
        """Phase A: ask who is buying."""
        return self._guarded(self._sign_in_page, _query(asked))

    def take_sign_in(self, asked: Asked) -> Answer:
        """Phase A: associate the buyer, and send them back to the shop."""
        return self._guarded(self._signed_in, self._form(asked))

    def show_processing(self, asked: Asked) -> Answer:
        """Phase B: show what is bought, and ask."""
        return self._guarded(self._processing_page, _query(asked))

    def take_processing(self, asked: Asked) -> Answer:
        """Phase B: do what the buyer decided, and send them back to the shop."""
        return self._guarded(self._decided, self._form(asked))

    def _guarded(self, make: Any, found: Mapping[str, str]) -> Answer:
        try:
            answer: Answer = make(found)
        except Problem as problem:
            return self._pages.render("problem.html", problem.status, **problem.words)
        return answer

    def _sign_in_page(self, found: Mapping[str, str]) -> Answer:
        session = self._open_session(found)
        back = session.values[_REVIEW]
        return self._pages.render(
            "signin.html",
            session_id=session.id,
            then=found.get("then", ""),
            buyers=[(row, _is_served(session, row)) for row in sample_buyers()],
            chosen=session.buyer or sample_buyers()[0].id,
            product_type=session.values["productType"] or found.get("productType") or PAY_AND_SHIP,
            store=session.values[_STORE],
            destination=back if back and not found.get("then") else PROCESSING,
        )

    def _signed_in(self, found: Mapping[str, str]) -> Answer:
        session = self._open_session(found)
        buyer = find_buyer(found.get("buyer", ""))
        product_type = found.get("productType") or PAY_AND_SHIP
        if buyer is None or product_type not in PRODUCT_TYPES:
            raise Problem(400, "Nobody was chosen", "The form names a buyer who does not exist.")
        if product_type == PAY_AND_SHIP and not _is_served(session, buyer):
            raise Problem(409, "Not sent there", "The shop does not send to this address.")
        self._emulator.sign_in(session.id, buyer, product_type)
        review = session.values[_REVIEW]
        if review and not found.get("then"):
            return redirect(with_session(review, session.id))
        return redirect(with_session(PROCESSING, session.id))

    def _processing_page(self, found: Mapping[str, str]) -> Answer:
        session = self._session(found)
        early = self._before_deciding(session)
        if early:
            return early
        decision = self._emulator.settings.next_decision
        if decision:
            self._emulator.settings.next_decision = ""
            return self._decide(session, _fields_of(decision))
        return self._form_page(session)

    def _decided(self, found: Mapping[str, str]) -> Answer:
        session = self._session(found)
        return self._before_deciding(session) or self._decide(session, found)

    def _before_deciding(self, session: Session) -> Answer | None:
        """Say what has to come first, or what came already."""
        if session.state != OPEN or session.paid:
            return _to_result(session)
        if not session.buyer:
            return redirect(with_session(SIGN_IN, session.id) + "&then=processing")
        missing = needs.constraints(session.values)
        if missing:
            sentence = "The shop has not said everything that is needed:"
            advice = "Update the checkout session, then open this address again."
            raise Problem(409, "Not ready yet", sentence, missing=missing, advice=advice)
        return None

    def _decide(self, session: Session, found: Mapping[str, str]) -> Answer:
        decision = found.get("decision", "")
        card = find_card(found.get("card", ""), session.region)
        if decision not in paying.DECISIONS or card is None:
            advice = "Go back and use the buttons of the page."
            raise Problem(400, "Not understood", "The form holds no known answer.", advice=advice)
        try:
            paying.decide(self._emulator.world, session, decision, card)
        except Refused as refused:
            return self._form_page(session, 422, alert=refused.sentence, chosen=card.digits)
        if decision == paying.CANCEL and session.values[_CANCEL]:
            return redirect(session.values[_CANCEL])
        return _to_result(session, loses_id=bool(found.get("lose_id")))

    def _form_page(self, session: Session, status: int = 200, **words: str) -> Answer:
        buyer = find_buyer(session.buyer)
        shown = {"alert": "", "chosen": session.card or _preset(session), **words}
        return self._pages.render(
            "processing.html",
            status,
            session_id=session.id,
            store=session.values[_STORE],
            note=session.values["merchantMetadata.noteToBuyer"],
            reference=session.values["merchantMetadata.merchantReferenceId"],
            price=session.values["paymentDetails.chargeAmount"],
            intent=_INTENTS.get(session.values["paymentDetails.paymentIntent"], ""),
            buyer=buyer,
            ships=session.values["productType"] == PAY_AND_SHIP,
            cards=[_shown(card) for card in cards_of(session.region)],
            **shown,
        )

    def _open_session(self, found: Mapping[str, str]) -> Session:
        session = self._session(found)
        if session.state != OPEN or session.paid:
            advice = "Begin a new checkout in the shop."
            sentence = "Nobody can sign in to a checkout that has ended."
            raise Problem(409, "This checkout has ended", sentence, advice=advice)
        return session

    def _session(self, found: Mapping[str, str]) -> Session:
        try:
            return self._emulator.session(found.get(_ID, ""))
        except Refused:
            sentence = "There is no checkout session with the id in this address."
            advice = "It may belong to another emulator, or it was removed after 30 days."
            raise Problem(404, "Unknown checkout", sentence, advice=advice) from None

    def _form(self, asked: Asked) -> dict[str, str]:
        if asked.header("content-type").partition(";")[0].strip().lower() != _FORM:
            raise Refused(415, "InvalidRequest", f"A form is sent as {_FORM}.")
        return _pairs(asked.body.decode("utf-8", "replace"))


def _is_served(session: Session, buyer: Buyer) -> bool:
    return deliveries.is_served(session.values["deliverySpecifications"], buyer.address)


def _query(asked: Asked) -> dict[str, str]:
    return _pairs(asked.query)


def _pairs(text: str) -> dict[str, str]:
    try:
        return dict(parse_qsl(text, keep_blank_values=True, max_num_fields=30, errors="replace"))
    except ValueError:
        raise Refused(400, "InvalidRequest", "The form has too many fields.") from None


def _fields_of(decision: str) -> dict[str, str]:
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


def _to_result(session: Session, *, loses_id: bool = False) -> Answer:
    """Send the browser where the shop reads how it went."""
    url = session.values[_RESULT]
    if not url:
        raise Problem(409, "This checkout has ended", f"The session is {session.state}.")
    return redirect(url if loses_id else with_session(url, session.id))
