"""The program in places that are not as they should be, and what it leaves in its own."""

from __future__ import annotations

import stat
import sys
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.patience import PATIENCE_S, until
from tests.real_program import RAISED, data_of, ended, has_a_sale, home, started

__all__ = ["home"]
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")
STARTS = 20


def open_to_others(folder: Path) -> list[str]:
    """What `find FOLDER -perm /077` finds."""
    found = [folder, *folder.rglob("*")]
    return [str(path) for path in found if stat.S_IMODE(path.lstat().st_mode) & 0o077]


def test_p38_of_many_starts_at_once_one_opens_a_window(
    home: Path, record_property: Callable[[str, object], None]
) -> None:
    with ExitStack() as stack:
        programs = [
            stack.enter_context(started(home, home / f"{number}.log")) for number in range(STARTS)
        ]

        def running() -> list[object]:
            return [program for program in programs if program.poll() is None]

        until(lambda: len(running()) == 1 and has_a_sale(home))
        ended = [program.returncode for program in programs if program.poll() is not None]
        assert ended == [0] * (STARTS - 1)
        assert len(running()) == 1
    record_property("figure", f"{STARTS} starts, 1 window")


@pytest.mark.parametrize("umask", [0o000, 0o022])
def test_p48_nothing_of_it_is_open_to_others_whatever_the_session_allows(
    home: Path, umask: int, record_property: Callable[[str, object], None]
) -> None:
    kept = {name: str(home / name) for name in ("state", "cache", "config")}
    places = {f"XDG_{name.upper()}_HOME": place for name, place in kept.items()}
    with started(home, home / "said.log", umask, **places) as program:
        until(lambda: has_a_sale(home))
        until((data_of(home) / "window").exists)
        assert open_to_others(data_of(home)) == []
        assert ended(home, program, home / "said.log", **places) == 0
    found = [path for path in home.iterdir() if path.suffix != ".log"]
    assert [path for folder in found for path in open_to_others(folder)] == []
    assert (data_of(home) / "window.ini").exists()
    record_property("figure", f"0 files with umask {umask:03o}")


def runs_and_ends(home: Path, **environ: str) -> None:
    with started(home, home / "first.log", **environ) as first:
        until(lambda: has_a_sale(home))
        assert ended(home, first, home / "first.log", **environ) == 0


def test_f48_without_a_folder_for_temporary_files_it_runs(home: Path) -> None:
    runs_and_ends(home, TMPDIR=str(home / "gone"))


@pytest.mark.parametrize("way", ["a file", "closed"])
def test_f49_where_the_logs_folder_cannot_be_written_it_runs(home: Path, way: str) -> None:
    state = home / "state"
    if way == "a file":
        state.write_text("in the way")
    else:
        state.mkdir(0o500)
    runs_and_ends(home, XDG_STATE_HOME=str(state))


def test_f66_a_start_whose_data_folder_has_a_long_path_raises_the_first(home: Path) -> None:
    (home / "run").mkdir(0o700)
    data = home / ("a data folder with a long name" * 4)
    places = {"XDG_RUNTIME_DIR": str(home / "run"), "XDG_DATA_HOME": str(data)}
    with started(home, home / "first.log", **places) as first:
        until(lambda: list((home / "run").glob("apay-console-*")))
        with started(home, home / "second.log", **places) as second:
            assert second.wait(PATIENCE_S) == 0
        until(lambda: (home / "first.log").read_bytes() == RAISED)
        assert first.poll() is None
