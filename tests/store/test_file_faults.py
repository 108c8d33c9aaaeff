"""What befalls the data file while it is open: locks, a full disk, damage, another in its place."""

from __future__ import annotations

import shutil
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pytest

from apay_console.errors import NotStored
from apay_console.store.database import Condition, Database
from apay_console.store.settings import Settings
from tests.store.samples import COUNT, count, put, wait


def test_f42_another_programs_lock_is_waited_for_and_then_named(
    path: Path, database: Database
) -> None:
    wait(database.condition())
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(NotStored, match="Another program holds the data file"):
        wait(database.run(put("a")))
    assert wait(database.run(count)) == 0  # reading works
    other.close()
    wait(database.run(put("a")))


def test_a_full_file_stores_nothing_more_but_can_be_read(database: Database) -> None:
    settings = Settings(database)
    wait(settings.put("kept", 1))
    pages = wait(database.run(lambda c: c.execute("PRAGMA page_count").fetchone()[0]))
    wait(database.run(lambda c: c.execute(f"PRAGMA max_page_count={pages}").fetchone()))
    with pytest.raises(NotStored, match="The disk is full"):
        wait(settings.put("large", "x" * 100_000))
    assert wait(settings.get("kept", 0)) == 1


def test_a_write_where_only_reading_is_allowed_is_named(database: Database) -> None:
    wait(database.run(lambda c: c.execute("PRAGMA query_only=ON").fetchone()))
    with pytest.raises(NotStored, match="cannot be written to"):
        wait(database.run(put("a")))


def test_a_folder_that_is_a_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("in the way")
    database = Database(tmp_path / "data" / "console.db")
    with pytest.raises(NotStored, match="cannot be opened"):
        wait(database.run(count))
    (tmp_path / "data").unlink()
    assert wait(database.run(count)) == 0  # and tried anew
    database.close()


def test_damage_met_while_running_is_set_aside_at_the_next_question(
    path: Path, database: Database
) -> None:
    settings = Settings(database)
    wait(settings.put("kept", 1))

    def notice(_: sqlite3.Connection) -> None:
        path.write_bytes(b"\0" * path.stat().st_size)
        error = sqlite3.DatabaseError("malformed")
        error.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
        raise error

    with pytest.raises(NotStored, match="is damaged"):
        wait(database.run(notice))
    condition = wait(database.condition())
    assert condition.set_aside is not None
    assert condition.set_aside.exists()
    wait(settings.put("new", 2))


def names(database: Database) -> list[str]:
    return wait(database.run(lambda c: [row[0] for row in c.execute("SELECT name FROM settings")]))


def test_f43_nothing_is_stored_in_a_file_that_was_taken_away_until_it_is_back(
    path: Path, tmp_path: Path, database: Database
) -> None:
    wait(database.run(put("a")))
    path.parent.rename(tmp_path / "elsewhere")
    for _ in range(2):
        with pytest.raises(NotStored, match="was moved or deleted"):
            wait(database.run(put("b")))
    (tmp_path / "elsewhere").rename(path.parent)
    wait(database.run(put("c")))
    assert names(database) == ["a", "c"]


@pytest.mark.parametrize("comes_another", [True, False])
def test_f43_what_comes_in_the_place_of_a_file_does_not_swallow_its_journal(
    path: Path, tmp_path: Path, database: Database, comes_another: bool
) -> None:
    wait(database.run(put("a")))
    path.unlink()
    if comes_another:
        other = Database(tmp_path / "other" / path.name)
        wait(other.run(put("b")))
        other.close()
        (tmp_path / "other" / path.name).rename(path)
    with pytest.raises(NotStored, match="was moved or deleted"):
        wait(database.run(put("c")))
    database.close()
    again = Database(path)
    assert names(again) == (["b"] if comes_another else [])
    assert bool(wait(again.condition()).set_aside) is not comes_another
    again.close()
    assert any(b"a1" in kept.read_bytes() for kept in path.parent.glob("*-wal"))


@pytest.mark.skipif(sys.platform == "win32", reason="Windows deletes no open file")
@pytest.mark.parametrize("is_held", [False, True], ids=["alone", "while another one reads"])
def test_p40_what_is_stored_outlives_a_kill_though_the_journal_was_deleted(
    path: Path, tmp_path: Path, database: Database, is_held: bool
) -> None:
    wait(database.run(put("a")))
    with closing(sqlite3.connect(path)) as reader:
        if is_held:
            reader.execute(COUNT)
        path.with_name(f"{path.name}-wal").unlink()
        wait(database.run(put("b")))
        shutil.copytree(path.parent, tmp_path / "as a kill would leave it")
    after = Database(tmp_path / "as a kill would leave it" / path.name)
    assert names(after) == ["a", "b"]
    assert wait(after.condition()) == Condition(after._path, ended_suddenly=True)
    after.close()
