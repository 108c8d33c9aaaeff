from __future__ import annotations

import asyncio
import sqlite3
import threading
from collections.abc import Callable, Coroutine
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from apay_console.errors import NotStored
from apay_console.store import schema
from apay_console.store.database import Condition, Database
from apay_console.store.settings import Settings
from tests.patience import PATIENCE_S
from tests.store.samples import PUT, count, put, wait

Work = Callable[[sqlite3.Connection], object]


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


# --- What nobody waits for ---------------------------------------------------------------------


def at_once(
    database: Database, posted: list[Work], *awaited: Coroutine[Any, Any, object]
) -> list[object]:
    """Let all of it wait at the same time; what came of that which is awaited."""

    async def queue() -> list[object]:
        gate = threading.Event()
        first = asyncio.ensure_future(database.run(lambda _: gate.wait()))
        await asyncio.sleep(0)
        for work in posted:
            database.post(work)
        rest = [asyncio.ensure_future(work) for work in awaited]
        await asyncio.sleep(0)
        gate.set()
        await first
        return await asyncio.gather(*rest, return_exceptions=True)

    return wait(queue())


def names(connection: sqlite3.Connection) -> list[str]:
    return [row[0] for row in connection.execute("SELECT name FROM settings ORDER BY rowid")]


def fail(_: sqlite3.Connection) -> None:
    raise LookupError("a bug")


def test_what_is_posted_is_done_in_its_turn_and_may_fail(database: Database) -> None:
    database.post(put("a"))
    database.post(put("a"))  # the name is taken: nobody waits, nobody is told
    database.post(put("b"))
    assert wait(database.run(count)) == 2


def test_what_is_posted_is_done_though_nobody_asks_for_anything(database: Database) -> None:
    done = threading.Event()
    database.post(lambda _: done.set())
    assert done.wait(PATIENCE_S)


def test_what_is_posted_shares_the_commit_of_what_is_awaited(database: Database) -> None:
    said: list[str] = []
    wait(database.run(lambda c: c.set_trace_callback(said.append)))
    at_once(database, [put("a"), put("b")], database.run(put("c")), database.tidy())
    at_once(database, [put("d"), put("e")], database.tidy())
    ends = [words for words in said if words in {"BEGIN", "COMMIT", "ROLLBACK"}]
    once = ["BEGIN", "COMMIT"]
    assert ends == ["COMMIT", *once, *once, *once, *once]  # two of them are the gates'


def test_what_is_posted_comes_before_what_is_asked_for_later(database: Database) -> None:
    found = at_once(database, [put("a"), put("b")], *map(database.run, (names, put("c"), names)))
    assert (found[0], found[2]) == (["a", "b"], ["a", "b", "c"])


def test_what_was_awaited_is_on_disk_with_what_was_posted_before(
    path: Path, database: Database
) -> None:
    at_once(database, [put("a")], database.run(put("b")))
    with closing(sqlite3.connect(path)) as other:
        assert names(other) == ["a", "b"]


def end_it_all(connection: sqlite3.Connection) -> None:
    """Fail as SQLite does on a bad disk: what came before in the transaction is gone, too."""
    connection.execute("INSERT OR ROLLBACK INTO settings VALUES ('a', '1')")


@pytest.mark.parametrize("bad", [fail, put("a"), end_it_all])
def test_what_is_posted_and_fails_spoils_nothing_else(bad: Work, database: Database) -> None:
    found = at_once(database, [put("a"), bad, put("b")], *map(database.run, (put("c"), names)))
    assert found[1] == ["a", "b", "c"]


def test_what_is_awaited_and_fails_spoils_nothing_that_was_posted(database: Database) -> None:
    def half(connection: sqlite3.Connection) -> None:
        put("c")(connection)
        raise LookupError("a bug")

    found = at_once(database, [put("a"), put("b")], *map(database.run, (half, names)))
    assert isinstance(found[0], LookupError)
    assert found[1] == ["a", "b"]


def test_what_is_too_large_to_be_posted_leaves_room_for_what_is_awaited(
    database: Database,
) -> None:
    def large(connection: sqlite3.Connection) -> None:
        connection.execute(PUT, ("a", "x" * 100_000))

    pages = wait(database.run(lambda c: c.execute("PRAGMA page_count").fetchone()[0]))
    wait(database.run(lambda c: c.execute(f"PRAGMA max_page_count={pages}").fetchone()))
    found = at_once(database, [large], *map(database.run, (put("b"), names)))
    assert found[1] == ["b"]


def test_what_is_posted_is_done_though_what_came_after_it_is_given_up(database: Database) -> None:
    async def give_up() -> None:
        gate = threading.Event()
        first = asyncio.ensure_future(database.run(lambda _: gate.wait()))
        await asyncio.sleep(0)
        database.post(put("a"))
        after = asyncio.ensure_future(database.run(put("never")))
        await asyncio.sleep(0)
        after.cancel()
        gate.set()
        await first

    wait(give_up())
    assert wait(database.run(names)) == ["a"]


def test_closing_finishes_what_is_posted(path: Path, database: Database) -> None:
    wait(database.run(put("a")))
    database.post(put("b"))
    database.post(put("c"))
    database.close()
    with closing(sqlite3.connect(path)) as other:
        assert names(other) == ["a", "b", "c"]


def test_what_is_posted_is_in_the_file_once_tidied(path: Path, database: Database) -> None:
    wait(database.condition())
    database.post(put("Mara Quill, 12 Wharf Lane"))
    wait(database.tidy())
    assert b"Wharf Lane" in path.read_bytes()


def test_after_closing_nothing_can_be_posted(database: Database) -> None:
    database.close()
    with pytest.raises(NotStored, match="ending"):
        database.post(put("a"))
