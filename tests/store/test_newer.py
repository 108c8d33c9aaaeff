"""A newer program's data file is not touched, and what is begun beside it is found again."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from apay_console.errors import NotStored
from apay_console.store import schema
from apay_console.store.database import Database
from apay_console.store.folder import DATA_FILE
from apay_console.store.header import is_newer
from apay_console.store.history import History
from apay_console.store.newer import NewerFile, file_in, own_file
from tests.store.filling import digest, fill
from tests.store.samples import exchange, newest, wait


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A data folder in which a newer program was at work."""
    usual = tmp_path / "data" / DATA_FILE
    fill(usual)
    write_version(usual, schema.MAJOR + 1)
    return usual.parent


def write_version(path: Path, major: int) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA user_version={major << 16 | len(schema.STEPS)}")


def test_p42_what_is_begun_anew_lies_beside_the_newer_file_and_is_used_from_then_on(
    folder: Path,
) -> None:
    before = {one.name: digest(one) for one in folder.iterdir()}
    database = Database(file_in(folder))
    newer, history = NewerFile(database, folder), History(database)
    with pytest.raises(NotStored, match="newer Apay Console"):
        wait(history.add(exchange()))
    assert wait(newer.begin_anew()).path == own_file(folder)
    wait(history.add(exchange()))
    assert newer.refusal() is None
    database.close()
    again = Database(file_in(folder))
    assert len(wait(newest(History(again)))) == 1
    again.close()
    assert {name: digest(folder / name) for name in before} == before
    assert {one.name for one in folder.iterdir()} - before.keys() == {"console-1.sqlite3"}


def test_p42_no_file_of_a_newer_program_has_the_name_of_the_new_one(folder: Path) -> None:
    usual = folder / DATA_FILE
    assert own_file(folder) not in {usual, usual.with_stem(f"console-{schema.MAJOR + 1}")}
    assert not own_file(folder).match(f"{DATA_FILE}*")  # nor one of what belongs to the other


def test_the_usual_file_is_used_where_this_program_can(folder: Path) -> None:
    usual, own = folder / DATA_FILE, own_file(folder)
    assert file_in(folder) == usual
    own.touch()
    assert file_in(folder) == own
    write_version(usual, schema.MAJOR)
    assert file_in(folder) == usual
    usual.unlink()
    assert file_in(folder) == own  # the newer one was moved away


@pytest.mark.parametrize("content", [None, b"", b"SQLite format 3\0", b"\xff" * 200])
def test_what_is_no_data_file_is_not_newer(tmp_path: Path, content: bytes | None) -> None:
    usual = tmp_path / DATA_FILE
    if content is not None:
        usual.write_bytes(content)
    assert not is_newer(usual)
    database = Database(usual)
    assert NewerFile(database, tmp_path).refusal() is None
    assert wait(NewerFile(database, tmp_path).begin_anew()).path == usual  # nothing to go around
    database.close()
