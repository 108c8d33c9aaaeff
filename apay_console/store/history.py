"""Every exchange, as it was on the wire.

The signature stays in the headers: the Signature page has to show it, and nobody can use it once
its date is 15 minutes old. It is for this file alone; logs and exports leave it out.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from apay_console.errors import BadText, Message
from apay_console.model import json_text, operations
from apay_console.model.exchange import Answered, Exchange, Outcome, Sent
from apay_console.model.fields import ApiVersion
from apay_console.model.later import LATER
from apay_console.model.reading import read
from apay_console.store.attempts import FINISH
from apay_console.store.buyers import names_buyer, without_buyer
from apay_console.store.database import Database
from apay_console.store.texts import storable, to_json

if TYPE_CHECKING:
    import sqlite3

_ROW = (
    "sale_id, session_id, profile_id, operation, version, method, url, status, outcome, "
    "started_at, took_ms, idempotency_key, reason, names_buyer"
)
_WIRE = (
    "sent_headers, sent_body, answered_headers, answered_body, trace, string_to_sign, "
    "canonical_request"
)
_ADD = f"INSERT INTO exchanges ({_ROW}) VALUES ({', '.join('?' * 14)})"  # noqa: S608 - names of our own schema
_ADD_WIRE = f"INSERT INTO wires (exchange_id, {_WIRE}) VALUES ({', '.join('?' * 8)})"  # noqa: S608 - names of our own schema
# The number orders the history, not the clock: a clock may be set back.
_READ = f"SELECT id, {_ROW}, {_WIRE} FROM exchanges LEFT JOIN wires ON id = exchange_id"  # noqa: S608 - names of our own schema
_ANSWERS = (
    operations.CREATE_SESSION.name,
    operations.GET_SESSION.name,
    operations.UPDATE_SESSION.name,
    operations.COMPLETE_SESSION.name,
    operations.FINALIZE_SESSION.name,
)
_OF_LATER = tuple(row.name for row in operations.OPERATIONS if row.answers in LATER)


def _answers_to(names: tuple[str, ...]) -> str:
    places = ", ".join("?" * len(names))
    return f"""{_READ} WHERE sale_id = ? AND outcome = 'APPLIED' AND status BETWEEN 200 AND 299
AND operation IN ({places}) ORDER BY id DESC"""


_LAST_ANSWERS, _LATER_ANSWERS = _answers_to(_ANSWERS), _answers_to(_OF_LATER)
_NAMING = """SELECT id, sent_body, answered_body FROM exchanges JOIN wires ON id = exchange_id
WHERE names_buyer AND started_at < ? LIMIT 500"""

# A body that was sent and answered is not needed any more to send it again.
_EMPTY_ATTEMPTS = """UPDATE attempts SET body = x''
WHERE created_at < ? AND outcome <> 'UNKNOWN' AND body <> x''"""


class History:
    """What was sent and what came back, newest first."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def add(self, exchange: Exchange, settled: str = "") -> Exchange:
        """Store an exchange, and as its outcome that of the attempt it settled; number it."""
        number = await self._database.run(lambda connection: _add(connection, exchange, settled))
        return replace(exchange, id=number)

    async def add_all(self, exchanges: Sequence[Exchange]) -> list[Exchange]:
        """Store a bunch of exchanges at once, and number them."""
        numbers = await self._database.run(lambda c: [_add(c, exchange) for exchange in exchanges])
        return [replace(one, id=number) for one, number in zip(exchanges, numbers, strict=True)]

    async def get(self, number: int) -> Exchange | None:
        return next(iter(await self._read(f"{_READ} WHERE id = ?", number)), None)

    async def of_sale(self, sale_id: str, limit: int = 200) -> list[Exchange]:
        query = f"{_READ} WHERE sale_id = ? ORDER BY id DESC LIMIT ?"
        return await self._read(query, sale_id, limit)

    async def newest(self, limit: int = 100, before: int | None = None) -> list[Exchange]:
        """Read a page of everything; `before` is the last number of the page above."""
        if before is None:
            return await self._read(f"{_READ} ORDER BY id DESC LIMIT ?", limit)
        return await self._read(f"{_READ} WHERE id < ? ORDER BY id DESC LIMIT ?", before, limit)

    async def last_answer(self, sale_id: str) -> Exchange | None:
        """Find the newest readable answer that shows the sale's session."""
        return await self._database.run(lambda connection: _last_answer(connection, sale_id))

    async def last_answers(self, sale_id: str, ids: Iterable[str]) -> list[Exchange]:
        """Find the newest answer that shows each of these permissions, charges and refunds."""
        wanted = set(ids)
        return await self._database.run(lambda c: _last_answers(c, sale_id, wanted))

    async def forget_buyers(self, before: float) -> int:
        """Null what identifies buyers in exchanges begun before a moment; say in how many."""
        total = 0
        while count := await self._database.run(lambda c: _forget_some(c, before)):
            total += count
        await self._database.run(lambda c: c.execute(_EMPTY_ATTEMPTS, [before]))
        await self._database.tidy()
        return total

    async def _read(self, query: str, *arguments: Any) -> list[Exchange]:
        rows = await self._database.run(lambda c: c.execute(query, arguments).fetchall())
        return [_exchange(row) for row in rows]


