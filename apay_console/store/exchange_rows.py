"""How an exchange becomes rows and comes back; what cannot be read of a row is left out."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from apay_console.errors import Message
from apay_console.model.exchange import Answered, Exchange, Headers, Outcome, Sent
from apay_console.store.buyers import names_buyer
from apay_console.store.texts import from_blob, storable, to_json

if TYPE_CHECKING:
    import sqlite3

OUTCOMES = {outcome.value: outcome for outcome in Outcome}

NAMES = "sale_id, session_id, profile_id, operation, version, method, url"
MARKS = "status, outcome, started_at, took_ms"
ROW = f"{NAMES}, {MARKS}, idempotency_key, reason, names_buyer"
WIRE = (
    "sent_headers, sent_body, answered_headers, answered_body, trace, string_to_sign, "
    "canonical_request"
)
_IS_LIVE = """(? LIKE '%/live/v%' OR EXISTS (SELECT 1 FROM profiles
WHERE id = ? AND document LIKE '%"environment":"live"%'))"""
_ADD = f"INSERT INTO exchanges ({ROW}, is_live) VALUES ({', '.join('?' * 14)}, {_IS_LIVE})"  # noqa: S608 - names of our own schema
_ADD_WIRE = f"INSERT INTO wires (exchange_id, {WIRE}) VALUES ({', '.join('?' * 8)})"  # noqa: S608 - names of our own schema
# The number orders the history, not the clock: a clock may be set back.
READ = f"SELECT id, {ROW}, {WIRE} FROM exchanges LEFT JOIN wires ON id = exchange_id"  # noqa: S608 - names of our own schema


def fetch(connection: sqlite3.Connection, query: str, arguments: Sequence[Any]) -> list[Any]:
    """Read rows; text that is no text comes with marks in place of what cannot be read."""
    import sqlite3  # noqa: PLC0415 - loaded by the first who asks

    try:
        return connection.execute(query, arguments).fetchall()
    except sqlite3.OperationalError as error:
        if getattr(error, "sqlite_errorcode", 0):
            raise
    connection.text_factory = lambda text: text.decode("utf-8", "replace")
    try:
        return connection.execute(query, arguments).fetchall()
    finally:
        connection.text_factory = str


def write(connection: sqlite3.Connection, exchange: Exchange) -> int:
    """Add both rows of an exchange, and give its number."""
    row = [storable(value) for value in _row(exchange)]
    live = [storable(exchange.sent.url), storable(exchange.profile_id)]
    number = connection.execute(_ADD, [*row, *live]).lastrowid or 0
    wire = [storable(value) for value in _wire(exchange)]
    connection.execute(_ADD_WIRE, [number, *wire])
    return number


def _row(exchange: Exchange) -> tuple[Any, ...]:
    answered = exchange.answered
    return (
        exchange.sale_id,
        exchange.session_id,
        exchange.profile_id,
        exchange.operation,
        exchange.version,
        exchange.sent.method,
        exchange.sent.url,
        answered and answered.status,
        exchange.outcome,
        exchange.started_at,
        exchange.took_ms,
        exchange.idempotency_key,
        reason_text(exchange),
        _names_buyer(exchange),
    )


def reason_text(exchange: Exchange) -> str:
    """Write why there is no answer, as it stands in its column."""
    reason = exchange.reason
    return to_json(reason and [reason.template, dict(reason.arguments)])


def _names_buyer(exchange: Exchange) -> bool:
    answered = exchange.answered.body if exchange.answered else b""
    return "/buyers/" in exchange.sent.url or names_buyer(exchange.sent.body + answered)


def _wire(exchange: Exchange) -> tuple[Any, ...]:
    answered = exchange.answered
    return (
        to_json(exchange.sent.headers),
        exchange.sent.body,
        to_json(answered.headers if answered else ()),
        answered.body if answered else b"",
        to_json(exchange.trace),
        exchange.string_to_sign,
        exchange.canonical_request,
    )


def exchange_of(row: Sequence[Any]) -> Exchange:
    """Read an exchange whole, or what a damaged row still gives of it."""
    sale_id, session_id, profile_id, operation, version, method, url = map(string_of, row[1:8])
    status, outcome, started_at, took_ms, key, reason, _ = row[8:15]
    sent_headers, sent_body, headers, body, trace, to_sign, canonical = row[15:]
    answered = None if status is None else _answered(status, headers, body)
    return Exchange(
        operation=operation,
        version=version,
        sent=Sent(method, url, headers_of(sent_headers), bytes_of(sent_body)),
        answered=answered,
        outcome=outcome_of(outcome) or Outcome.UNKNOWN,
        started_at=number_of(started_at),
        took_ms=number_of(took_ms),
        reason=message_of(reason),
        trace=_trace(trace),
        id=row[0],
        sale_id=sale_id,
        profile_id=profile_id,
        session_id=session_id,
        idempotency_key=string_of(key),
        string_to_sign=string_of(to_sign),
        canonical_request=string_of(canonical),
    )


def _answered(status: Any, headers: Any, body: Any) -> Answered:
    return Answered(int(number_of(status)), headers_of(headers), bytes_of(body))


def string_of(value: Any) -> str:
    """Read a text, whatever took its place."""
    if isinstance(value, str):
        return value
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    return "" if value is None else str(value)


def bytes_of(value: Any) -> bytes:
    """Read a body; where a text took its place, the bytes of that."""
    return value if isinstance(value, bytes) else string_of(value).encode("utf-8", "replace")


def kept_text(value: Any) -> str | None:
    """Read a text that `to_blob` kept; None for one that nobody kept."""
    try:
        return from_blob(bytes_of(value))
    except UnicodeDecodeError:
        return None


def number_of(value: Any) -> float:
    """Read a number; 0 where something else took its place."""
    return value if isinstance(value, float | int) else 0.0


def outcome_of(value: Any) -> Outcome | None:
    """Read an outcome; None for one that nobody knows."""
    return OUTCOMES.get(value)


def _json(text: Any) -> Any:
    if text == "null":
        return None
    try:
        return json.loads(string_of(text))
    except (ValueError, RecursionError):
        return None


def headers_of(text: Any) -> Headers:
    """Read the headers that are still pairs of texts."""
    return tuple((name, value) for name, value in _pairs(text) if isinstance(value, str))


def _trace(text: Any) -> tuple[tuple[str, float], ...]:
    return tuple((name, at) for name, at in _pairs(text) if isinstance(at, float | int))


def _pairs(text: Any) -> list[tuple[str, Any]]:
    kept = _json(text)
    pairs = kept if isinstance(kept, list) else []
    return [
        (pair[0], pair[1])
        for pair in pairs
        if isinstance(pair, list) and len(pair) == 2 and isinstance(pair[0], str)
    ]


def message_of(text: Any) -> Message | None:
    """Read a reason; None for one that would not make a sentence."""
    if text == "null":  # most have none, and a page has many
        return None
    kept = _json(text)
    try:
        message = Message(str(kept[0]), dict(kept[1]))
        str(message)  # where it is shown, nobody expects it to fail
    except (TypeError, ValueError, LookupError, AttributeError):
        return None
    return message
