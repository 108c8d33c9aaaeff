"""What the answer to a repeated write says of the first request."""

from __future__ import annotations

from dataclasses import replace

from apay_console.api import outcomes
from apay_console.errors import N_, say
from apay_console.model.exchange import Exchange, Outcome
from apay_console.model.operation import Operation

# Refusals that look at the body alone: the first time, it was refused for the same reason.
_OF_THE_BODY = frozenset(
    {
        "InvalidParameterValue",
        "MissingParameterValue",
        "InvalidParameterCombination",
        "UnrecognizedField",
        "InvalidRequestFormat",
    }
)
_REFUSED = N_(
    "The repeat was refused ({status} {code}), which does not say what became of the first request."
)


def judged(repeated: Operation, exchange: Exchange) -> Exchange:
    """Let a refused repeat speak for the first request only where it can."""
    if exchange.outcome is not Outcome.REJECTED or exchange.answered is None:
        return exchange
    status = exchange.answered.status
    code = outcomes.reason_code(outcomes.read_answer(exchange.answered))
    is_payment = repeated.moves_money or repeated.needs_idempotency_key
    if code in _OF_THE_BODY or (status in {404, 409, 422} and not is_payment):
        return exchange
    reason = say(_REFUSED, status=status, code=code)
    return replace(exchange, outcome=Outcome.UNKNOWN, reason=reason)
