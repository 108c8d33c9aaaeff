"""Exchanges as they would be after sending: what left, what came back, and what follows."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from apay_console.api.outcomes import judge
from apay_console.errors import Message
from apay_console.model.exchange import Answered, Exchange, Outcome, Sent
from apay_console.model.operations import operation

SESSION = "3f0c7a52-9b1e-4d68-8a77-51c2e0d9b614"
NOON = 1749543312.0  # 2025-06-10 08:15:12 UTC


def sent(
    name: str = "update_session", body: Any = None, version: str = "v1", **values: Any
) -> Exchange:
    """A request whose fate nobody has told yet."""
    content = b"" if body is None else body if isinstance(body, bytes) else _json(body)
    return Exchange(
        operation=name,
        version=version,
        sent=Sent(operation(name).method, "https://pay-api.amazon.com/", (), content),
        answered=None,
        outcome=Outcome.UNKNOWN,
        started_at=NOON,
        took_ms=12.4,
        **values,
    )


def answered(exchange: Exchange, status: int, body: Any, *headers: tuple[str, str]) -> Exchange:
    """The request with an answer, judged as the client judges it."""
    content = body if isinstance(body, bytes) else _json(body)
    answer = Answered(status, headers, content)
    outcome, reason = judge(answer, writes=exchange.sent.method != "GET")
    return replace(exchange, answered=answer, outcome=outcome, reason=reason)


def refused(status: int, code: str, words: str = "", **values: Any) -> Exchange:
    """A request that Amazon refused."""
    return answered(sent(**values), status, {"reasonCode": code, "message": words})


def not_sent(reason: Message | None = None, **values: Any) -> Exchange:
    """A request that never left."""
    return replace(sent(**values), outcome=Outcome.NOT_SENT, reason=reason)


def _json(value: Any) -> bytes:
    return json.dumps(value).encode()
