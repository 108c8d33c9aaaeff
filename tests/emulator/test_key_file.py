"""The key of a run ends with it, or with the next run where that one was killed."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from apay_console.emulator import key_file
from tests.patience import PATIENCE_S

KILLED = """
import os, signal, tempfile
from apay_console.emulator import key_file
tempfile.tempdir = {folder!r}
with key_file.kept(b"key"):
    os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def test_a_key_is_there_for_its_person_only_and_as_long_as_it_is_used(folder: Path) -> None:
    with key_file.kept(b"key") as path:
        assert path.read_bytes() == b"key"
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert list(folder.iterdir()) == [path]
    assert list(folder.iterdir()) == []


def test_the_key_of_a_run_that_was_killed_goes_when_the_next_begins(folder: Path) -> None:
    program = [sys.executable, "-c", KILLED.format(folder=str(folder))]
    subprocess.run(program, check=False, timeout=PATIENCE_S)
    [left] = folder.iterdir()
    with key_file.kept(b"other") as path:
        assert list(folder.iterdir()) == [path] != [left]


def test_the_key_of_a_run_that_still_runs_stays(folder: Path) -> None:
    with key_file.kept(b"one") as one, key_file.kept(b"two") as two:
        assert (one.read_bytes(), two.read_bytes()) == (b"one", b"two")


def test_what_only_has_such_a_name_stays(folder: Path) -> None:
    kept = folder / "shop.pem"
    kept.write_bytes(b"the shop's own")
    (folder / "apay-emulator-link.pem").symlink_to(kept)
    (folder / "apay-emulator-folder.pem").mkdir()
    os.mkfifo(folder / "apay-emulator-pipe.pem")
    before = set(folder.iterdir())
    key_file.sweep(folder)
    assert set(folder.iterdir()) == before
    assert kept.read_bytes() == b"the shop's own"


def test_what_belongs_to_somebody_else_stays(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    theirs = folder / "apay-emulator-theirs.pem"
    theirs.write_bytes(b"key")
    monkeypatch.setattr(os, "geteuid", lambda: theirs.stat().st_uid + 1)
    key_file.sweep(folder)
    assert theirs.exists()


def test_a_sweep_between_a_file_and_its_lock_costs_only_another_try(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, made = tempfile.mkstemp, []

    def swept_at_once(**names: str) -> tuple[int, str]:
        found = real(**names)
        made.append(Path(found[1]))
        if len(made) == 1:
            key_file.sweep(folder)
        return found

    monkeypatch.setattr(tempfile, "mkstemp", swept_at_once)
    with key_file.kept(b"key") as path:
        assert [one.exists() for one in made] == [False, True]
        assert path == made[1]
