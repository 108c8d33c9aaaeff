from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from apay_console.model.exchange import Outcome, Sent
from apay_console.model.past import EVERYTHING, Wanted
from apay_console.store import deleting, schema
from apay_console.store.attempts import Attempts
from apay_console.store.database import Database
from apay_console.store.history import History
from apay_console.store.opening import open_file
from tests.store.canary import CANARY, residue, secret
from tests.store.samples import DAY, NOW, attempt, exchange, wait

OLD_ROW = """INSERT INTO exchanges VALUES (NULL, 'sale', 's', 'p', 'get_session', 'v2', 'GET', ?,
200, 'APPLIED', ?, 1.0, '', 'null', 0)"""
OLD_WIRE = "INSERT INTO wires VALUES (1, '[]', x'', '[]', ?, '[]', '', '')"


@pytest.mark.parametrize("way", ["delete", "purge", "note"])
def test_p47_what_was_deleted_is_in_no_file(path: Path, history: History, way: str) -> None:
    """The index is filled before and after, so that its words lie in several of its parts."""
    for number in range(40):
        wait(history.add(exchange(sale_id=f"before-{number}", started_at=NOW + DAY)))
    gone = wait(history.add(secret() if way != "note" else exchange()))
    wait(history.note(gone.id, "periwinkle"))
    for number in range(40):
        wait(history.add(exchange(sale_id=f"after-{number}", started_at=NOW + DAY)))
    assert residue(path)
    if way == "purge":
        assert wait(history.purge(NOW + 1)) == 1
    elif way == "delete":
        assert wait(history.delete([gone.id])) == 1
    else:
        wait(history.note(gone.id, ""))
        assert wait(history.forget_buyers(0)) == 0
    assert residue(path) == []
    assert wait(history.count(Wanted(words="after"))) == 40


@pytest.mark.parametrize("way", ["delete", "purge"])
def test_of_many_bunches_each_is_counted_and_leaves_the_copies(
    database: Database,
    history: History,
    path: Path,
    monkeypatch: pytest.MonkeyPatch,
    way: str,
) -> None:
    old = [exchange(trace=(), started_at=NOW - DAY) for _ in range(deleting.BUNCH)]
    stored = wait(history.add_all([*old, secret(started_at=NOW - DAY), exchange()]))
    wait(database.tidy())
    copy = path.with_name("console.db.daily-20250101")
    with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(copy)) as target:
        source.backup(target)
    monkeypatch.setattr(deleting, "BUNCH", 200)
    numbers = [one.id for one in stored[:-1]]
    work = history.purge(NOW) if way == "purge" else history.delete(numbers)
    assert wait(work) == len(numbers)
    with closing(sqlite3.connect(copy)) as kept:
        for query in ("SELECT count(*) FROM exchanges", "SELECT count(*) FROM wires"):
            assert kept.execute(query).fetchone() == (1,)


def test_a_forgotten_buyer_is_found_no_more(history: History, path: Path) -> None:
    note = b'{"merchantMetadata":{"noteToBuyer":"Dear Mara Quill"}}'
    wait(history.add(exchange(sent=Sent("PATCH", "https://x/", (), note))))
    assert wait(history.count(Wanted(words="mara quill"))) == 1
    wait(history.forget_buyers(NOW + 1))
    assert wait(history.count(Wanted(words="mara"))) == 0
    assert wait(history.count(Wanted(words="19.99"))) == 1
    assert not [file for file in path.parent.iterdir() if b"mara" in file.read_bytes().lower()]


def test_pinned_exchanges_outlive_a_purge(history: History) -> None:
    wait(history.add_all([exchange(), exchange(), exchange(started_at=NOW + DAY)]))
    wait(history.pin(2, True))
    assert wait(history.purge(NOW + 1)) == 1
    assert [line.id for line in wait(history.lines(EVERYTHING, 0, 9))] == [3, 2]
    wait(history.pin(2, False))
    assert wait(history.purge(NOW + 1)) == 1


@pytest.mark.parametrize("is_finished", [False, True], ids=["under way", "unknown"])
def test_an_exchange_whose_outcome_is_open_cannot_be_deleted(
    database: Database, history: History, is_finished: bool
) -> None:
    attempts = Attempts(database)
    wait(attempts.begin(attempt()))
    if is_finished:
        wait(attempts.finish("attempt-1", Outcome.UNKNOWN))
    wait(history.add(exchange(operation="complete_session", outcome=Outcome.UNKNOWN)))
    assert wait(history.delete([1])) == 0
    assert wait(history.purge(NOW + DAY)) == 0
    wait(attempts.finish("attempt-1", Outcome.APPLIED))
    assert wait(history.delete([1])) == 1


