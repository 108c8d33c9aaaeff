"""How a session ends: completed with a permission and a charge, or canceled with a reason."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from apay_console.emulator.rules import charges, permissions
from apay_console.emulator.rules.cards import Fate
from apay_console.emulator.state import Session
from apay_console.emulator.world import World
from apay_console.model.session import CANCELED, COMPLETED

WHY = {
    "BuyerCanceled": "The buyer left the Amazon Pay page.",
    "Declined": "Payment was not approved.",
    "AmazonCanceled": "Amazon canceled the checkout session.",
    "Expired": "The checkout session was not finished within 24 hours.",
}
_STATES = {"Authorize": "Authorized", "AuthorizeWithCapture": "Captured"}
_PROVIDER = "providerMetadata.providerReferenceId"
_SETUP_ONLY = "paymentMethodOnFileMetadata.setupOnly"
_EVENTS = {Fate.AUTHORIZED_LATER: "authorize_charge", Fate.DECLINED_LATER: "decline_charge"}


def cancel(world: World, session: Session, reason: str, at: float) -> None:
    """End a session without money."""
    values = {
        "statusDetails.state": CANCELED,
        "statusDetails.reasonCode": reason,
        "statusDetails.reasonDescription": WHY[reason],
    }
    world.change(session, values, at)


def state_of(values: Mapping[str, Any]) -> str:
    """Say what the charge of a session comes to; empty when nothing is charged yet."""
    if values[_SETUP_ONLY]:
        return ""
    return _STATES.get(values["paymentDetails.paymentIntent"], "")


def complete(world: World, session: Session, fate: Fate) -> None:
    """Do what the payment intent says; the charge may be decided later."""
    at = world.now
    permission = permissions.begin(world, session, at)
    values = {"statusDetails.state": COMPLETED, "chargePermissionId": permission.id}
    state = state_of(session.values)
    if state:
        first = "AuthorizationInitiated" if fate.is_later else state
        charge = charges.begin(world, permission, _given(session), first)
        values["chargeId"] = charge.id
        if fate.is_later:
            charges.decide_later(world, charge, _EVENTS[fate])
    world.change(session, values, at)


def _given(session: Session) -> dict[str, Any]:
    """Name what a charge takes over from its session."""
    found = session.values
    return {
        "chargeAmount": found["paymentDetails.chargeAmount"],
        "softDescriptor": found["paymentDetails.softDescriptor"],
        _PROVIDER: found[_PROVIDER],
    }
