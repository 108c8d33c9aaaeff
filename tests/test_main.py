"""The program as it is started: once for each folder, and ended in good order."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from tests.patience import PATIENCE_S, until

PROGRAM = [sys.executable, "-m", "apay_console"]
RAISED = b"This plugin does not support raise()\n"  # it came forward, as far as it can


@contextmanager
def started(home: Path, said: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Run the program; it is gone afterwards, even where the test failed."""
    kept = {"HOME": str(home), "XDG_DATA_HOME": str(home / "data"), "QT_QPA_PLATFORM": "offscreen"}
    with said.open("wb") as stderr:
        program = subprocess.Popen(PROGRAM, env=os.environ | kept, stderr=stderr)
    try:
        yield program
    finally:
        program.kill()
        program.wait()


def has_a_sale(home: Path) -> bool:
    file = home / "data" / "apay-console" / "console.sqlite3"
    if not file.exists():
        return False
    with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as connection:
        tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
        return "exchanges" in tables and bool(
            connection.execute("SELECT count(*) FROM exchanges").fetchone()[0]
        )


@pytest.fixture
def home() -> Iterator[Path]:
    """A home with a short path: the name of a socket in it has 107 bytes at the most."""
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")
@pytest.mark.parametrize("name", [signal.SIGTERM, signal.SIGINT])
def test_it_runs_once_for_a_folder_and_ends_in_good_order_when_told_to(name, home):
    of_first, of_second = home / "first.log", home / "second.log"
    with started(home, of_first) as first:
        until(lambda: has_a_sale(home))
        with started(home, of_second) as second:
            assert second.wait(PATIENCE_S) == 0
        assert of_second.read_bytes() == b""
        until(lambda: of_first.read_bytes() == RAISED)
        assert first.poll() is None
        first.send_signal(name)
        assert first.wait(PATIENCE_S) == 0
    assert of_first.read_bytes() == RAISED
    assert not list((home / "data" / "apay-console").glob("*-wal"))  # closed, not cut short