@pytest.mark.parametrize(
    "values", [{"sale_id": "other"}, {"operation": "get_session"}, {"outcome": Outcome.REJECTED}]
)
def test_only_what_an_open_attempt_is_about_has_to_stay(
    database: Database, history: History, values: dict[str, object]
) -> None:
    wait(Attempts(database).begin(attempt()))
    about = {"operation": "complete_session", "outcome": Outcome.UNKNOWN}
    wait(history.add(exchange(**{**about, **values})))
    assert wait(history.delete([1])) == 1


def test_a_purge_leaves_what_began_at_that_very_moment(history: History) -> None:
    wait(history.add(exchange()))
    assert wait(history.purge(NOW)) == 0
    assert wait(history.forget_buyers(NOW)) == 0


def test_an_answered_attempt_keeps_no_body(
    database: Database, history: History, path: Path
) -> None:
    wait(Attempts(database).begin(attempt(body=CANARY)))
    wait(history.add(exchange(), settled="attempt-1"))
    wait(database.tidy())
    assert residue(path) == []


def test_an_older_file_can_be_searched_and_its_copy_loses_what_is_deleted(path: Path) -> None:
    open_file(path, NOW, steps=schema.STEPS[:2]).connection.close()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(OLD_ROW, ["https://x/live/v2/periwinkle", NOW])
        connection.execute(OLD_WIRE, [b'{"note":"two tins"}'])
        connection.commit()
    database = Database(path, clock=lambda: NOW)
    history = History(database)
    wanted = Wanted(words="periwinkle tins", is_live=True)
    assert [line.id for line in wait(history.lines(wanted, 0, 9))] == [1]
    storage = wait(history.storage())
    assert (storage.exchanges, storage.oldest, storage.wire_bytes) == (1, NOW, 25)
    assert len(residue(path)) > 1
    assert wait(history.delete([1])) == 1
    assert residue(path) == []
    assert list(path.parent.glob("*.before-*"))
    database.close()


def test_what_somebody_else_changed_in_the_file_can_be_deleted_too(
    database: Database, history: History
) -> None:
    wait(history.add_all([exchange(), secret(), exchange()]))
    change = "UPDATE wires SET sent_body = ?, sent_headers = ? WHERE exchange_id = 2"
    other = [b"", '[["a","other"]]']
    wait(database.run(lambda connection: connection.execute(change, other) and None))
    assert wait(history.delete([2])) == 1
    assert wait(history.get(2)) is None
    assert wait(history.count(Wanted(words="quill"))) == 2
    assert wait(history.count(Wanted(words="other"))) == 0


def test_a_copy_keeps_only_the_bodies_that_may_have_to_be_sent_again(
    database: Database, path: Path, history: History
) -> None:
    attempts, copy = Attempts(database), path.with_name("console.db.daily-20250101")
    for number in (1, 2, 3):
        wait(attempts.begin(attempt(number, body=b"tea %d" % number)))
    wait(history.add_all([exchange(started_at=NOW - DAY), exchange()]))
    wait(database.tidy())
    with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(copy)) as target:
        source.backup(target)
    wait(attempts.finish("attempt-2", Outcome.UNKNOWN))
    wait(attempts.finish("attempt-3", Outcome.APPLIED))
    assert wait(history.forget_buyers(NOW)) == 1
    with closing(sqlite3.connect(copy)) as kept:
        bodies = [row[0] for row in kept.execute("SELECT body FROM attempts ORDER BY id")]
        assert bodies == [b"tea 1", b"tea 2", b""]
        wires = [row[0] for row in kept.execute("SELECT answered_body FROM wires ORDER BY 1")]
        assert [b"Mara" in body for body in wires] == [False, True]


def test_p47_a_copy_that_cannot_be_changed_goes(path: Path, history: History) -> None:
    wait(history.add(exchange()))
    copy = path.with_name("console.db.daily-20250101")
    for end in ("", "-wal", "-shm"):
        copy.with_name(copy.name + end).write_bytes(CANARY * 100)
    wait(history.delete([1]))
    assert not copy.exists()
    assert residue(path) == []


def test_the_storage_counts_what_is_there(history: History, path: Path) -> None:
    wait(history.add_all([exchange(), exchange(started_at=NOW - DAY)]))
    before = wait(history.storage())
    assert (before.exchanges, before.oldest) == (2, NOW - DAY)
    assert before.file_bytes == sum(one.stat().st_size for one in path.parent.glob("console.db*"))
    wait(history.delete([2]))
    after = wait(history.storage())
    assert (after.exchanges, after.oldest) == (1, NOW)
    assert after.wire_bytes * 2 == before.wire_bytes > 200
