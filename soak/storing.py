"""Kills a program that stores, at any moment: what it said is stored is there, none of it torn."""

from __future__ import annotations

import asyncio
import random
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing
from pathlib import Path

from PySide6.QtCore import QSettings

from apay_console.model.past import EVERYTHING
from apay_console.store.attempts import Attempts
from apay_console.store.database import Database
from apay_console.store.drafts import Drafts
from apay_console.store.folder import DATA_FILE
from apay_console.store.history import History
from apay_console.store.settings import Settings
from apay_console.ui import looks
from soak.programs.storing import SALE, SETTING
from soak.rounds import Row

ROUNDS = 200
_LONGEST_S = 0.3  # after the first is stored
_KEPT = ("changes", "fields")  # written together, so one without the other is a torn file


def run(rounds: int) -> Row:
    """Start and kill it so often, and look each time at what is there."""
    row = Row("storing", rounds)
    with tempfile.TemporaryDirectory() as name:
        folder, stored = Path(name) / "data", 0
        for _ in range(rounds):
            said = _killed(folder, stored + 1)
            row.failures += said is None
            stored = max(stored, said or 0)
            row.lost += sum(found < stored for found in _in_file(folder))
            row.lost += sum(found < stored for found in _in_looks(folder))
            row.failures += not _is_sound(folder)
            stored = max(*_in_file(folder), *_in_looks(folder))  # the last may not have been said
    return row


def _killed(folder: Path, start: int) -> int | None:
    """Let it store and kill it with no warning; the last number that it said, if it said any."""
    command = [sys.executable, "-m", "soak.programs.storing", str(folder), str(start)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as program:
        assert program.stdout is not None
        first = program.stdout.readline()
        try:
            program.wait(random.uniform(0, _LONGEST_S))
        except subprocess.TimeoutExpired:
            program.kill()
        rest = program.stdout.read().rpartition("\n")[0]  # the last line may be cut
    said = [int(line) for line in (first + rest).split()]
    return said[-1] if said and program.returncode < 0 else None


def _in_file(folder: Path) -> list[int]:
    """The newest number in each table."""
    database = Database(folder / DATA_FILE)
    try:
        return asyncio.run(_newest(database))
    finally:
        database.close()


async def _newest(database: Database) -> list[int]:
    (newest,) = await History(database).lines(EVERYTHING, 0, 1)
    attempts = await Attempts(database).unfinished()
    draft = await Drafts(database).load(SALE)
    setting = await Settings(database).get(SETTING, 0)
    of_exchange = int(newest.url.rpartition("/")[2])
    return [of_exchange, int(attempts[-1].id), int(draft or 0), int(setting)]


def _in_looks(folder: Path) -> list[int]:
    kept = QSettings(str(folder / looks.FILE), QSettings.Format.IniFormat)
    return [int(str(kept.value(name, "0")).split()[0]) for name in _KEPT]


def _is_sound(folder: Path) -> bool:
    """Whether nothing was set aside, SQLite finds no fault, and the looks are of one writing."""
    with closing(sqlite3.connect(folder / DATA_FILE)) as connection:
        found = connection.execute("PRAGMA integrity_check").fetchone()
    is_whole = len(set(_in_looks(folder))) == 1
    return found == ("ok",) and is_whole and not list(folder.glob("*.corrupt-*"))
