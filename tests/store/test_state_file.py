"""The file of a stand-alone emulator: its owner's alone, one writer, whole after each commit."""

from __future__ import annotations

import json
import signal
import sqlite3
import stat
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from apay_console.errors import NotStored
from apay_console.store.state_file import StateFile
from tests.patience import PATIENCE_S

WRITER = """
import os, sys
from pathlib import Path
from apay_console.store.state_file import StateFile
file = StateFile(Path(sys.argv[1]))
file.keep("session", "1", "kept")
file.commit()
file.keep("session", "1", "half")
file.keep("session", "2", "half")
print("ready", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "shop.state"


def keep(path: Path, *rows: tuple[str, str, str | None]) -> None:
    with closing(StateFile(path)) as file:
        for row in rows:
            file.keep(*row)
        file.commit()


def rows_of(path: Path) -> list[tuple[str, str, str]]:
    with closing(StateFile(path)) as file:
        return file.rows()


def test_rows_come_back_in_the_order_in_which_they_first_came(path: Path) -> None:
    keep(path, ("session", "b", "1"), ("charge", "a", "2"), ("session", "a", "3"))
    keep(path, ("session", "b", "\u00e4 4"), ("charge", "a", None))
    assert rows_of(path) == [("session", "b", "\u00e4 4"), ("session", "a", "3")]


def test_what_was_not_committed_does_not_count(path: Path) -> None:
    keep(path, ("session", "a", "1"))
    with closing(StateFile(path)) as file:
        file.keep("session", "a", "2")
    assert rows_of(path) == [("session", "a", "1")]


def test_a_program_that_is_killed_leaves_its_last_commit(path: Path) -> None:
    command = [sys.executable, "-c", WRITER, str(path)]
    root = Path(__file__).parents[2]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=root
    ) as writer:
        assert writer.stdout
        assert writer.stdout.readline() == b"ready\n"
        writer.kill()
        assert writer.wait(PATIENCE_S) == -signal.SIGKILL
    assert rows_of(path) == [("session", "1", "kept")]


def test_only_its_owner_can_read_it(path: Path) -> None:
    with closing(StateFile(path)) as file:
        file.keep("session", "a", "1")
        file.commit()
        modes = {stat.S_IMODE(part.stat().st_mode) for part in path.parent.iterdir()}
    assert modes == {0o600}
    path.chmod(0o644)
    rows_of(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_its_folder_is_left_alone(path: Path) -> None:
    path.parent.chmod(0o755)
    keep(path, ("session", "a", "1"))
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o755
    assert [part.name for part in path.parent.iterdir()] == [path.name]


def test_a_second_emulator_is_told_at_its_start(path: Path) -> None:
    with closing(StateFile(path)), pytest.raises(NotStored, match="Another program holds"):
        StateFile(path)


@pytest.mark.parametrize("content", [b"{}", b"x" * 5000, b"SQLite format 3\0" + b"\0" * 5000])
def test_b111_another_file_is_refused_and_left_as_it_is(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    with pytest.raises(NotStored, match="no state of an emulator"):
        StateFile(path)
    assert path.read_bytes() == content
    assert [part.name for part in path.parent.iterdir()] == [path.name]


@pytest.mark.parametrize("place", [44, 4096])
def test_a_file_with_a_hole_is_set_aside_as_it_is(path: Path, place: int) -> None:
    """The one is in the header, where the form of the file is said; the other takes a table."""
    keep(path, *[("session", str(number), "x" * 100) for number in range(200)])
    content = bytearray(path.read_bytes())
    hole = bytes([238] * 4) if place < 100 else bytes(512)
    content[place : place + len(hole)] = hole
    path.write_bytes(content)
    assert aside_of(path).read_bytes() == content


def aside_of(path: Path) -> Path:
    """Open a file that cannot be believed: an empty one begins, and one sentence says so."""
    with closing(StateFile(path)) as file:
        assert file.rows() == []
        file.keep("session", "new", "{}")
        file.commit()
        (aside,) = [part for part in path.parent.iterdir() if ".broken-" in part.name]
        assert str(file.set_aside) == (
            f"{path} holds what no emulator wrote. It was kept as {aside.name}, and an empty "
            "state begins."
        )
    assert rows_of(path) == [("session", "new", "{}")]
    return aside


HOSTILE = {
    "a trigger": "CREATE TRIGGER t AFTER INSERT ON records BEGIN"
    " INSERT INTO records (kind, id, text) VALUES ('x', random(), zeroblob(99)); END",
    "an endless view": "DROP TABLE records; CREATE VIEW records AS"
    " WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)"
    " SELECT i AS number, 'session' AS kind, i AS id, x'7b7d' AS text FROM n",
    "a view of nothing but noughts": "DROP TABLE records; CREATE VIEW records AS"
    " SELECT 1 AS number, 'session' AS kind, '1' AS id, zeroblob(900000000) AS text",
    "a virtual table": "DROP TABLE records;"
    " CREATE VIRTUAL TABLE records USING fts5(number, kind, id, text)",
    "one table more": "CREATE TABLE more (a)",
    "an index more": "CREATE INDEX more ON records (abs(id))",
    "a computed column": "DROP TABLE records; CREATE TABLE records (number INTEGER PRIMARY KEY,"
    " kind TEXT, id TEXT, text AS (zeroblob(900000000)))",
    "a table without a rule": "DROP TABLE records;"
    " CREATE TABLE records (number INTEGER PRIMARY KEY, kind, id, text)",
    "a kind that is a number": "UPDATE records SET kind = x'31'",
    "a text that is none": "UPDATE records SET text = x'ff'",
    "a text that is a number": "UPDATE records SET text = 5",
    "a text beyond all bounds": "UPDATE records SET text = zeroblob(40000000)",
}


@pytest.mark.parametrize("statements", HOSTILE.values(), ids=HOSTILE)
def test_a_file_that_no_emulator_wrote_is_set_aside(path: Path, statements: str) -> None:
    keep(path, ("session", "a", "{}"))
    with closing(sqlite3.connect(path)) as other, other:
        other.executescript(statements)
    with closing(sqlite3.connect(aside_of(path))) as other:
        assert other.execute("SELECT count(*) FROM sqlite_schema").fetchone() > (0,)


def test_what_is_set_aside_is_never_overwritten(path: Path) -> None:
    for _ in range(2):
        keep(path, ("session", "a", "{}"))
        with closing(sqlite3.connect(path)) as other, other:
            other.execute("CREATE TABLE more (a)")
        with closing(StateFile(path, lambda: 0.0)):
            pass
    assert len([part for part in path.parent.iterdir() if ".broken-" in part.name]) == 2


def test_the_consoles_own_file_is_not_taken_for_one(path: Path) -> None:
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE records (kind, id, text)")
    before = path.read_bytes()
    with pytest.raises(NotStored, match="no state of an emulator"):
        StateFile(path)
    assert path.read_bytes() == before


def test_a_link_or_a_folder_that_is_not_there_is_refused(path: Path) -> None:
    (path.parent / "real").write_bytes(b"")
    path.symlink_to(path.parent / "real")
    with pytest.raises(NotStored, match="is a link"):
        StateFile(path)
    with pytest.raises(NotStored, match="cannot be opened"):
        StateFile(path.parent / "nowhere" / "shop.state")


def test_an_empty_file_is_a_new_one(path: Path) -> None:
    path.touch()
    keep(path, ("clock", "clock", json.dumps({"ahead": 5})))
    assert rows_of(path) == [("clock", "clock", '{"ahead": 5}')]


def test_what_a_full_disk_did_not_take_is_not_kept_for_later(path: Path) -> None:
    with closing(StateFile(path)) as file:
        file.keep("session", "a", "{}")
        file.commit()
        fill_disk(file)
        file.keep("session", "b", "x" * 100_000)
        with pytest.raises(NotStored, match="The disk is full"):
            file.commit()
        assert file.rows() == [("session", "a", "{}")]
        file.commit()
    assert rows_of(path) == [("session", "a", "{}")]


def fill_disk(file: StateFile) -> None:
    pages = file._connection.execute("PRAGMA page_count").fetchone()[0]
    file._connection.execute(f"PRAGMA max_page_count={pages}")
