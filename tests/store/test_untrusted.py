"""The data file as somebody else may have made it: nothing in it runs or fills the memory."""

from __future__ import annotations

import sqlite3
import tracemalloc
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from apay_console.emulator import saving
from apay_console.errors import NotStored
from apay_console.model.sale import Sale
from apay_console.store import schema, untrusted
from apay_console.store.connecting import connect
from apay_console.store.database import Database
from apay_console.store.drafts import Drafts
from apay_console.store.history import History
from apay_console.store.profiles import Profiles
from apay_console.store.records import Records
from apay_console.store.sales import Sales
from apay_console.store.settings import Settings
from tests.store.filling import fill
from tests.store.samples import NOW, newest, sale, wait

HOSTILE = {
    "a trigger": "CREATE TRIGGER t AFTER INSERT ON settings BEGIN"
    " INSERT INTO drafts (sale_id, text) VALUES (random(), zeroblob(400000000)); END",
    "a view": "CREATE VIEW more AS SELECT 1",
    "an endless view": "DROP TABLE settings; CREATE VIEW settings AS"
    " WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)"
    " SELECT i AS name, '1' AS value FROM n",
    "a view of nothing but noughts": "DROP TABLE drafts; CREATE VIEW drafts AS"
    " SELECT 's' AS sale_id, zeroblob(900000000) AS text, 1 AS saved_at",
    "a virtual table": "DROP TABLE settings; CREATE VIRTUAL TABLE settings USING fts5(name, value)",
    "a computed column": "DROP TABLE settings;"
    " CREATE TABLE settings (name TEXT, value AS (zeroblob(900000000)))",
    "a table more": "CREATE TABLE more (a)",
    "a trigger less": "DROP TRIGGER exchange_came",
}


def change(path: Path, statements: str) -> None:
    with closing(sqlite3.connect(path)) as other:
        other.executescript(statements)
        other.execute("PRAGMA wal_checkpoint(TRUNCATE)")


@pytest.mark.parametrize("statements", HOSTILE.values(), ids=HOSTILE)
def test_a_file_whose_tables_are_not_this_programs_is_set_aside(
    path: Path, statements: str
) -> None:
    fill(path)
    change(path, statements)
    tracemalloc.start()
    database = Database(path, clock=lambda: NOW)
    try:
        found = wait(database.condition())
        assert found.set_aside is not None
        assert len(wait(newest(History(database)))) == 80  # what stood in tables was saved
        assert len(wait(Profiles(database).all())) == 1
        wait(Settings(database).put("theme", "dark"))
        assert tracemalloc.get_traced_memory()[1] < 50_000_000
    finally:
        database.close()
        tracemalloc.stop()
    assert wait(condition_of(path)) is None


async def condition_of(path: Path) -> Path | None:
    database = Database(path, clock=lambda: NOW)
    try:
        return (await database.condition()).set_aside
    finally:
        database.close()


@pytest.mark.parametrize(
    ("statements", "is_believed"),
    [
        ("CREATE TABLE later (a); ALTER TABLE sales ADD COLUMN later TEXT", True),
        ("CREATE TABLE later (a); CREATE VIEW more AS SELECT 1", False),
        ("CREATE TRIGGER t AFTER INSERT ON settings BEGIN DELETE FROM drafts; END", False),
        ("CREATE VIRTUAL TABLE more USING fts5(a)", False),
    ],
)
def test_a_newer_programs_file_may_have_more_tables_but_nothing_that_runs(
    path: Path, statements: str, is_believed: bool
) -> None:
    fill(path)
    version = schema.MAJOR << 16 | len(schema.STEPS) + 1
    change(path, f"{statements}; PRAGMA user_version={version}")
    assert (wait(condition_of(path)) is None) is is_believed


def test_every_step_leaves_a_schema_that_is_believed() -> None:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        for number in range(1, len(schema.STEPS) + 1):
            schema.migrate(connection, schema.STEPS[:number])
            assert schema.is_own(connection)


@pytest.mark.parametrize("table", ["wires SET answered_body", "drafts SET text"])
def test_a_value_beyond_all_bounds_sets_the_file_aside(path: Path, table: str) -> None:
    fill(path)
    change(path, "INSERT INTO drafts (sale_id, text) VALUES ('s', x'')")
    change(path, f"UPDATE {table} = zeroblob({untrusted.LONGEST + 1}) WHERE rowid = 1")
    database = Database(path, clock=lambda: NOW)
    with pytest.raises(NotStored, match="will be set aside"):
        wait(read_both(database))
    assert wait(database.condition()).set_aside is not None
    wait(read_both(database))
    assert len(wait(newest(History(database)))) >= 79
    database.close()


async def read_both(database: Database) -> None:
    await History(database).get(1)
    await Drafts(database).load("s")


JUNK = [5, 0.5, b"\xff", "[" * 9000, "[" * 100_000, '{"id": "\\ud800"}', "null", "", b"[" * 9000]


@pytest.mark.parametrize("value", JUNK, ids=range(len(JUNK)))
def test_a_row_that_nobody_kept_is_passed_over(database: Database, value: Any) -> None:
    settings, records = Settings(database), Records(database)
    wait(settings.put("theme", "dark"))
    wait(Drafts(database).save("s", "typed"))
    wait(Sales(database).save(sale()))
    wait(records.put("session", "1", "{}"))
    for column in ("settings SET value", "drafts SET text", "sales SET document"):
        wait(database.run(lambda c, column=column: c.execute(f"UPDATE {column} = ?", (value,))))
    wait(database.run(lambda c: c.execute("UPDATE records SET text = ?", (value,))))
    wait(settings.get("theme", "light"))
    assert isinstance(wait(Drafts(database).load("s")), str | None)
    assert all(isinstance(row, Sale) for row in wait(Sales(database).all()))
    (row,) = wait(records.all())
    assert saving.read([row])[1] == ["session 1"]


def test_every_connection_distrusts_its_file(path: Path) -> None:
    fill(path)
    with closing(connect(path)) as connection:
        assert connection.getlimit(sqlite3.SQLITE_LIMIT_LENGTH) == untrusted.LONGEST
        assert connection.execute("PRAGMA trusted_schema").fetchone() == (0,)
        assert connection.execute("PRAGMA cell_size_check").fetchone() == (1,)
