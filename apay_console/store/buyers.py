"""What of an exchange may be stored, and for how long: no card's number, and buyers for a while."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal
from typing import Any

from apay_console.errors import Message
from apay_console.model import json_text, redaction
from apay_console.model.card_numbers import masked, masked_body
from apay_console.model.exchange import Exchange
from apay_console.model.hidden_names import ALL_BUT_BUYERS, may_hold


def names_buyer(body: bytes) -> bool:
    """Say whether a body may hold a buyer's data."""
    return may_hold(body, ALL_BUT_BUYERS.hidden)


def without_buyer(body: bytes) -> bytes:
    """Null what identifies the buyer, at any depth; drop a body that cannot be read."""
    if not names_buyer(body):
        return body
    try:
        clear = _cleared(json.loads(body, parse_float=Decimal))
        return json_text.write(clear).encode("utf-8", "surrogatepass")
    except (ValueError, RecursionError, ArithmeticError):
        return b""


def _cleared(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: None if _is_buyers(key) else _cleared(part) for key, part in value.items()}
    return [_cleared(part) for part in value] if isinstance(value, list) else value


def _is_buyers(key: str) -> bool:
    return key.lower() in ALL_BUT_BUYERS.hidden


def without_buyers(one: Exchange) -> Exchange:
    """An exchange that knows no buyer: neither its bodies, nor its address, nor what was said."""
    clean = redaction.exchange(one, ALL_BUT_BUYERS)
    sent = replace(clean.sent, body=without_buyer(one.sent.body))
    if one.answered is None or clean.answered is None:
        return replace(clean, sent=sent)
    answered = replace(clean.answered, body=without_buyer(one.answered.body))
    return replace(clean, sent=sent, answered=answered)


def without_cards(one: Exchange) -> Exchange:
    """An exchange without the middle of any number that may be a card's."""
    answered = one.answered
    return replace(
        one,
        sent=replace(one.sent, url=masked(one.sent.url), body=masked_body(one.sent.body)),
        answered=answered and replace(answered, body=masked_body(answered.body)),
        reason=one.reason and _said(one.reason),
        canonical_request=masked(one.canonical_request),
    )


def _said(message: Message) -> Message:
    return Message(message.template, {name: _safe(v) for name, v in message.arguments.items()})


def _safe(value: object) -> object:
    if isinstance(value, Message):
        return _said(value)
    return masked(value) if isinstance(value, str) else value
