"""The program in a process of its own, in a home of its own."""

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
def started(
    home: Path, said: Path, umask: int = -1, **environ: str
) -> Iterator[subprocess.Popen[bytes]]:
    """Run the program; it is gone afterwards, even where the test failed."""
    kept = {"HOME": str(home), "XDG_DATA_HOME": str(home / "data"), "QT_QPA_PLATFORM": "offscreen"}
    with said.open("wb") as stderr:
        program = subprocess.Popen(
            PROGRAM, env=os.environ | kept | environ, stderr=stderr, umask=umask
        )
    try:
        yield program
    finally:
        program.kill()
        program.wait()


def data_of(home: Path) -> Path:
    return home / "data" / "apay-console"


def has_a_sale(home: Path) -> bool:
    file = data_of(home) / "console.sqlite3"
    if not file.exists():
        return False
    with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as connection:
        tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
        return "exchanges" in tables and bool(
            connection.execute("SELECT count(*) FROM exchanges").fetchone()[0]
        )


def ended(home: Path, program: subprocess.Popen[bytes], said: Path, **environ: str) -> int:
    """Start it once more until it was raised by that, and then end it; its exit code."""

    def is_raised() -> bool:
        with started(home, home / "another.log", **environ) as another:
            assert another.wait(PATIENCE_S) == 0
        return RAISED in said.read_bytes()

    until(is_raised)  # it begins to hear after it was painted
    program.send_signal(signal.SIGTERM)
    return program.wait(PATIENCE_S)


@pytest.fixture
def home() -> Iterator[Path]:
    """A home with a short path: the name of a socket in it has 107 bytes at the most."""
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder)
