"""However long the history is, opening, a page and a search take the steps of a short one.

`python -m bench history` measures it with a million rows.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from apay_console.model.past import EVERYTHING, Wanted
from apay_console.store import opening
from apay_console.store.database import Database
from apay_console.store.history import History
from tests.store.samples import NOW, wait

FILL = """
INSERT INTO exchanges (sale_id, session_id, profile_id, operation, version, method, url, status,
    outcome, started_at, took_ms, idempotency_key, reason, names_buyer)
SELECT 'sale-' || n, '', 'p', 'get_session', 'v2', 'GET', 'https://x/', 200, 'APPLIED', 9e9 + n,
    1.0, '', 'null', 0
FROM (WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers LIMIT {count})
    SELECT n FROM numbers);
INSERT INTO wires SELECT id, '[]', x'', '[]', CAST('tins' AS BLOB), '[]', '', '' FROM exchanges;
INSERT INTO searched (rowid, text)
    SELECT id, 'GET tins ' || CASE WHEN id <= 3 THEN 'saucer' ELSE '' END FROM exchanges
"""
Connect = Callable[[Path], sqlite3.Connection]
FEW, MANY, PAGE = 1_000, 40_000, 100


def filled(path: Path, count: int) -> Path:
    database = Database(path, clock=lambda: NOW)

    def fill(connection: sqlite3.Connection) -> None:
        for statement in FILL.format(count=count).split(";\n"):
            connection.execute(statement)

    wait(database.run(fill))
    wait(database.tidy())
    database.close()
    return path


class Counter:
    """Counts what SQLite does for whoever opens a file, in steps of its machine."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.steps = 0
        for name in ("connect", "connect_to_read"):
            monkeypatch.setattr(opening, name, self._counting(getattr(opening, name)))

    def _counting(self, connect: Connect) -> Connect:
        def counted(path: Path) -> sqlite3.Connection:
            connection = connect(path)
            connection.set_progress_handler(self._count, 10)
            return connection

        return counted

    def _count(self) -> int:
        self.steps += 1
        return 0

    def of_use(self, path: Path, middle: int) -> list[int]:
        """The steps of opening, a page at the top, one in the middle, and a search."""
        found = []
        database = Database(path, clock=lambda: NOW)
        history = History(database)
        for work in (
            database.condition,
            lambda: history.lines(EVERYTHING, 0, PAGE),
            lambda: history.lines(EVERYTHING, middle, PAGE),
            lambda: history.lines(Wanted(words="saucer"), 0, PAGE),
        ):
            self.steps = 0
            wait(work())
            found.append(self.steps)
        database.close()
        return found


def test_f51_a_long_history_opens_and_is_read_and_searched_by_the_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "_CHECKED_WHOLE", 0)  # as of any file with so many rows
    few, many = (filled(tmp_path / str(n) / "console.db", n) for n in (FEW, MANY))
    counter = Counter(monkeypatch)
    short, long = counter.of_use(few, FEW // 2), counter.of_use(many, MANY // 2)
    assert all(of_short > 0 for of_short in short[1:])
    assert [a for a, b in zip(long, short, strict=True) if a > 2 * b + 50] == []
