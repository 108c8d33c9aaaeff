"""The rules by their names, as the explanations name them."""

from __future__ import annotations

from collections.abc import Mapping

from apay_console.presenters.sale.state.sale_state import SaleState
from apay_console.presenters.why.rules import place, request, session
from apay_console.presenters.why.rules.finding import Finding, Rule

_ALL: tuple[Rule, ...] = (
    place.environment,
    place.region,
    place.prefix,
    place.age,
    place.clock,
    place.currency,
    place.store_id,
    place.emulator,
    place.read_only,
    session.open,
    session.completed,
    session.canceled,
    session.buyer_not_back,
    session.buyer_back,
    session.buyer,
    session.nothing_missing,
    session.redirect,
    session.has_id,
    session.is_v1,
    session.is_v2,
    session.pending,
    request.same_hash,
    request.other_hash,
    request.status_4,
    request.status_5,
    request.version,
    request.key_fits,
    request.amount_differs,
    request.foreign_keys,
    request.presentment,
    request.empty_lists,
    request.unsent,
    request.typed,
    request.problems,
    request.json,
    request.amount,
    request.https,
    request.captures,
    request.can_wait,
    request.pending_with_capture,
    request.unresolved,
    request.paying,
)
RULES: Mapping[str, Rule] = {rule.__name__: rule for rule in _ALL} | {
    "has_amount": session.has_amount,
    "has_result_url": session.has_result_url,
    "has_intent": session.has_intent,
}


def judge(name: str, state: SaleState | None) -> Finding | None:
    """Let a rule judge the sale; None where there is no rule, or no sale."""
    return RULES[name](state) if name and state is not None else None
