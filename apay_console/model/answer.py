"""What an answer says: its JSON, and for a refusal Amazon's code and words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from apay_console.errors import BadText
from apay_console.model import json_text
from apay_console.model.exchange import Exchange
from apay_console.model.rejection import find_rejection


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
    """Read an answer's JSON; None when there is none, or it cannot be read."""
    if exchange.answered is None:
        return None
    try:
        return json_text.read(exchange.answered.body.decode("utf-8"))
    except (BadText, UnicodeDecodeError):
        return None


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
    found = find_rejection(own_words(exchange))
    return found.digest if found else ""


def _text(exchange: Exchange, name: str) -> str:
    body = answer_of(exchange)
    found = body.get(name) if isinstance(body, Mapping) else None
    return found if isinstance(found, str) else ""
