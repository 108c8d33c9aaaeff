"""What of a draft is not sent yet, once an exchange is over."""

from __future__ import annotations

from typing import Any

from apay_console.model import codec, json_text
from apay_console.model import draft as drafts
from apay_console.model.changes.changes import holds
from apay_console.model.draft import Draft, Scope
from apay_console.model.exchange import Exchange
from apay_console.model.fields import Field
from apay_console.model.typed import Typed


def sent_body(exchange: Exchange) -> Any:
    """Read the JSON that was sent; an empty object when there was none."""
    return json_text.read_bytes(exchange.sent.body) if exchange.sent.body else {}


def unsent(draft: Draft, exchange: Exchange, scope: Scope) -> Draft:
    """Take out of a draft what was sent."""
    if draft.by_hand is not None:
        return Draft() if draft.by_hand.encode() == exchange.sent.body else draft
    sent = sent_body(exchange)
    values = codec.flatten(sent, scope.schema, scope.version).values
    typed = {
        name: value
        for name, value in draft.typed.items()
        if not _is_sent(scope.schema[name], value, values, scope)
    }
    return Draft(typed, {} if holds(sent, draft.extra) else draft.extra)


def _is_sent(row: Field, typed: Typed, values: codec.Wire, scope: Scope) -> bool:
    if row not in values:
        return False
    sent = json_text.write(codec.nest({row: values[row]}, scope.version))
    return drafts.body(Draft({row.name: typed}), scope).text == sent
