from __future__ import annotations

import asyncio
import shutil
import sqlite3
import sys
import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from apay_console.errors import NotStored
from apay_console.store import faults, schema
from apay_console.store.database import Condition, Database
from apay_console.store.settings import Settings
from tests.store.samples import wait

PUT = "INSERT INTO settings VALUES (?, ?)"
COUNT = "SELECT count(*) FROM settings"


def count(connection: sqlite3.Connection) -> int:
    return connection.execute(COUNT).fetchone()[0]


def put(name: str) -> Callable[[sqlite3.Connection], object]:
    return lambda connection: connection.execute(PUT, (name, "1"))


def test_nothing_is_opened_before_somebody_asks(path: Path, database: Database) -> None:
    assert not path.parent.exists()
    wait(database.condition())
    assert path.exists()


def test_a_fresh_file_is_whole_and_writable(path: Path, database: Database) -> None:
    assert wait(database.condition()) == Condition(path)


def test_what_was_stored_is_there_in_the_next_run(path: Path) -> None:
    for expected in (0, 1, 2):
        database = Database(path)
        assert wait(database.run(count)) == expected
        wait(database.run(put(str(expected))))
        database.close()


def test_an_error_takes_back_the_whole_work(database: Database) -> None:
    def half(connection: sqlite3.Connection) -> None:
        put("a")(connection)
        raise LookupError("a bug")

    with pytest.raises(LookupError, match="a bug"):
        wait(database.run(half))
    assert wait(database.run(count)) == 0


def test_a_mistake_in_the_words_for_sqlite_is_a_bug_and_stays_one(database: Database) -> None:
    with pytest.raises(sqlite3.OperationalError):
        wait(database.run(lambda c: c.execute("SELECT 1 FROM nowhere")))
    with pytest.raises(sqlite3.IntegrityError):
        wait(database.run(lambda c: c.executemany(PUT, [("a", "1"), ("a", "2")])))
    assert wait(database.run(count)) == 0


def test_work_of_many_threads_and_loops_is_done_one_after_the_other(database: Database) -> None:
    def put_some(thread: int) -> None:
        for number in range(10):
            wait(database.run(put(f"{thread}-{number}")))

    threads = [threading.Thread(target=put_some, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wait(database.run(count)) == 60


def test_only_one_thread_ever_touches_the_file(database: Database) -> None:
    names = {wait(database.run(lambda _: threading.current_thread().name)) for _ in range(3)}
    assert names == {"store"}


def test_closing_finishes_what_is_queued(path: Path, database: Database) -> None:
    async def queue_and_close() -> None:
        gate = threading.Event()
        first = asyncio.ensure_future(database.run(lambda _: gate.wait()))
        rest = [asyncio.ensure_future(database.run(put(str(number)))) for number in range(20)]
        await asyncio.sleep(0)
        closing = asyncio.get_running_loop().run_in_executor(None, database.close)
        gate.set()
        await closing
        await asyncio.gather(first, *rest)

    wait(queue_and_close())
    again = Database(path)
    assert wait(again.run(count)) == 20
    again.close()


def test_after_closing_nothing_is_stored_any_more(database: Database) -> None:
    database.close()
    database.close()
    with pytest.raises(NotStored, match="ending"):
        wait(database.run(count))


def test_work_that_nobody_waits_for_is_not_begun(database: Database) -> None:
    async def cancel_the_second() -> None:
        gate = threading.Event()
        first = asyncio.ensure_future(database.run(lambda _: gate.wait()))
        second = asyncio.ensure_future(database.run(put("never")))
        await asyncio.sleep(0)
        second.cancel()
        gate.set()
        await first
        with pytest.raises(asyncio.CancelledError):
            await second

    wait(cancel_the_second())
    assert wait(database.run(count)) == 0


@pytest.mark.parametrize(
    ("pragma", "value"),
    [
        ("journal_mode", "wal"),
        ("synchronous", 2),
        ("secure_delete", 1),
        ("trusted_schema", 0),
        ("cell_size_check", 1),
        ("mmap_size", 0),
        ("application_id", int.from_bytes(b"Apay")),
        ("user_version", schema.MAJOR << 16 | len(schema.STEPS)),
    ],
)
def test_the_file_is_opened_with_every_protection(
    database: Database, pragma: str, value: object
) -> None:
    found = wait(database.run(lambda c: c.execute(f"PRAGMA {pragma}").fetchone()))
    assert found == (value,)


def test_what_was_deleted_is_gone_from_the_disk_once_tidied(path: Path, database: Database) -> None:
    settings = Settings(database)
    wait(settings.put("canary", "Mara Quill, 12 Wharf Lane"))
    wait(database.run(lambda c: c.execute("DELETE FROM settings")))
    assert b"Wharf Lane" in b"".join(file.read_bytes() for file in path.parent.iterdir())
    wait(database.tidy())
    assert b"Wharf Lane" not in b"".join(file.read_bytes() for file in path.parent.iterdir())


def test_what_is_posted_is_done_in_its_turn_and_may_fail(database: Database) -> None:
    database.post(put("a"))
    database.post(put("a"))  # the name is taken: nobody waits, nobody is told
    database.post(put("b"))
    assert wait(database.run(count)) == 2


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
    assert wait(after.condition()) == Condition(after._path)
    after.close()


KNOWN = {
    sqlite3.SQLITE_BUSY: "Another program",
    sqlite3.SQLITE_READONLY: "cannot be written to",
    sqlite3.SQLITE_IOERR: "Check the disk",
    sqlite3.SQLITE_CORRUPT: "damaged",
    sqlite3.SQLITE_FULL: "full",
    sqlite3.SQLITE_CANTOPEN: "permissions",
    sqlite3.SQLITE_PROTOCOL: "Another program",
    sqlite3.SQLITE_NOTADB: "damaged",
}


@pytest.mark.parametrize(("code", "words"), list(KNOWN.items()))
def test_every_fault_of_the_surroundings_has_its_words(
    database: Database, code: int, words: str
) -> None:
    def fail(_: sqlite3.Connection) -> None:
        error = sqlite3.OperationalError("disk I/O error")
        error.sqlite_errorcode = code | 3 << 8  # an extended code of the same kind
        raise error

    with pytest.raises(NotStored, match=words) as caught:
        wait(database.run(fail))
    assert isinstance(caught.value.__cause__, sqlite3.OperationalError)


def test_an_error_that_is_not_sqlites_has_no_code() -> None:
    assert faults.code(ValueError()) == 0
    assert not faults.is_damage(sqlite3.ProgrammingError())
