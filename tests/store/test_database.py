from __future__ import annotations

import asyncio
import sqlite3
import threading
from pathlib import Path

import pytest

from apay_console.errors import NotStored
from apay_console.store import schema
from apay_console.store.database import Condition, Database
from apay_console.store.settings import Settings
from tests.store.samples import PUT, count, put, wait


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
