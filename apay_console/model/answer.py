"""What an answer says: its JSON, and for a refusal Amazon's code and words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from apay_console.errors import Message
from apay_console.model import json_text
from apay_console.model.exchange import Exchange, Outcome

_LONGEST_REFUSAL = 262_144  # bytes; what is longer says no reason that a person could read


@dataclass(frozen=True)
class Refused:
    """A refusal: the exchange, Amazon's code, and Amazon's words."""

    exchange: Exchange
    code: str
    words: str

    @property
    def status(self) -> int:
        """The HTTP status of the answer; 0 when none came."""
        return self.exchange.answered.status if self.exchange.answered else 0


def answer_of(exchange: Exchange) -> Any:
    """An answer's JSON; None when there is none, or it cannot be read."""
    return exchange.answered.document.value if exchange.answered else None


def why_unread(exchange: Exchange) -> Message | None:
    """Say why what came cannot be read; None when it can be, or nothing came."""
    answered = exchange.answered
    if answered is None or not answered.body.strip():
        return None
    if exchange.outcome is Outcome.UNKNOWN and exchange.reason is not None:
        return exchange.reason  # which may be that there is more than what is kept
    return answered.document.fault


def refusal(exchange: Exchange) -> Refused:
    """Take a refusal with Amazon's code and words."""
    return Refused(exchange, reason_code(exchange), own_words(exchange))


def reason_code(exchange: Exchange) -> str:
    """Amazon's code for a refusal, at most 80 characters; empty when it gave none."""
    return _text(exchange, "reasonCode")[:80]


def own_words(exchange: Exchange) -> str:
    """Amazon's message of a refusal, at most 500 characters."""
    return _text(exchange, "message")[:500]


def server_hash(exchange: Exchange) -> str:
    """The hash that the server computed, as its refusal quotes it; empty when it does not."""
    from apay_console.model.rejection import find_rejection  # noqa: PLC0415 - seldom asked for

    found = find_rejection(own_words(exchange))
    return found.digest if found else ""


def _text(exchange: Exchange, name: str) -> str:
    """A word of the answer; read loosely, for a reason is wanted most when all else is odd."""
    body = exchange.answered.body if exchange.answered else b""
    if len(body) > _LONGEST_REFUSAL:
        return ""
    value = answer_of(exchange)
    try:
        value = json_text.read_loosely(body) if value is None else value
    except (ValueError, RecursionError):
        return ""
    found = value.get(name) if isinstance(value, Mapping) else None
    return found if isinstance(found, str) else ""
