"""A long history: opening its file, reading a page, storing one more exchange."""

from __future__ import annotations

import asyncio
import sqlite3
import tempfile
from collections.abc import Iterable
from itertools import count
from pathlib import Path
from statistics import median

from apay_console.model.exchange import Answered, Exchange, Outcome, Sent
from apay_console.store import history as stored
from apay_console.store.connecting import connect
from apay_console.store.database import Database
from apay_console.store.history import History
from bench.rows import Effort, Row
from bench.timing import in_turn, took

ROWS, PAGE = 100_000, 100
HEADERS = tuple((f"x-amz-pay-header-{number}", f"value {number}" * 3) for number in range(8))
TRACE = tuple((f"http11.event_{number}.complete", 0.5 * number) for number in range(10))
BODY = b'{"merchantMetadata":{"noteToBuyer":"Two tins of green tea"}}' * 4


def measure(effort: Effort) -> Iterable[Row]:
    """Fill a file at one go, then use it as the program does."""
    size = effort.times(ROWS, 300)
    with tempfile.TemporaryDirectory() as folder, asyncio.Runner() as loop:
        path = Path(folder) / "bench.sqlite3"
        _fill(path, size, loop)
        opening = median(_open(path, loop) for _ in range(effort.times(15)))
        yield Row(f"history-{size}-open", opening * 1e3, "ms", 50)
        use = Use(path, loop)
        page = median(use.page(size) for _ in range(effort.times(200)))
        yield Row(f"history-{size}-page", page * 1e3, "ms", 1)
        insert, bare = in_turn(use.insert, use.insert_bare, effort.times(200))
        yield Row(f"history-{size}-insert", insert * 1e3, "ms", 4, bare * 1e3)
        use.close()


def _fill(path: Path, count: int, loop: asyncio.Runner) -> None:
    database = Database(path)
    loop.run(database.run(lambda connection: _add_all(connection, count)))
    database.close()


def _add_all(connection: sqlite3.Connection, count: int) -> None:
    for number in range(count):
        stored._add(connection, _exchange(number))


def _open(path: Path, loop: asyncio.Runner) -> float:
    """Open the file and read one row; seconds."""
    database = Database(path)
    seconds = took(lambda: loop.run(History(database).newest(1)))
    database.close()
    return seconds


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

    def page(self, most: int) -> float:
        """Read a page from anywhere in the history, seconds."""
        before = most - next(self._numbers) * 311 % (most - PAGE)
        return took(lambda: self._loop.run(self._history.newest(PAGE, before)))

    def insert(self) -> None:
        """Store one exchange."""
        self._loop.run(self._history.add(_exchange(next(self._numbers))))

    def insert_bare(self) -> None:
        """Commit as many bytes."""
        self._bare.execute("INSERT INTO wires (bytes) VALUES (?)", [b"x" * 1800])

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
