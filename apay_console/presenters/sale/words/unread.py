"""What came and cannot be shown as a tree: too large, too deep, or not JSON at all."""

from __future__ import annotations

from apay_console.errors import Message
from apay_console.model.answer import answer_of, why_unread
from apay_console.model.exchange import Exchange, Outcome


def reason_at(exchange: Exchange) -> Message | None:
    """Why the answer of any moment makes no tree; None when it does, or nothing came."""
    return why_unread(exchange) if answer_of(exchange) is None else None


def reason_now(exchange: Exchange | None) -> Message | None:
    """Why the newest answer is not what is shown: Amazon agreed, in words that nobody can read."""
    answered = exchange.answered if exchange is not None else None
    if exchange is None or answered is None or not 200 <= answered.status < 300:
        return None
    return why_unread(exchange) if exchange.outcome is Outcome.UNKNOWN else reason_at(exchange)
