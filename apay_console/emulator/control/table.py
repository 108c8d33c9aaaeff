"""Each call of the control side, and what it does."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from apay_console.emulator.buyers import find_buyer, sample_buyers
from apay_console.emulator.choices import CHOICES
from apay_console.emulator.control import fault_controls, notice_controls, time_controls
from apay_console.emulator.control.call import Control, Order, bad
from apay_console.emulator.happened import reason_of
from apay_console.emulator.rules import mishaps, paying
from apay_console.emulator.rules.associating import PRODUCT_TYPES
from apay_console.emulator.rules.cards import CARDS
from apay_console.emulator.state import KINDS
from apay_console.emulator.strictness import RULES, Level
from apay_console.model.kinds import stamp

_DECISIONS = (*paying.DECISIONS, *(card.digits for card in CARDS), "")


def _state(order: Order) -> Any:
    """Tell everything, as it is kept."""
    emulator = order.emulator
    kept: dict[str, Any] = {
        "now": stamp(emulator.world.now),
        "baseUrl": emulator.settings.base_url,
        "strictness": emulator.settings.strictness.level,
        "notes": [{"at": stamp(row.at), "text": row.text} for row in emulator.journal.notes],
    }
    kept |= {kind: {} for kind in KINDS}
    for kind, number, text in emulator.save():
        kept.setdefault(kind, {})[number] = json.loads(text)
    return kept


def _reset(order: Order) -> Any:
    order.emulator.reset()
    return {"reset": True}


def _sign_in(order: Order) -> Any:
    buyer = find_buyer(str(order.body.get("buyer") or ""))
    product_type = order.body.get("productType", PRODUCT_TYPES[0])
    if buyer is None or product_type not in PRODUCT_TYPES:
        names, types = ", ".join(row.id for row in sample_buyers()), " or ".join(PRODUCT_TYPES)
        raise bad(f"buyer is one of {names}; productType {types}")
    order.emulator.sign_in(order.argument, buyer, product_type)
    return {"checkoutSessionId": order.argument, "buyer": buyer.id}


def _strike(order: Order) -> Any:
    reason = order.body.get("reason")
    if not isinstance(reason, str):
        reason = "no text"  # refused with those that are known
    record = mishaps.strike(order.emulator.world, order.argument, reason)
    told = reason_of(record.values)
    return {"id": record.id, "kind": record.kind, "state": record.state, "reason": told}


def _next_buyer(order: Order) -> Any:
    decision = order.body.get("next")
    if decision not in _DECISIONS:
        known = ", ".join(word for word in _DECISIONS if word)
        raise bad(f"next is one of {known}; empty: the page asks again")
    order.emulator.settings.next_decision = str(decision)
    return {"next": decision}


def _strictness(order: Order) -> Any:
    """Tell the level, each rule that it decides on, and what both levels chose."""
    return {
        "level": order.emulator.settings.strictness.level,
        "rules": [asdict(rule) for rule in RULES],
        "choices": [asdict(choice) for choice in CHOICES],
    }


def _set_strictness(order: Order) -> Any:
    level = order.body.get("level")
    if level not in list(Level):
        raise bad(f"level is {' or '.join(Level)}")
    order.emulator.settings.strictness.level = Level(level)
    return {"level": level}


CONTROLS = (
    Control("GET", "state", "Tells everything it remembers, and its notes.", _state),
    Control("POST", "reset", "Forgets everything.", _reset),
    *time_controls.CONTROLS,
    *notice_controls.CONTROLS,
    Control("POST", "sign-in/{checkoutSessionId}", '{"buyer": "mara"} signs a buyer in.', _sign_in),
    Control(
        "POST",
        "objects/{id}",
        '{"reason": "PaymentMethodExpired"} does to a session, permission, charge or refund what'
        ' buyer, bank or Amazon may do; "" makes a permission chargeable again. Reasons: '
        + "; ".join(f"{row.kind} {row.state}: {', '.join(row.reasons)}" for row in mishaps.MISHAPS)
        + ".",
        _strike,
    ),
    *fault_controls.CONTROLS,
    Control(
        "POST",
        "buyer",
        '{"next": "approve"} decides for the next buyer: approve, decline, cancel or a card.',
        _next_buyer,
    ),
    Control(
        "GET",
        "strictness",
        "Tells what only lenient lets pass, and what was chosen where Amazon is silent.",
        _strictness,
    ),
    Control(
        "POST",
        "strictness",
        '{"level": "lenient"} lets pass what Amazon would refuse; "strict" is the default.',
        _set_strictness,
    ),
)
