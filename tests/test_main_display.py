"""The display server dies under the window."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from tests.patience import PATIENCE_S, until
from tests.real_program import data_of, ended, has_a_sale, home, started
from tests.wayland import display

__all__ = ["home"]


def ask(home: Path, query: str) -> list[object]:
    """Look, and touch nothing: SQLite would tidy a journal away that the next start looks for."""
    file = f"file:{data_of(home)}/console.sqlite3?mode=ro"
    with closing(sqlite3.connect(file, uri=True)) as connection:
        return [row[0] for row in connection.execute(query)]


def sales(home: Path) -> list[object]:
    return ask(home, "SELECT id FROM sales")


def exchanges(home: Path) -> int:
    return len(ask(home, "SELECT id FROM exchanges"))


def lives(program: subprocess.Popen[bytes]) -> bool:
    assert program.poll() is None, "the program ended"
    return True


@pytest.mark.skipif(sys.platform != "linux", reason="Wayland is Linux's")
def test_f74_it_ends_with_an_error_and_the_next_start_goes_on_with_the_same_sale(
    home: Path,
) -> None:
    place = home / "wayland"
    no_bus = f"unix:path={home}/bus"  # Qt would look there for what else a desktop has
    shown = {
        "QT_QPA_PLATFORM": "wayland",
        "WAYLAND_DISPLAY": str(place),
        "DBUS_SESSION_BUS_ADDRESS": no_bus,
    }
    with (
        display(place) as server,
        started(home, home / "first.log", **shown) as first,
    ):
        until(lambda: lives(first) and has_a_sale(home))  # it was painted: nothing is sent before
        server.die()
        assert first.wait(PATIENCE_S) not in {0, None}
    before, count = sales(home), exchanges(home)
    assert ask(home, "SELECT status FROM exchanges")[0] == 201
    with started(home, home / "second.log") as second:
        until(lambda: lives(second) and exchanges(home) > count)
        assert ended(home, second, home / "second.log") == 0
    assert sales(home) == before
    assert not list(data_of(home).glob("*.corrupt-*"))
