from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from apay_console.errors import NotStored
from apay_console.model.attempt import Attempt
from apay_console.store import schema
from apay_console.store.attempts import Attempts
from apay_console.store.database import Database
from apay_console.store.opening import open_file
from tests.disks import full_disk
from tests.store.filling import digest, fill
from tests.store.samples import DAY, NOW, wait

LATER = (*schema.STEPS, "ALTER TABLE sales ADD COLUMN colour TEXT; CREATE TABLE later (x)")
INSERT = """INSERT INTO attempts (id, profile_id, sale_id, operation, version, method, path, body,
idempotency_key, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"""
BROKEN = (*schema.STEPS, "CREATE TABLE later (x); CREATE TABLE later (x)")


def tables(path: Path) -> set[str]:
    with closing(sqlite3.connect(path)) as connection:
        return {row[0] for row in connection.execute("SELECT name FROM sqlite_schema")}


def test_an_older_file_is_copied_and_brought_up_to_date(path: Path) -> None:
    fill(path)
    with closing(open_file(path, NOW + 9 * DAY, steps=LATER).connection) as connection:
        assert schema.steps_done(connection) == len(LATER)
        assert connection.execute("SELECT count(*) FROM exchanges").fetchone() == (80,)
    copy = path.with_name("console.db.before-20250619T081512Z")
    assert "later" not in tables(copy)
    with closing(sqlite3.connect(copy)) as connection:
        assert connection.execute("SELECT count(*) FROM exchanges").fetchone() == (80,)
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_an_attempt_of_the_first_version_is_still_waiting_and_asks_for_no_simulation(
    path: Path,
) -> None:
    open_file(path, NOW, steps=schema.STEPS[:1]).connection.close()
    row = ("a", "p", "s", "capture_charge", "v2", "POST", "/v2/charges/C/capture", b"{}", "k", 1.0)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(INSERT, row)
        connection.commit()
    database = Database(path)
    assert wait(Attempts(database).unfinished()) == [Attempt(*row)]
    database.close()


def test_the_new_version_stands_where_an_older_program_looks(path: Path) -> None:
    fill(path)
    opened = open_file(path, NOW, steps=LATER)
    header = path.read_bytes()[:100]
    opened.connection.close()
    assert int.from_bytes(header[60:64]) == schema.MAJOR << 16 | len(LATER)


def test_an_older_file_on_a_disk_that_takes_no_writes_is_named(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(path)
    for module in ("opening", "connecting"):
        monkeypatch.setattr(f"apay_console.store.{module}.is_writable", lambda _: False)
    with pytest.raises(NotStored, match="older version"):
        open_file(path, NOW, steps=LATER)
    open_file(path, NOW).connection.close()


def test_f46_a_migration_that_fails_changes_nothing(path: Path) -> None:
    fill(path)
    for later in range(3):  # whoever asks next tries it again
        with pytest.raises(sqlite3.OperationalError):
            open_file(path, NOW + later, steps=BROKEN)
    assert "later" not in tables(path)
    assert not list(path.parent.glob("*.before-*"))  # or a whole copy for each of them
    with closing(open_file(path, NOW, steps=LATER).connection) as connection:
        assert schema.steps_done(connection) == len(LATER)


def test_f46_a_migration_that_stops_half_way_has_one_copy_from_before_it(path: Path) -> None:
    fill(path)
    half = (*schema.STEPS, "CREATE TABLE half (x)", "CREATE TABLE half (x)")
    for later in range(3):
        with pytest.raises(sqlite3.OperationalError):
            open_file(path, NOW + later, steps=half)
    assert "half" in tables(path)
    (copy,) = path.parent.glob("*.before-*")
    assert "half" not in tables(copy)


@pytest.mark.skipif(os.name != "posix", reason="Windows has no such limit")
def test_f46_without_room_for_a_copy_nothing_is_changed_and_none_is_left(path: Path) -> None:
    fill(path)
    for later in range(3):
        with full_disk(65_536), pytest.raises(sqlite3.OperationalError):
            open_file(path, NOW + later, steps=LATER)
    assert "later" not in tables(path)
    assert not list(path.parent.glob("*.before-*"))


def test_p42_a_newer_programs_file_is_left_as_it_is(path: Path) -> None:
    fill(path)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA user_version={(schema.MAJOR + 1) << 16}")
    before = digest(path)
    names = {file.name for file in path.parent.iterdir()}
    database = Database(path)
    with pytest.raises(NotStored, match="newer Apay Console"):
        wait(database.condition())
    database.close()
    assert digest(path) == before
    assert {file.name for file in path.parent.iterdir()} == names


def test_a_newer_file_that_older_programs_may_use_is_used(path: Path) -> None:
    fill(path)
    newer = schema.MAJOR << 16 | (len(schema.STEPS) + 3)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("ALTER TABLE attempts ADD COLUMN later TEXT")
        connection.execute(f"PRAGMA user_version={newer}")
    database = Database(path)
    assert len(wait(Attempts(database).unfinished())) == 2
    found = wait(database.run(lambda c: c.execute("PRAGMA user_version").fetchone()))
    assert found == (newer,)
    database.close()


def test_another_programs_file_is_left_as_it_is(path: Path) -> None:
    path.parent.mkdir(mode=0o700)
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript("CREATE TABLE theirs (x); INSERT INTO theirs VALUES (1)")
    before = digest(path)
    database = Database(path)
    with pytest.raises(NotStored, match="belongs to another program"):
        wait(database.condition())
    database.close()
    assert digest(path) == before
