"""How an exchange becomes rows and comes back; what cannot be read of a row is left out."""

from __future__ import annotations

import json
from collections.abc import Sequence
from types import NoneType
from typing import TYPE_CHECKING, Any

from apay_console.errors import Message
from apay_console.model.exchange import Answered, Exchange, Headers, Outcome, Sent
from apay_console.model.past import Line
from apay_console.store.buyers import names_buyer
from apay_console.store.texts import storable, to_json

if TYPE_CHECKING:
    import sqlite3

_OUTCOMES = {outcome.value: outcome for outcome in Outcome}

_NAMES = "sale_id, session_id, profile_id, operation, version, method, url"
_MARKS = "status, outcome, started_at, took_ms"
ROW = f"{_NAMES}, {_MARKS}, idempotency_key, reason, names_buyer"
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
LINE = f"id, {_NAMES}, {_MARKS}, reason, is_pinned, note"
_SOUND = {  # the types of a whole line, whose status may be missing
    (int, *[str] * 7, status, str, float, float, str, int, str) for status in (int, NoneType)
}


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
        to_json(exchange.reason and [exchange.reason.template, dict(exchange.reason.arguments)]),
        names_buyer(exchange.sent.body + (answered.body if answered else b"")),
    )


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
    sale_id, session_id, profile_id, operation, version, method, url = map(_text, row[1:8])
    status, outcome, started_at, took_ms, key, reason, _ = row[8:15]
    sent_headers, sent_body, headers, body, trace, to_sign, canonical = row[15:]
    answered = None if status is None else _answered(status, headers, body)
    return Exchange(
        operation=operation,
        version=version,
        sent=Sent(method, url, headers_of(sent_headers), bytes_of(sent_body)),
        answered=answered,
        outcome=_outcome(outcome) or Outcome.UNKNOWN,
        started_at=_number(started_at),
        took_ms=_number(took_ms),
        reason=message_of(reason),
        trace=_trace(trace),
        id=row[0],
        sale_id=sale_id,
        profile_id=profile_id,
        session_id=session_id,
        idempotency_key=_text(key),
        string_to_sign=_text(to_sign),
        canonical_request=_text(canonical),
    )


def _answered(status: Any, headers: Any, body: Any) -> Answered:
    return Answered(int(_number(status)), headers_of(headers), bytes_of(body))


def line_of(row: Sequence[Any]) -> Line:
    """Read a line of the list; a damaged row is listed and marked."""
    outcome = _outcome(row[9])
    if tuple(map(type, row)) not in _SOUND or outcome is None or "\ufffd" in "".join(_texts(row)):
        return _damaged(row)
    reason = message_of(row[12])
    is_damaged = reason is None and row[12] != "null"
    rest = (reason, bool(row[13]), row[14], is_damaged)
    return Line._make((*row[:9], outcome, row[10], row[11], *rest))


def _texts(row: Sequence[Any]) -> Sequence[str]:
    return (*row[1:8], row[14])


def _damaged(row: Sequence[Any]) -> Line:
    """Read what can be read."""
    sale_id, session_id, profile_id, operation, version, method, url = map(_text, row[1:8])
    status, outcome, started_at, took_ms, reason, is_pinned, note = row[8:]
    return Line(
        id=row[0],
        sale_id=sale_id,
        session_id=session_id,
        profile_id=profile_id,
        operation=operation,
        version=version,
        method=method,
        url=url,
        status=None if status is None else int(_number(status)),
        outcome=_outcome(outcome) or Outcome.UNKNOWN,
        started_at=_number(started_at),
        took_ms=_number(took_ms),
        reason=message_of(reason),
        is_pinned=bool(is_pinned),
        note=_text(note),
        is_damaged=True,
    )


def _text(value: Any) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    return "" if value is None else str(value)


def bytes_of(value: Any) -> bytes:
    """Read a body; where a text took its place, the bytes of that."""
    return value if isinstance(value, bytes) else _text(value).encode("utf-8", "replace")


def _number(value: Any) -> float:
    return value if isinstance(value, float | int) else 0.0


def _outcome(value: Any) -> Outcome | None:
    return _OUTCOMES.get(value)


def _json(text: Any) -> Any:
    if text == "null":
        return None
    try:
        return json.loads(_text(text))
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
