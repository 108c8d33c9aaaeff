"""A long history: opening its file, scrolling, jumping, searching, storing one more exchange."""

from __future__ import annotations

import asyncio
import sqlite3
import tempfile
from collections.abc import Iterable
from itertools import count
from pathlib import Path
from statistics import median
from time import perf_counter

from PySide6.QtWidgets import QApplication

from apay_console.jobs import Runner
from apay_console.model.exchange import Answered, Exchange, Outcome, Sent
from apay_console.model.past import EVERYTHING, Wanted
from apay_console.store.connecting import connect
from apay_console.store.database import Database
from apay_console.store.history import History
from bench.heartbeat import Heartbeat
from bench.rows import Effort, Row
from bench.timing import took

ROWS, PAGE = 1_000_000, 128
HEADERS = tuple((f"x-amz-pay-header-{number}", f"value {number}" * 3) for number in range(8))
TRACE = tuple((f"http11.event_{number}.complete", 0.5 * number) for number in range(10))
BODY = b'{"merchantMetadata":{"noteToBuyer":"Two tins of green tea"}}' * 4

# All at one go, with shorter bodies than most: what is measured is how many there are.
_FILL = """
INSERT INTO exchanges (sale_id, session_id, profile_id, operation, version, method, url, status,
    outcome, started_at, took_ms, idempotency_key, reason, names_buyer)
SELECT 'sale-' || (n / 4), printf('%08x-session', n / 4 * 2654435761 % 4294967296), 'profile-1',
    CASE n % 4 WHEN 0 THEN 'create_session' WHEN 3 THEN 'complete_session' ELSE 'get_session' END,
    'v2', CASE n % 4 WHEN 1 THEN 'GET' ELSE 'POST' END, 'http://127.0.0.1:8098/sandbox/v2/',
    CASE n % 50 WHEN 0 THEN 422 ELSE 200 END,
    CASE n % 50 WHEN 0 THEN 'REJECTED' ELSE 'APPLIED' END, 1784118896.7 + n, 2.5, '', 'null', 0
FROM (WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers LIMIT {count})
    SELECT n FROM numbers);
INSERT INTO wires SELECT id, '[]', CAST('{{"note":"Two tins of green tea"}}' AS BLOB), '[]',
    CAST('{{"state":"Open","checkoutSessionId":"' || session_id || '"}}' AS BLOB), '[]', '', ''
FROM exchanges;
INSERT INTO searched (rowid, text) SELECT id, concat_of.text FROM (
    SELECT id, method || ' ' || url || ' ' || operation || ' ' || session_id || ' '
    || CAST(sent_body AS TEXT) || ' ' || CAST(answered_body AS TEXT)
    || CASE id % 1000 WHEN 7 THEN ' saucer' ELSE '' END AS text
    FROM exchanges JOIN wires ON exchange_id = id) AS concat_of;
"""
_SEARCHES = {
    "exact": "saucer",
    "prefix": "sauc",
    "common": "tins",
    "two-words": "tins saucer",
    "address": "127.0.0.1",
}


def measure(effort: Effort) -> Iterable[Row]:
    """Fill a file at one go, then use it as the program does."""
    size = effort.times(ROWS, 3000)
    with tempfile.TemporaryDirectory() as folder, asyncio.Runner() as loop:
        path = Path(folder) / "bench.sqlite3"
        _fill(path, size, loop)
        opening = median(_open(path, loop) for _ in range(effort.times(15)))
        yield Row(f"history-{size}-open", opening * 1e3, "ms", 50)
        use = Use(path, loop)
        yield from _looking(use, size, effort)
        insert, bare = loop.run(use.insert(effort.times(400)))
        yield Row(f"history-{size}-insert", insert * 1e3, "ms", 1)
        yield Row(f"history-{size}-insert-floor", insert * 1e3, "ms", 8, bare * 1e3)
        yield Row(f"history-{size}-gap", use.gap(effort.times(500, 5)), "ms", 16)
        use.close()
        yield Row(f"history-{size}-bytes", path.stat().st_size / size, "bytes", 2000)
        yield Row("history-bytes", _bytes_each(path, loop, effort.times(2000, 50)), "bytes", 8192)


