"""Two programs on one data file, and one on a copy of it: nothing is lost, no money moves twice."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from apay_console.model.attempt import SentBefore
from apay_console.model.exchange import Outcome
from apay_console.store.attempts import Attempts
from apay_console.store.database import Database
from apay_console.store.drafts import Drafts
from apay_console.store.history import History
from tests.store.samples import NOW, attempt, exchange, newest, wait

LIKENESS = "POST charges C372743 5.00 USD"


@pytest.fixture
def other(path: Path, database: Database) -> Iterator[Database]:
    """Another program on the same file: its own connection, thread and memory."""
    wait(database.condition())
    opened = Database(path, clock=lambda: NOW)
    yield opened
    opened.close()


def test_of_the_same_money_begun_in_two_programs_at_once_one_is_stopped(
    database: Database, other: Database
) -> None:
    for round_ in range(20):
        likeness = f"{LIKENESS} {round_}"

        def begin(program: Database, number: int, likeness: str = likeness) -> bool:
            try:
                wait(Attempts(program).begin(attempt(number, likeness=likeness)))
            except SentBefore:
                return False
            return True

        with ThreadPoolExecutor(2) as pool:
            pairs = [(database, 2 * round_), (other, 2 * round_ + 1)]
            begun = list(pool.map(lambda pair: begin(*pair), pairs))
        assert sorted(begun) == [False, True]


def test_what_two_programs_store_side_by_side_is_all_there(
    database: Database, other: Database
) -> None:
    def store(program: Database) -> None:
        for _ in range(40):
            wait(History(program).add(exchange()))
        wait(Drafts(program).save(str(id(program)), "typed"))

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(store, [database, other]))
    for program in (database, other):
        assert len(wait(newest(History(program)))) == 80
        assert wait(Drafts(program).load(str(id(database)))) == "typed"
        assert wait(program.condition()).set_aside is None


def test_an_unknown_write_is_unknown_in_the_other_program_too(
    database: Database, other: Database
) -> None:
    wait(Attempts(database).begin(attempt(1, likeness=LIKENESS)))
    wait(Attempts(database).finish("attempt-1", Outcome.UNKNOWN))
    assert [row.id for row in wait(Attempts(other).unfinished())] == ["attempt-1"]
    with pytest.raises(SentBefore):
        wait(Attempts(other).begin(attempt(2, likeness=LIKENESS)))


def test_a_copy_repeats_what_was_under_way_with_its_own_key_and_begins_it_no_second_time(
    path: Path, tmp_path: Path, database: Database
) -> None:
    begun = attempt(1, likeness=LIKENESS)
    wait(Attempts(database).begin(begun))
    wait(database.tidy())
    copied = tmp_path / "copy"
    shutil.copytree(path.parent, copied)
    copy = Database(copied / path.name, clock=lambda: NOW)
    (found,) = wait(Attempts(copy).unfinished())
    same = (begun.idempotency_key, begun.path, begun.body)
    assert (found.idempotency_key, found.path, found.body) == same
    with pytest.raises(SentBefore):
        wait(Attempts(copy).begin(attempt(2, likeness=LIKENESS)))
    copy.close()
    assert len(wait(Attempts(database).unfinished())) == 1
