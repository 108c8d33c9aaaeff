from __future__ import annotations

import os
import random
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from apay_console.errors import NotStored
from apay_console.model.exchange import Outcome
from apay_console.store.attempts import Attempts
from apay_console.store.connecting import connect_to_read
from apay_console.store.database import Database
from apay_console.store.history import History
from apay_console.store.profiles import Profiles
from tests.store.filling import digest, fill
from tests.store.samples import DAY, NOW, attempt, exchange, newest, profile, wait

PAGE = 4096


def overwrite(path: Path, start: int, junk: bytes) -> None:
    with path.open("r+b") as file:
        file.seek(start)
        file.write(junk)


def the_header(path: Path) -> None:
    overwrite(path, 0, b"\xa5" * 100)


def a_page(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        query = "SELECT rootpage FROM sqlite_schema WHERE name = 'exchanges'"
        number = connection.execute(query).fetchone()[0]
    overwrite(path, (number - 1) * PAGE, random.Random(1).randbytes(PAGE))


def the_middle(path: Path) -> None:
    size = path.stat().st_size
    overwrite(path, size // 3, b"\0" * (size // 3))


def the_second_half(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def everything(path: Path) -> None:
    os.truncate(path, 0)


def all_but_100_bytes(path: Path) -> None:
    os.truncate(path, 100)


def its_format(path: Path) -> None:
    overwrite(path, 18, b"\x09\x09")


DAMAGE = [
    the_header,
    a_page,
    the_middle,
    the_second_half,
    everything,
    all_but_100_bytes,
    its_format,
]


@pytest.mark.parametrize("damage", DAMAGE, ids=lambda damage: damage.__name__)
def test_p43_a_damaged_file_is_kept_and_a_new_one_saves_what_matters(
    path: Path, damage: Callable[[Path], None]
) -> None:
    fill(path)
    damage(path)
    before = digest(path)
    database = Database(path, clock=lambda: NOW + 2 * DAY)

    aside = wait(database.condition()).set_aside

    assert aside is not None
    assert aside.name == "console.db.corrupt-20250612T081512Z"
    assert digest(aside) == before
    assert attempt(0) in wait(Attempts(database).unfinished())
    assert wait(Profiles(database).all()) == [profile()]
    assert wait(History(database).add(exchange())).id
    database.close()


def test_p43_a_journal_whose_file_is_gone_is_kept_too(path: Path, tmp_path: Path) -> None:
    fill(path)
    database = Database(path, clock=lambda: NOW + DAY)
    wait(History(database).add(exchange()))
    shutil.copytree(path.parent, tmp_path / "killed")  # as kill -9 would leave it
    database.close()
    killed = tmp_path / "killed" / path.name
    journal = digest(killed.with_name("console.db-wal"))
    killed.unlink()

    after = Database(killed, clock=lambda: NOW + 2 * DAY)
    aside = wait(after.condition()).set_aside

    assert aside is not None
    assert digest(aside.with_name(aside.name + "-wal")) == journal
    assert attempt(0) in wait(Attempts(after).unfinished())
    after.close()


@pytest.mark.parametrize("lost", ["-wal", "-shm", "both", "stale -shm"])
def test_f44_a_file_without_its_helpers_opens_soundly(
    path: Path, tmp_path: Path, lost: str
) -> None:
    fill(path)
    database = Database(path, clock=lambda: NOW + DAY)
    wait(History(database).add(exchange()))
    shutil.copytree(path.parent, tmp_path / "killed")  # as kill -9 would leave it
    database.close()
    killed = tmp_path / "killed" / path.name
    for end in ("-wal", "-shm"):
        if lost in {end, "both"}:
            killed.with_name(f"console.db{end}").unlink()
    if lost == "stale -shm":
        killed.with_name("console.db-shm").write_bytes(b"\xa5" * 32_768)

    after = Database(killed, clock=lambda: NOW + DAY)
    assert wait(after.condition()).set_aside is None
    assert wait(after.condition()).lost_journal is (lost in {"-wal", "both"})
    expected = 81 if lost in {"-shm", "stale -shm"} else 80
    assert len(wait(newest(History(after)))) == expected
    after.close()


@pytest.mark.parametrize("way", ["killed", "closed", "new"])
def test_p46_a_run_that_did_not_close_the_file_is_known(
    path: Path, tmp_path: Path, way: str
) -> None:
    database = Database(path)
    found = wait(database.condition())
    if way == "killed":
        shutil.copytree(path.parent, tmp_path / "killed")  # as kill -9 would leave it
        database.close()
        path = tmp_path / "killed" / path.name
        database = Database(path)
        found = wait(database.condition())
    database.close()
    if way == "closed":
        database = Database(path)
        found = wait(database.condition())
        database.close()
    assert (found.ended_suddenly, found.lost_journal) == (way == "killed", False)
    assert [one.name for one in path.parent.iterdir()] == [path.name]


def test_a_file_that_is_opened_anew_while_the_program_runs_stays_marked(path: Path) -> None:
    database = Database(path)
    wait(database.condition())
    path.with_name("console.db-wal").unlink()
    assert not wait(database.condition()).lost_journal  # it went on with what was in memory
    assert path.with_name("console.db.in-use").stat().st_mode & 0o777 == 0o600
    database.close()


def test_f43_most_of_the_history_survives_one_broken_page(path: Path) -> None:
    fill(path)
    with closing(sqlite3.connect(path)) as connection:
        leaf = connection.execute("SELECT max(pageno) FROM dbstat WHERE name='wires'")
        try:
            number = leaf.fetchone()[0]
        except sqlite3.OperationalError:  # built without dbstat
            pytest.skip("this SQLite cannot tell where its pages lie")
    overwrite(path, (number - 1) * PAGE, b"\0" * PAGE)
    database = Database(path)
    kept = wait(newest(History(database)))
    assert wait(database.condition()).set_aside is not None
    assert len(kept) == 80  # each at least as a row
    assert sum(found.answered == exchange().answered for found in kept) >= 60
    database.close()


def test_two_damaged_files_of_one_second_are_both_kept(path: Path) -> None:
    for junk in (b"first", b"second"):
        database = Database(path, clock=lambda: NOW)
        wait(database.condition())
        database.close()
        path.write_bytes(junk)
    database = Database(path, clock=lambda: NOW)
    wait(database.condition())
    database.close()
    kept = sorted(
        file.read_bytes() for file in path.parent.glob("*.corrupt-*Z*") if file.stat().st_size < 9
    )
    assert kept == [b"first", b"second"]


def test_a_run_that_ended_between_the_two_renamings_is_completed(path: Path) -> None:
    fill(path)
    path.rename(path.with_name("console.db.ready"))
    database = Database(path)
    assert wait(Profiles(database).all()) == [profile()]
    database.close()


def test_a_half_made_new_file_is_never_met(path: Path) -> None:
    path.parent.mkdir(mode=0o700)
    for end in ("", "-wal", "-shm"):
        path.with_name(f"console.db.new{end}").write_bytes(b"half")
    database = Database(path)
    assert wait(database.condition()).set_aside is None
    database.close()
    assert not list(path.parent.glob("*.new*"))


def test_a_large_files_small_tables_are_checked_at_once(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(path)
    monkeypatch.setattr("apay_console.store.opening._CHECKED_WHOLE", 0)
    with closing(sqlite3.connect(path)) as connection:
        query = "SELECT rootpage FROM sqlite_schema WHERE name = 'attempts'"
        number = connection.execute(query).fetchone()[0]
    overwrite(path, (number - 1) * PAGE, b"\x0d" + b"\xff" * 100)
    database = Database(path)
    assert wait(database.condition()).set_aside is not None
    database.close()


def test_an_unfinished_attempt_is_kept_once_only(path: Path) -> None:
    """The damaged file knows the outcome that the older copy does not."""
    fill(path)
    database = Database(path, clock=lambda: NOW + DAY)
    wait(Attempts(database).finish("attempt-0", Outcome.APPLIED))
    database.close()
    a_page(path)
    after = Database(path, clock=lambda: NOW + 2 * DAY)
    assert [found.id for found in wait(Attempts(after).unfinished())] == ["attempt-1"]
    after.close()


@pytest.mark.parametrize("is_wal", [False, True])
def test_b111_another_programs_database_is_left_as_it_is(path: Path, is_wal: bool) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with closing(sqlite3.connect(path)) as theirs, theirs:
        theirs.execute(f"PRAGMA journal_mode={'WAL' if is_wal else 'DELETE'}")
        theirs.execute("CREATE TABLE mail (text)")
        theirs.execute("INSERT INTO mail VALUES ('not ours')")
    before = digest(path)
    database = Database(path)
    with pytest.raises(NotStored, match="belongs to another program"):
        wait(newest(History(database)))
    database.close()
    assert digest(path) == before
    assert [one.name for one in path.parent.iterdir()] == [path.name]


def test_p43_of_a_journal_cut_at_any_byte_every_whole_attempt_is_kept(
    path: Path, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    database = Database(path, clock=lambda: NOW)
    attempts, ends = Attempts(database), [0]
    for number in range(6):
        wait(attempts.begin(attempt(number)))
        ends.append(path.with_name("console.db-wal").stat().st_size)
    shutil.copytree(path.parent, tmp_path / "killed")  # as kill -9 would leave it
    database.close()
    killed = tmp_path / "killed" / path.name
    main, journal = (killed.with_name(f"console.db{end}").read_bytes() for end in ("", "-wal"))
    for number, length in enumerate(cuts := sorted({*range(0, len(journal), 211), *ends})):
        cut = tmp_path / f"{number}.db"
        cut.write_bytes(main)
        cut.with_name(f"{number}.db-wal").write_bytes(journal[:length])
        with closing(connect_to_read(cut)) as opened:
            found = opened.execute("SELECT count(*) FROM attempts").fetchone()[0]
        assert found == sum(end <= length for end in ends[1:])
    record_property("figure", f"{len(cuts)} cuts, 0 lost")
