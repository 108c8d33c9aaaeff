"""Complete Checkout Session, which only v2 has."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from apay_console.emulator import choices, refusals
from apay_console.emulator.rules import bodies, ceilings, finishing, judging, paying, simulating
from apay_console.emulator.rules.call import Call
from apay_console.emulator.rules.cards import Card, Fate, find_card
from apay_console.emulator.state import Session
from apay_console.emulator.wire import Refused
from apay_console.model.fields import ApiVersion
from apay_console.model.operation import Operation
from apay_console.model.operations import COMPLETE_SESSION
from apay_console.model.session import CANCELED
from apay_console.model.simulations import Effect

_PRICES = ("chargeAmount", "totalOrderAmount")
Values = Mapping[str, Any]


def complete(call: Call, session: Session) -> int:
    """Do what the session's intent says; the status tells whether it is decided already."""
    given = bodies.read(call, COMPLETE_SESSION)
    effect = simulating.effect(call, COMPLETE_SESSION)
    require_open(session, COMPLETE_SESSION)
    if not session.paid:
        raise refusals.wrong_state("waiting for the buyer")
    compare(session, given)
    call.world.choose(choices.AMOUNTS_AS_NUMBERS)
    return finish(call, session, effect)


def require_open(session: Session, wanted: Operation) -> None:
    """Refuse to finish a session that has ended, or one that Amazon finishes by itself."""
    if session.state == CANCELED:
        raise _canceled(session)
    judging.judge(wanted, session)
    if session.version is not ApiVersion.V2:
        raise refusals.wrong_state("one of v1, which is finished when the buyer returns")


def compare(session: Session, given: Values, *, names: tuple[str, ...] = _PRICES) -> None:
    """Refuse other amounts than the buyer saw."""
    for name in names:
        _compare(name, given.get(name), session.values[f"paymentDetails.{name}"])


def _compare(name: str, given: Values | None, agreed: Values | None) -> None:
    if agreed and not given:
        raise refusals.missing(name)
    if given and not (agreed and _same(given, agreed)):
        sentence = f"The {name} differs from the one of the checkout session."
        raise Refused(409, "AmountMismatch", sentence)


def _same(left: Values, right: Values) -> bool:
    amounts = [Decimal(price["amount"]) for price in (left, right)]
    return amounts[0] == amounts[1] and left["currencyCode"] == right["currencyCode"]


def _canceled(session: Session) -> Refused:
    reason = session.values["statusDetails.reasonCode"]
    code = COMPLETE_SESSION.refusal_in(CANCELED)
    return Refused(422, code, f"The checkout session is canceled: {reason}.")


def finish(
    call: Call, session: Session, effect: Effect | None, values: Values | None = None
) -> int:
    """Let the payment come to what code and card say, first laying values over the session."""
    world = call.world
    if effect and effect.state == CANCELED:
        finishing.cancel(world, session, effect.reason, world.now)
        raise _canceled(session)
    whole = session.values | dict(values or {})
    session.simulation = call.simulation
    card = find_card(session.card, session.region)
    fate = paying.fate_of(session, card)
    _check(call, whole, fate, card)
    session.values |= whole
    finishing.complete(world, session, fate)
    is_pending = fate.is_later and session.values["chargeId"] is not None
    return 202 if is_pending else 200


def _check(call: Call, values: Values, fate: Fate, card: Card | None) -> None:
    """Refuse what the session leaves no room for: a decision later, or a month's cap."""
    if fate.is_later and not simulating.may_pend(values):
        if call.simulation or card is None:
            raise refusals.wrong_simulation(call.simulation)
        raise paying.cannot_pend(card)
    if finishing.state_of(values):
        ceilings.check_month(values["chargePermissionType"], values["paymentDetails.chargeAmount"])
