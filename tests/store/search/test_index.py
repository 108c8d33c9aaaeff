"""The index of words keeps in step with the rows, whoever changed them."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from apay_console.model.past import Wanted
from apay_console.store.database import Database
from apay_console.store.history import History
from tests.store.canary import residue, secret
from tests.store.samples import NOW, exchange, wait

CHANGES = [
    "UPDATE wires SET sent_body = x'' WHERE exchange_id = 2",
    "UPDATE exchanges SET note = '' WHERE id = 2",
    "DELETE FROM wires WHERE exchange_id = 2",
    "DELETE FROM exchanges WHERE id = 2; DELETE FROM wires WHERE exchange_id = 2",
]


@pytest.mark.parametrize("is_running", [True, False])
@pytest.mark.parametrize("change", CHANGES)
def test_p47_what_another_program_changed_or_took_out_leaves_no_word_behind(
    path: Path, history: History, database: Database, change: str, is_running: bool
) -> None:
    noted = change.startswith("UPDATE exchanges")
    wait(history.add_all([exchange(), exchange() if noted else secret(), exchange()]))
    if noted:
        wait(history.note(2, "periwinkle"))
    if not is_running:
        database.close()
    with closing(sqlite3.connect(path)) as other:
        other.executescript(f"PRAGMA secure_delete=ON; {change}")
    after = database if is_running else Database(path, clock=lambda: NOW)
    wait(History(after).delete([1, 2]))
    assert residue(path) == []
    assert wait(History(after).count(Wanted(words="quill"))) == 1
    after.close()


def test_the_index_is_made_anew_for_changes_of_others_alone(
    database: Database, history: History, monkeypatch: pytest.MonkeyPatch
) -> None:
    wait(history.add_all([secret(), exchange(), exchange()]))
    monkeypatch.setattr("apay_console.store.search.index._fill", None)
    wait(history.note(2, "looked at"))
    wait(history.pin(2, True))
    wait(history.delete([1]))
    assert wait(history.forget_buyers(NOW + 1)) == 2
    wait(history.delete([3]))


def test_p47_words_that_were_deleted_leave_the_index_of_a_copy_too(
    database: Database, path: Path, history: History
) -> None:
    copy = path.with_name("console.db.daily-20250101")
    wait(history.add_all([exchange(), secret()]))
    wait(database.tidy())
    with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(copy)) as target:
        source.backup(target)
    assert len(residue(path)) == 2
    assert wait(history.delete([2])) == 1
    assert residue(path) == []
    assert copy.exists()