def _add(connection: sqlite3.Connection, exchange: Exchange, settled: str = "") -> int:
    row = [storable(value) for value in _row(exchange)]
    number = connection.execute(_ADD, row).lastrowid
    wire = [storable(value) for value in _wire(exchange)]
    connection.execute(_ADD_WIRE, [number, *wire])
    if settled:
        connection.execute(FINISH, [exchange.outcome, settled])
    return number or 0


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


def _exchange(row: tuple[Any, ...]) -> Exchange:
    number, *names, status, outcome, started_at, took_ms, key, reason, _ = row[:15]
    sent_headers, sent_body, headers, body, trace, to_sign, canonical = row[15:]
    sale_id, session_id, profile_id, operation, version, method, url = names
    return Exchange(
        operation=operation,
        version=version,
        sent=Sent(method, url, _pairs(sent_headers), sent_body or b""),
        answered=None if status is None else Answered(status, _pairs(headers), body or b""),
        outcome=Outcome(outcome),
        started_at=started_at,
        took_ms=took_ms,
        reason=_message(reason),
        trace=_pairs(trace),
        id=number,
        sale_id=sale_id,
        profile_id=profile_id,
        session_id=session_id,
        idempotency_key=key,
        string_to_sign=to_sign or "",
        canonical_request=canonical or "",
    )


def _pairs(text: str | None) -> tuple[Any, ...]:
    return tuple(tuple(pair) for pair in json.loads(text or "[]"))


def _message(text: str) -> Message | None:
    kept = json.loads(text)
    return kept and Message(kept[0], kept[1])


def _last_answer(connection: sqlite3.Connection, sale_id: str) -> Exchange | None:
    rows = connection.execute(_LAST_ANSWERS, [sale_id, *_ANSWERS])
    return next((found for row in rows if _is_readable(found := _exchange(row))), None)


def _last_answers(connection: sqlite3.Connection, sale_id: str, ids: set[str]) -> list[Exchange]:
    found: list[Exchange] = []
    for row in connection.execute(_LATER_ANSWERS, [sale_id, *_OF_LATER]):
        exchange = _exchange(row)
        named = _id_in(exchange)
        if named in ids:
            ids = ids - {named}
            found.append(exchange)
        if not ids:
            break
    return found


def _id_in(exchange: Exchange) -> str:
    answered = exchange.answered
    try:
        body = json_text.read_bytes(answered.body if answered else b"")
    except BadText:
        return ""
    found = read(body, ApiVersion(exchange.version))
    return found.id if found else ""


def _is_readable(exchange: Exchange) -> bool:
    try:
        json_text.read_bytes(exchange.answered.body if exchange.answered else b"")
    except BadText:
        return False
    return True


def _forget_some(connection: sqlite3.Connection, before: float) -> int:
    rows = connection.execute(_NAMING, [before]).fetchall()
    clean = [(without_buyer(sent), without_buyer(body), number) for number, sent, body in rows]
    connection.executemany(
        "UPDATE wires SET sent_body = ?, answered_body = ? WHERE exchange_id = ?", clean
    )
    connection.executemany(
        "UPDATE exchanges SET names_buyer = 0 WHERE id = ?", [(row[0],) for row in rows]
    )
    return len(rows)
