"""How a buyer pays here, and the money that came of it."""

from __future__ import annotations

from apay_console.emulator.rules import paying
from apay_console.emulator.rules.cards import find_card
from apay_console.emulator.state import Charge, Permission
from tests.emulator.shop import Till

PRICE = {"amount": "48.90", "currencyCode": "USD"}

BODY = {"chargeAmount": PRICE}


def pay(till: Till, number: str, decision: str = paying.APPROVE, card: str = "") -> None:
    session = till.emulator.session(number)
    found = find_card(card, session.region)
    assert found
    paying.decide(till.emulator.world, session, decision, found)


def money(till: Till) -> tuple[Permission, Charge | None]:
    state = till.emulator.world.state
    return next(iter(state.permissions.values())), next(iter(state.charges.values()), None)
