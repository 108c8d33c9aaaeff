"""An outbox, its clock, and a shop that answers."""

from __future__ import annotations

from typing import Any

from apay_console.emulator.notices.notice import Notice
from apay_console.emulator.notices.outbox import Outbox
from apay_console.emulator.rules import paying
from apay_console.emulator.rules.cards import find_card
from apay_console.model.letter import MODES, Receipt
from apay_console.model.profile import Region
from tests.emulator.shop import Till, read

URL = "http://localhost:9/ipn"

PRICE = {"amount": "48.90", "currencyCode": "USD"}

OK, FAILED, REFUSED = Receipt(200, 3.0), Receipt(500, 3.0), Receipt(404, 3.0)

HOUR = 3600.0


def sell(till: Till, card: str = "1111", **payment: Any) -> dict[str, Any]:
    """Let a buyer pay; answer the session as it ends."""
    number = till.ready(**payment)
    session = till.emulator.session(number)
    found = find_card(card, Region.NA)
    assert found
    paying.decide(till.emulator.world, session, paying.APPROVE, found)
    if till.version == "v2":
        till.complete(number, {"chargeAmount": PRICE})
    return read(till.get(number))


def opened(till: Till, mode: str = MODES[0], after: float = 60.0) -> Outbox:
    ways = till.emulator.settings.notifying
    ways.endpoint, ways.mode, ways.after = URL, mode, after
    return till.emulator.outbox


def posted(outbox: Outbox, receipt: Receipt = OK) -> list[Notice]:
    """Empty the outbox as whoever posts does."""
    sent = []
    while notice := outbox.next_due():
        sent.append(notice)
        outbox.settle(notice, receipt)
    return sent
