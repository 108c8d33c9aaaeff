"""What was typed is kept as it was typed, and what it says of buyers for a month."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from apay_console.model.exchange import Outcome
from apay_console.store import drafts as stored
from apay_console.store import schema
from apay_console.store.attempts import Attempts
from apay_console.store.database import Database
from apay_console.store.draft_buyers import draft_without_buyer
from apay_console.store.drafts import Drafts
from apay_console.store.history import History
from apay_console.store.opening import open_file
from apay_console.store.settings import NO_BUYERS, Settings
from tests.store.canary import CANARY, residue
from tests.store.samples import DAY, NOW, attempt, wait

TYPED = json.dumps({"typed": {"merchantMetadata.noteToBuyer": "periwinkle", "tea": "two tins"}})
CLEAN = '{"typed":{"tea":"two tins"}}'


class Clock:
    """Time that goes on when a test says so."""

    now = NOW

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def drafts(database: Database, clock: Clock) -> Drafts:
    return Drafts(database, clock=clock)


def test_p49_a_draft_untouched_for_30_days_forgets_the_buyer_and_keeps_the_rest(
    path: Path, drafts: Drafts, history: History, clock: Clock
) -> None:
    wait(drafts.save("old", TYPED))
    wait(drafts.save("again", TYPED))
    clock.now += DAY
    wait(drafts.save("again", TYPED))  # as the desk does when it is left: nobody typed
    wait(drafts.save("young", TYPED.replace("periwinkle", "mara")))
    wait(history.forget_buyers(NOW + 1))
    assert wait(drafts.load("old")) == wait(drafts.load("again")) == CLEAN
    assert "mara" in (wait(drafts.load("young")) or "")
    assert residue(path) == []
    wait(history.forget_buyers())
    assert wait(drafts.load("young")) == CLEAN


def test_a_draft_that_is_typed_on_is_young_again(
    drafts: Drafts, history: History, clock: Clock
) -> None:
    wait(drafts.save("sale", "{}"))
    clock.now += DAY
    wait(drafts.save("sale", TYPED))
    wait(history.forget_buyers(NOW + 1))
    assert wait(drafts.load("sale")) == TYPED


def test_of_many_drafts_all_forget(
    drafts: Drafts, history: History, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stored, "_BUNCH", 3)
    for number in range(10):
        wait(drafts.save(f"sale-{number}", TYPED))
    wait(history.forget_buyers())
    assert residue(path) == []


def test_a_draft_that_forgot_is_read_no_more_until_somebody_types(
    drafts: Drafts, history: History, monkeypatch: pytest.MonkeyPatch
) -> None:
    def count(text: str) -> str:
        asked.append(text)
        return draft_without_buyer(text)

    asked: list[str] = []
    monkeypatch.setattr(stored, "draft_without_buyer", count)
    wait(drafts.save("sale", TYPED))
    for _ in range(3):
        wait(history.forget_buyers())
    assert asked == [TYPED]
    wait(drafts.save("sale", TYPED))
    wait(history.forget_buyers())
    assert asked == [TYPED, TYPED]
    assert wait(drafts.load("sale")) == CLEAN


def test_p49_who_wants_no_buyers_stored_has_none_in_a_draft(
    path: Path, database: Database, drafts: Drafts
) -> None:
    wait(Settings(database).put(NO_BUYERS, value=True))
    wait(drafts.save("sale", TYPED))
    assert wait(drafts.load("sale")) == CLEAN
    assert residue(path) == []


def test_p49_a_copy_keeps_of_drafts_only_what_the_file_does(
    path: Path, database: Database, drafts: Drafts, history: History, clock: Clock
) -> None:
    for sale in ("old", "gone", "young"):
        wait(drafts.save(sale, TYPED.replace("two tins", sale)))
    copies = [
        path.with_name(f"console.db.{kind}") for kind in ("daily-20250101", "before-20250601T0Z")
    ]
    open_file(copies[1], NOW, steps=schema.STEPS[:6]).connection.close()
    wait(database.tidy())
    copies[0].write_bytes(path.read_bytes())
    with (
        closing(sqlite3.connect(copies[1])) as older,
        closing(sqlite3.connect(path)) as file,
        older,
    ):
        rows = file.execute("SELECT sale_id, text FROM drafts").fetchall()
        older.executemany("INSERT INTO drafts VALUES (?, ?)", rows)
    wait(drafts.drop("gone"))
    clock.now += DAY
    wait(drafts.save("young", TYPED))
    wait(history.forget_buyers(NOW - 20 * DAY))
    for copy in copies:
        assert names_buyer(copy) == ["old", "young"]
    wait(history.forget_buyers(NOW + 1))
    assert [names_buyer(copy) for copy in copies if copy.exists()] == [["young"]]


def names_buyer(copy: Path) -> list[str]:
    with closing(sqlite3.connect(copy)) as connection:
        rows = connection.execute("SELECT sale_id, text FROM drafts ORDER BY sale_id")
        return [sale for sale, text in rows if CANARY in text]


@pytest.mark.parametrize("text", [b"\xff\xfeperiwinkle", "periwinkle"])
def test_a_damaged_draft_stops_no_other_from_forgetting(
    path: Path, database: Database, drafts: Drafts, history: History, text: bytes | str
) -> None:
    wait(drafts.save("b", TYPED))
    put = "INSERT INTO drafts VALUES (?, ?, 1)"
    wait(database.run(lambda c: c.execute(put, ("a", text))))
    wait(history.forget_buyers())
    assert wait(drafts.load("b")) == CLEAN


def test_p16_what_may_have_to_be_sent_again_keeps_its_body_until_its_fate_is_known(
    path: Path, database: Database, history: History
) -> None:
    """Amazon tells what became of a request by the same key with the same bytes, however late."""
    attempts = Attempts(database)
    wait(attempts.begin(attempt(body=b'{"noteToBuyer": "periwinkle"}')))
    wait(attempts.finish("attempt-1", Outcome.UNKNOWN))
    wait(history.forget_buyers(NOW + 90 * DAY))
    [waiting] = wait(attempts.unfinished())
    assert CANARY in waiting.body
    wait(attempts.finish("attempt-1", Outcome.APPLIED))
    wait(history.forget_buyers(NOW + 90 * DAY))
    assert residue(path) == []
