from __future__ import annotations

import os
import stat
from contextlib import closing
from pathlib import Path

import pytest

from apay_console.errors import NotStored
from apay_console.store import folder, schema
from apay_console.store.database import Database
from apay_console.store.history import History
from apay_console.store.opening import open_file
from tests.store.filling import fill
from tests.store.samples import DAY, NOW, exchange, wait

LATER = (*schema.STEPS, "CREATE TABLE later (x)")


@pytest.mark.skipif(os.name != "posix", reason="Windows has no such owner")
def test_what_belongs_to_another_user_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "console.db"
    file.touch()
    monkeypatch.setattr(os, "geteuid", lambda: file.stat().st_uid + 1)
    with pytest.raises(NotStored, match="belongs to another user"):
        folder.make_private(tmp_path)
    with pytest.raises(NotStored, match="belongs to another user"):
        folder.check_file(file)


def test_a_file_is_only_filled_when_something_is_in_it(tmp_path: Path) -> None:
    file = tmp_path / "console.db-wal"
    assert not folder.is_filled(file)
    file.touch()
    assert not folder.is_filled(file)
    file.write_bytes(b"x")
    assert folder.is_filled(file)


def test_a_moment_sorts_by_its_name() -> None:
    assert folder.stamp(0) == "19700101T000000Z"
    assert folder.stamp(1_749_543_312) < folder.stamp(1_749_543_313)


@pytest.mark.skipif(os.name != "posix", reason="Windows has no such bits")
@pytest.mark.parametrize("umask", [0o000, 0o022])
def test_p48_nobody_else_can_read_any_of_it(path: Path, umask: int) -> None:
    before = os.umask(umask)
    try:
        fill(path)
        path.write_bytes(b"damaged")
        path.chmod(0o600)
        database = Database(path, clock=lambda: NOW + 2 * DAY)
        wait(History(database).add(exchange()))
        with closing(open_file(path.with_name("other.db"), NOW).connection):
            pass
        open_file(path.with_name("other.db"), NOW, steps=LATER).connection.close()
        found = {file.name: stat.S_IMODE(file.stat().st_mode) for file in path.parent.iterdir()}
        database.close()
    finally:
        os.umask(before)
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert {"console.db", "console.db-wal", "console.db-shm"} <= found.keys()
    assert {name: oct(mode) for name, mode in found.items() if mode & 0o077} == {}


@pytest.mark.skipif(os.name != "posix", reason="Windows has no such bits")
def test_files_that_others_could_read_are_closed_to_them(path: Path) -> None:
    fill(path)
    path.chmod(0o644)
    path.parent.chmod(0o755)
    database = Database(path)
    wait(database.condition())
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    database.close()


@pytest.mark.skipif(os.name != "posix", reason="Windows has no such bits")
def test_a_folder_that_others_could_have_filled_is_refused(path: Path) -> None:
    path.parent.mkdir()
    path.parent.chmod(0o777)
    database = Database(path)
    with pytest.raises(NotStored, match="Others can write"):
        wait(database.condition())
    database.close()


@pytest.mark.skipif(os.name != "posix", reason="links need rights on Windows")
@pytest.mark.parametrize("target_exists", [True, False])
def test_a_link_is_refused(path: Path, tmp_path: Path, target_exists: bool) -> None:
    path.parent.mkdir(mode=0o700)
    target = tmp_path / "elsewhere"
    if target_exists:
        target.write_text("theirs")
    path.symlink_to(target)
    database = Database(path)
    with pytest.raises(NotStored, match="is a link"):
        wait(database.condition())
    database.close()
    assert path.is_symlink()
    assert target.exists() == target_exists


def test_a_folder_in_the_files_place_is_refused(path: Path) -> None:
    path.mkdir(parents=True, mode=0o700)
    path.parent.chmod(0o700)
    database = Database(path)
    with pytest.raises(NotStored, match="is not a file"):
        wait(database.condition())
    database.close()
