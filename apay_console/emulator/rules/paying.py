"""Phase B: the buyer pays, gives up, or is declined (sandbox-simulations.html)."""

from __future__ import annotations

from apay_console.emulator import choices
from apay_console.emulator.rules import finishing, simulating
from apay_console.emulator.rules.cards import Card, Fate
from apay_console.emulator.rules.turning import PENDING
from apay_console.emulator.state import Session
from apay_console.emulator.wire import Refused
from apay_console.emulator.world import World
from apay_console.model.fields import ApiVersion
from apay_console.model.simulations import CANCELING

APPROVE, DECLINE, CANCEL = "approve", "decline", "cancel"
DECISIONS = (APPROVE, DECLINE, CANCEL)
_DESCRIPTOR = "paymentPreferences.0.paymentDescriptor"


def decide(world: World, session: Session, decision: str, card: Card) -> None:
    """Do what the buyer decided on an open session whose merchant has set everything."""
    reason = {DECLINE: "Declined", CANCEL: "BuyerCanceled"}.get(decision, "")
    if reason:
        _cancel(world, session, reason)
    else:
        _approve(world, session, card)


def fate_of(session: Session, card: Card | None) -> Fate:
    """What a payment comes to; a simulation code is stronger than the card."""
    if session.simulation == PENDING:
        return Fate.AUTHORIZED_LATER
    return card.fate if card else Fate.SUCCEEDS


def _approve(world: World, session: Session, card: Card) -> None:
    fate = fate_of(session, card)
    reason = session.simulation if session.simulation in CANCELING else fate.cancels
    if reason:
        _cancel(world, session, reason)
        return
    if fate.is_later and not simulating.may_pend(session.values):
        raise cannot_pend(card)
    session.card = card.digits
    session.values[_DESCRIPTOR] = card.descriptor
    if session.version is ApiVersion.V1:
        finishing.complete(world, session, fate)
    else:
        session.paid = True
        world.put(session)


def _cancel(world: World, session: Session, reason: str) -> None:
    if session.version is ApiVersion.V2:
        world.choose(choices.CANCELED_ON_PAGE)
    finishing.cancel(world, session, reason, world.now)


def cannot_pend(card: Card) -> Refused:
    """A card that is decided later, with a session that cannot wait."""
    sentence = (
        f"Card {card.digits} is decided later. It needs paymentIntent Authorize and"
        " canHandlePendingAuthorization true."
    )
    return Refused(400, "InvalidParameterCombination", sentence)
