"""A data file with something of everything in it."""

from __future__ import annotations

import hashlib
from pathlib import Path

from apay_console.store.attempts import Attempts
from apay_console.store.database import Database
from apay_console.store.history import History
from apay_console.store.profiles import Profiles
from tests.store.samples import DAY, NOW, attempt, exchange, profile, wait


def fill(path: Path, now: float = NOW) -> None:
    """Two days with the program: what was stored on the first is copied on the second."""
    for day in range(2):
        database = Database(path, clock=lambda day=day: now + day * DAY)
        attempts, history = Attempts(database), History(database)
        wait(attempts.begin(attempt(day)))
        if not day:
            wait(Profiles(database).save(profile()))
        for _ in range(40):
            wait(history.add(exchange()))
        database.close()


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
