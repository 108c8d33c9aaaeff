"""Every exchange, as it was on the wire.

The signature stays in the headers: the Signature page has to show it, and nobody can use it once
its date is 15 minutes old. It is for this file alone; logs and exports leave it out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import cached_property, partial
from math import inf
from typing import TYPE_CHECKING, Any

from apay_console.model import operations
from apay_console.model.answer import answer_of
from apay_console.model.exchange import Exchange
from apay_console.model.fields import ApiVersion
from apay_console.model.later import LATER
from apay_console.model.past import Line, Storage, Wanted
from apay_console.model.reading import read
from apay_console.store import deleting, drafts, leftovers
from apay_console.store.attempts import finish
from apay_console.store.buyers import without_buyers, without_cards
from apay_console.store.database import Database
from apay_console.store.exchange_rows import READ, exchange_of, fetch, write
from apay_console.store.folder import path_of, size_of, with_journal
from apay_console.store.search import index
from apay_console.store.settings import keeps_buyers
from apay_console.store.texts import storable

if TYPE_CHECKING:
    import sqlite3

    from apay_console.store.search.listing import Listing

_LONG = 65_536  # bytes of an answer; Amazon's own are a tenth of that
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
    return f"""{READ} WHERE sale_id = ? AND outcome = 'APPLIED' AND status BETWEEN 200 AND 299
AND operation IN ({places}) ORDER BY id DESC"""


_LAST_ANSWERS, _LATER_ANSWERS = _answers_to(_ANSWERS), _answers_to(_OF_LATER)
_PIN = "UPDATE exchanges SET is_pinned = ? WHERE id = ?"
_NOTE = "UPDATE exchanges SET note = ? WHERE id = ?"
_SIZES = """SELECT coalesce(sum(exchanges), 0), coalesce(sum(wire_bytes), 0),
(SELECT min(started_at) FROM exchanges) FROM tallies"""


class History:
    """What was sent and what came back, newest first."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @cached_property
    def _listing(self) -> Listing:
        from apay_console.store.search.listing import Listing  # noqa: PLC0415 - asked for late

        return Listing()

    async def add(self, exchange: Exchange, settled: str = "") -> Exchange:
        """Store an exchange, and as its outcome that of the attempt it settled; number it."""
        number = await self._database.run(lambda connection: _add(connection, exchange, settled))
        return replace(exchange, id=number)

    async def add_all(self, exchanges: Sequence[Exchange]) -> list[Exchange]:
        """Store a bunch of exchanges at once, and number them."""
        numbers = await self._database.run(lambda c: [_add(c, exchange) for exchange in exchanges])
        return [replace(one, id=number) for one, number in zip(exchanges, numbers, strict=True)]

    async def get(self, number: int) -> Exchange | None:
        return next(iter(await self._read(f"{READ} WHERE id = ?", number)), None)

    async def of_sale(self, sale_id: str, limit: int = 200) -> list[Exchange]:
        query = f"{READ} WHERE sale_id = ? ORDER BY id DESC LIMIT ?"
        return await self._read(query, sale_id, limit)

    async def last_answer(self, sale_id: str) -> Exchange | None:
        """Find the newest readable answer that shows the sale's session."""
        return await self._database.run(lambda connection: _last_answer(connection, sale_id))

    async def last_answers(self, sale_id: str, ids: Iterable[str]) -> list[Exchange]:
        """Find the newest answer that shows each of these permissions, charges and refunds."""
        wanted = set(ids)
        return await self._database.run(lambda c: _last_answers(c, sale_id, wanted))

    async def count(self, wanted: Wanted) -> int:
        """Count what is wanted; raise Invalid for words that are no query."""
        listing = self._listing
        while (count := await self._database.run(lambda c: listing.count(c, wanted))) is None:
            """What is sent may come in between."""
        return count

    async def lines(self, wanted: Wanted, start: int, limit: int) -> list[Line]:
        """Read a page by position, newest first; raise Invalid for words that are no query."""
        while (page := await self._database.run(self._page_of(wanted, start, limit))) is None:
            """What is sent may come in between."""
        return page

    def _page_of(
        self, wanted: Wanted, start: int, limit: int
    ) -> Callable[[sqlite3.Connection], list[Line] | None]:
        listing = self._listing

        def read(connection: sqlite3.Connection) -> list[Line] | None:
            is_found = listing.look(connection, wanted, start + limit)
            return listing.lines(connection, wanted, start, limit) if is_found else None

        return read

    async def pin(self, number: int, is_pinned: bool) -> None:
        """Keep an exchange when old ones are purged, or no longer."""
        await self._database.run(lambda c: c.execute(_PIN, [is_pinned, number]))

    async def note(self, number: int, text: str) -> None:
        """Write a note to an exchange; it is searched too."""
        await self._database.run(lambda c: _note(c, number, storable(text)))

    async def delete(self, numbers: Iterable[int]) -> int:
        """Delete exchanges for good, but none whose outcome is open; say how many went."""
        chosen, gone = list(numbers), list[int]()
        for start in range(0, len(chosen), deleting.BUNCH):
            some = chosen[start : start + deleting.BUNCH]
            gone += await self._database.run(partial(deleting.delete, numbers=some))
        await self._scrub(gone)
        return len(gone)

    async def purge(self, before: float) -> int:
        """Delete what was begun before a moment, as `delete` does; pinned ones stay."""
        gone = list[int]()
        while some := await self._database.run(lambda c: deleting.purge_some(c, before)):
            gone += some
        await self._scrub(gone)
        return len(gone)

    async def storage(self) -> Storage:
        """Say what the history takes up, without reading it."""
        return await self._database.run(_storage)

    async def forget_buyers(self, before: float = inf) -> int:
        """Null what identifies buyers in exchanges begun before a moment; say in how many.

        It leaves the drafts saved by then too, and what was set aside by then goes whole.
        """
        total = 0
        while count := await self._database.run(lambda c: deleting.forget_some(c, before)):
            total += count
        while await self._database.run(lambda c: drafts.forget_some(c, before)):
            """What is sent may come in between."""
        await self._database.run(lambda c: leftovers.drop_older(path_of(c), before))
        await self._scrub((), before)
        return total

    async def drop_set_aside(self) -> None:
        """Delete the damaged files that lie beside the data file."""
        await self._database.run(lambda c: leftovers.drop_set_aside(path_of(c)))

    async def _scrub(self, gone: Sequence[int], before: float = 0) -> None:
        """Let nothing of what was deleted stay in the file, its journal or beside them."""
        if gone:
            await self.drop_set_aside()
        while await self._database.run(index.scrub_some):
            """What is sent may come in between."""
        await self._database.tidy()
        needed = await self._database.run(lambda c: deleting.still_needed(c, before))
        await self._database.in_copies(lambda c: deleting.clean_copy(c, gone, needed, before))

    async def _read(self, query: str, *arguments: Any) -> list[Exchange]:
        rows = await self._database.run(lambda c: fetch(c, query, arguments))
        return [_read_ahead(exchange_of(row)) for row in rows]


