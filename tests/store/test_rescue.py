from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from apay_console.store import rescue
from apay_console.store.database import Database
from apay_console.store.history import History
from apay_console.store.profiles import Profiles
from tests.store.samples import DAY, NOW, exchange, profile, wait


def open_on(path: Path, day: int) -> None:
    database = Database(path, clock=lambda: NOW + day * DAY)
    wait(Profiles(database).save(profile()))
    database.close()


def names(path: Path, kind: str) -> list[str]:
    return sorted(file.name for file in path.parent.glob(f"console.db.{kind}-*"))


def test_p43_a_day_has_one_copy_and_a_week_is_kept(path: Path) -> None:
    for day in (0, *range(10)):
        open_on(path, day)
    daily = names(path, "daily")
    assert len(daily) == 7
    assert daily[0] == "console.db.daily-20250613"
    latest = rescue.newest_copy(path, NOW + 9 * DAY)
    assert latest == path.with_name("console.db.daily-20250619")


def test_p43_copies_of_a_clock_that_was_ahead_stand_in_the_way_of_none_made_since(
    path: Path,
) -> None:
    for day in (0, *range(1000, 1010), 0, 1, 2):
        open_on(path, day)
    made_since = [f"console.db.daily-{day}" for day in (20250610, 20250611, 20250612)]
    assert names(path, "daily")[:3] == made_since
    assert rescue.newest_copy(path, NOW + 2 * DAY) == path.with_name(made_since[-1])
    for day in range(3, 7):
        open_on(path, day)
    assert names(path, "daily")[-1] == "console.db.daily-20250616", "a week is kept of them too"


def test_p47_what_a_kill_left_of_a_file_in_the_making_goes_at_the_next_start(path: Path) -> None:
    open_on(path, 0)
    for name in (".copy", ".new", ".ready"):
        for part in ("", "-wal", "-shm"):
            path.with_name(f"console.db{name}{part}").write_bytes(b"Mara Quill")
    open_on(path, 0)
    assert [one.name for one in path.parent.iterdir() if b"Mara" in one.read_bytes()] == []


def test_a_new_file_is_not_yet_worth_a_copy(path: Path) -> None:
    open_on(path, 0)
    assert not names(path, "daily")


def test_a_copy_has_everything_but_the_exchanges(path: Path) -> None:
    database = Database(path, clock=lambda: NOW)
    wait(Profiles(database).save(profile()))
    wait(History(database).add(exchange()))
    database.close()
    open_on(path, 1)
    with closing(sqlite3.connect(path.with_name("console.db.daily-20250611"))) as connection:
        assert connection.execute("SELECT count(*) FROM profiles").fetchone() == (1,)
        assert connection.execute("SELECT count(*) FROM exchanges").fetchone() == (0,)


def test_a_copy_that_cannot_be_written_stops_nothing(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(rescue, "_write_copy", fail)
    open_on(path, 0)
    open_on(path, 0)
    assert not names(path, "daily")


def test_rows_after_a_broken_one_are_read_from_the_end() -> None:
    class Broken:
        """A table of nine rows whose fifth cannot be read."""

        def execute(self, query: str) -> object:
            if "table_xinfo" in query:
                return [(0, "name", "TEXT", 0, None, 1, 0), (1, "value", "TEXT", 1, None, 0, 0)]
            rows = range(1, 10) if "ASC" in query else range(9, 0, -1)
            return (self.row(number) for number in rows)

        def row(self, number: int) -> tuple[str, str]:
            if number == 5:
                raise sqlite3.DatabaseError("database disk image is malformed")
            return (str(number), "kept" if number != 7 else None)  # type: ignore[return-value]

    with closing(sqlite3.connect(":memory:")) as target:
        target.execute("CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT NOT NULL)")
        assert rescue.copy_rows(Broken(), target, "settings") is False  # type: ignore[arg-type]
        kept = [row[0] for row in target.execute("SELECT name FROM settings ORDER BY name")]
    assert kept == ["1", "2", "3", "4", "6", "8", "9"]