def _looking(use: Use, size: int, effort: Effort) -> Iterable[Row]:
    tries = effort.times(200)
    page = median(use.page(number * PAGE) for number in range(tries))
    yield Row(f"history-{size}-page", page * 1e3, "ms", 1)
    jump = median(use.page(number * 7919 * 311 % (size - PAGE)) for number in range(tries))
    yield Row(f"history-{size}-jump", jump * 1e3, "ms", 1)
    for name, words in _SEARCHES.items():
        search = median(use.search(words) for _ in range(effort.times(15)))
        yield Row(f"history-{size}-search-{name}", search * 1e3, "ms", 5)


def _fill(path: Path, size: int, loop: asyncio.Runner) -> None:
    database = Database(path)
    loop.run(database.run(lambda connection: _add_all(connection, size)))
    loop.run(database.tidy())
    database.close()


def _add_all(connection: sqlite3.Connection, size: int) -> None:
    for statement in _FILL.format(count=size).split(";\n"):
        connection.execute(statement)


def _open(path: Path, loop: asyncio.Runner) -> float:
    """Open the file and read the first page; seconds."""
    database = Database(path)
    seconds = took(lambda: loop.run(History(database).lines(EVERYTHING, 0, PAGE)))
    database.close()
    return seconds


def _bytes_each(path: Path, loop: asyncio.Runner, size: int) -> float:
    """Say how much of the disk an exchange takes with its headers, bodies and index."""
    database = Database(path.with_name("some.sqlite3"))
    history = History(database)
    loop.run(history.add_all([_exchange(number) for number in range(size)]))
    loop.run(database.tidy())
    taken = loop.run(history.storage()).file_bytes
    database.close()
    return taken / size


class Use:
    """An open history, and a bare table beside it with every protection that it has."""

    def __init__(self, path: Path, loop: asyncio.Runner) -> None:
        self._loop = loop
        self._database = Database(path)
        self._history = History(self._database)
        self._numbers = count()
        bare = path.with_name("bare.sqlite3")
        bare.touch()
        self._bare = connect(bare)
        self._bare.execute("CREATE TABLE wires (id INTEGER PRIMARY KEY, bytes BLOB)")

    def page(self, start: int) -> float:
        """Read the page at a position, seconds."""
        return took(lambda: self._loop.run(self._history.lines(EVERYTHING, start, PAGE)))

    def search(self, words: str) -> float:
        """Find the first page of some words with nothing remembered, seconds."""
        fresh = History(self._database)
        return took(lambda: self._loop.run(fresh.lines(Wanted(words=words), 0, PAGE)))

    async def insert(self, tries: int) -> tuple[float, float]:
        """Store exchanges from a running loop, as the program does, and in turn commit bare rows.

        The medians of both, in seconds.
        """
        pairs = [(await self._insert(), took(self._insert_bare)) for _ in range(tries)]
        return median(pair[0] for pair in pairs), median(pair[1] for pair in pairs)

    async def _insert(self) -> float:
        exchange, began = _exchange(next(self._numbers)), perf_counter()
        await self._history.add(exchange)
        return perf_counter() - began

    def _insert_bare(self) -> None:
        """Commit as many bytes."""
        self._bare.execute("INSERT INTO wires (bytes) VALUES (?)", [b"x" * 1800])

    def gap(self, times: int) -> float:
        """Tell for how long a window would not react while exchanges are stored, ms."""
        application = QApplication.instance() or QApplication([])
        runner, heart, ended = Runner(), Heartbeat(), list[object]()
        heart.start()
        runner.run(self._add_many(times), owner=runner, done=ended.append)
        while not ended:
            application.processEvents()
        longest = heart.stop()
        runner.close()
        return longest

    async def _add_many(self, times: int) -> None:
        for _ in range(times):
            await self._history.add(_exchange(next(self._numbers)))

    def close(self) -> None:
        """Let both files go."""
        self._bare.close()
        self._database.close()


def _exchange(number: int) -> Exchange:
    url = f"http://127.0.0.1:8098/sandbox/v1/checkoutSessions/session-{number % 997}"
    return Exchange(
        operation="update_session",
        version="v1",
        sent=Sent("PATCH", url, HEADERS, BODY),
        answered=Answered(200, HEADERS, BODY),
        outcome=Outcome.APPLIED,
        started_at=1_784_118_896.7 + number,
        took_ms=2.5,
        trace=TRACE,
        sale_id=f"sale-{number % 499}",
        session_id=f"session-{number % 997}",
        string_to_sign="AMZN-PAY-RSASSA-PSS-V2\n" + "0" * 64,
        canonical_request="PATCH\n" + "x" * 400,
    )