def _read_ahead(exchange: Exchange) -> Exchange:
    """Read a long answer here, before a window asks for it; short ones are not all asked for."""
    if exchange.answered and len(exchange.answered.body) > _LONG:
        exchange.answered.read_ahead()
    return exchange


def _add(connection: sqlite3.Connection, exchange: Exchange, settled: str = "") -> int:
    number = write(connection, _kept(connection, exchange))
    index.put(connection, [number])
    if settled:
        finish(connection, settled, exchange.outcome)
    return number


def _kept(connection: sqlite3.Connection, exchange: Exchange) -> Exchange:
    """What is stored of an exchange, as the person chose."""
    known = exchange if keeps_buyers(connection) else without_buyers(exchange)
    return without_cards(known)


def _note(connection: sqlite3.Connection, number: int, text: str) -> None:
    with index.renewing(connection, [number]):
        connection.execute(_NOTE, [text, number])


def _storage(connection: sqlite3.Connection) -> Storage:
    exchanges, wire_bytes, oldest = connection.execute(_SIZES).fetchone()
    file = path_of(connection)
    here, aside = size_of(with_journal(file)), size_of(leftovers.lying_aside(file))
    return Storage(exchanges, wire_bytes, here, oldest, aside)


def _last_answer(connection: sqlite3.Connection, sale_id: str) -> Exchange | None:
    rows = connection.execute(_LAST_ANSWERS, [sale_id, *_ANSWERS])
    return next((found for row in rows if _is_readable(found := exchange_of(row))), None)


def _last_answers(connection: sqlite3.Connection, sale_id: str, ids: set[str]) -> list[Exchange]:
    found: list[Exchange] = []
    for row in connection.execute(_LATER_ANSWERS, [sale_id, *_OF_LATER]):
        exchange = exchange_of(row)
        named = _id_in(exchange)
        if named in ids:
            ids = ids - {named}
            found.append(exchange)
        if not ids:
            break
    return found


def _id_in(exchange: Exchange) -> str:
    found = read(answer_of(exchange), ApiVersion(exchange.version))
    return found.id if found else ""


def _is_readable(exchange: Exchange) -> bool:
    return isinstance(answer_of(exchange), dict)
