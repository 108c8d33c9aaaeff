"""The data of every earlier version opens, and kill -9 never leaves it between two versions."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterable
from contextlib import closing
from pathlib import Path

import pytest

from apay_console.model.attempt import Attempt
from apay_console.model.past import Wanted
from apay_console.store import schema
from apay_console.store.attempts import Attempts
from apay_console.store.database import Database
from apay_console.store.drafts import Drafts
from apay_console.store.history import History
from apay_console.store.profiles import Profiles
from apay_console.store.records import Records
from apay_console.store.sales import Sales
from apay_console.store.settings import Settings
from tests.store import old_files
from tests.store.samples import NOW, wait

EARLIER = range(1, len(schema.STEPS))
KILLS = 20
# Counts tens of steps of SQLite's machine while a file of the first schema is brought up to date;
# then does so again and again, and is killed at another step each time.
KILLED = f"""
import os, sys
from pathlib import Path
from apay_console.store import opening
from tests.store import old_files

folder, count, connect = Path(sys.argv[1]), 0, opening.connect

def migrate(number, killed_at):
    def step():
        global count
        count += 1
        if count == killed_at:
            os.kill(os.getpid(), 9)
        return 0

    def watched(path):
        made = connect(path)
        made.set_progress_handler(step, 10)
        return made

    opening.connect = watched
    path = folder / str(number) / "console.db"
    old_files.unpack(1, path)
    opening.open_file(path, 0.0).connection.close()

migrate("whole", 0)
whole, count = count, 0
for number in range({KILLS}):
    if not (child := os.fork()):
        migrate(number, 1 + whole * number // {KILLS})
        os._exit(0)
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
"""


@pytest.fixture
def figure(record_property: Callable[[str, object], None]) -> Callable[[str], None]:
    return lambda text: record_property("figure", text)


@pytest.mark.parametrize("steps", EARLIER)
def test_p45_the_data_of_an_earlier_version_is_all_there(path: Path, steps: int) -> None:
    old_files.unpack(steps, path)
    database = Database(path, clock=lambda: NOW)
    row = old_files.ROWS["attempts"]
    assert wait(Attempts(database).unfinished()) == [Attempt(**row)]
    assert [one.name for one in wait(Profiles(database).all())] == ["Tea shöp"]
    assert [one.session_id for one in wait(Sales(database).all())] == [""]
    assert wait(Sales(database).of_session("3f0c")) is not None
    assert wait(Drafts(database).load("s")) == "typed"
    assert wait(Settings(database).get("theme", "")) == "dark"
    assert wait(Records(database).all()) == [("session", "3f0c", "{}")]
    wanted = Wanted(words="periwinkle tins", is_live=True if steps < 3 else None)
    assert wait(History(database).count(wanted)) == 1
    found = wait(History(database).get(1))
    assert found is not None
    assert found.answered is not None
    assert found.answered.body == b'{"note":"two tins"}'
    database.close()
    (copy,) = path.parent.glob("*.before-*")
    assert schema_of(copy) == fresh(steps)


def test_p45_every_earlier_schema_has_its_file(figure: Callable[[str], None]) -> None:
    assert [old_files.file_of(steps).exists() for steps in EARLIER] == [True] * len(EARLIER)
    figure(f"{len(EARLIER)} schemas")


@pytest.mark.skipif(os.name != "posix", reason="Windows has no kill -9")
def test_f46_a_migration_that_is_killed_leaves_the_old_or_the_new(
    tmp_path: Path, figure: Callable[[str], None]
) -> None:
    ran = subprocess.run(
        [sys.executable, "-c", KILLED, str(tmp_path)], check=True, capture_output=True, text=True
    )
    assert ran.stdout.split() == ["-9"] * KILLS
    done = [left_by_a_kill(tmp_path / str(number) / "console.db") for number in range(KILLS)]
    assert min(done) == 1
    assert len(set(done)) > 2  # it met the steps, not only what comes before
    figure(f"{KILLS} kills, 0 between")


def left_by_a_kill(path: Path) -> int:
    """Hold a file against what its version says, and open it; tell the version."""
    with closing(sqlite3.connect(path)) as connection:
        steps = schema.steps_done(connection)
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert schema_of(path) == fresh(steps)
    database = Database(path, clock=lambda: NOW)
    assert wait(database.condition()).set_aside is None
    assert wait(Drafts(database).load("s")) == "typed"
    database.close()
    return steps


def schema_of(path: Path) -> set[str]:
    with closing(sqlite3.connect(path)) as connection:
        return statements(connection)


def fresh(steps: int) -> set[str]:
    """The schema as a new file of that version has it."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        schema.migrate(connection, schema.STEPS[:steps])
        return statements(connection)


def statements(connection: sqlite3.Connection) -> set[str]:
    rows: Iterable[tuple[str | None]] = connection.execute("SELECT sql FROM sqlite_schema")
    return {sql for (sql,) in rows if sql}
