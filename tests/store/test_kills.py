"""What was acknowledged is there after kill -9, and the file is sound."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from apay_console.model.past import EVERYTHING
from apay_console.store.database import Database
from apay_console.store.drafts import Drafts
from apay_console.store.history import History
from tests.store.samples import NOW, wait

pytestmark = pytest.mark.skipif(os.name != "posix", reason="Windows has no kill -9")

KILLS = 4  # `python -m soak storing` has two hundred
WRITER = """
import sys
from pathlib import Path
from apay_console.store.database import Database
from apay_console.store.drafts import Drafts
from apay_console.store.history import History
from tests.store.samples import exchange, wait

database = Database(Path(sys.argv[1]))
history, drafts = History(database), Drafts(database)
while True:
    number = wait(history.add(exchange())).id
    wait(drafts.save("sale", str(number)))
    print(number, flush=True)
"""


def start(program: str, path: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", program, str(path)],
        env=os.environ | {"PYTHONPATH": str(Path.cwd())},
        stdout=subprocess.PIPE,
        text=True,
    )


def kill(program: subprocess.Popen[str]) -> str:
    program.send_signal(signal.SIGKILL)
    output = program.communicate()[0]
    assert program.returncode == -signal.SIGKILL
    return output


def is_sound(path: Path) -> bool:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_p40_nothing_acknowledged_is_lost(
    path: Path, record_property: Callable[[str, object], None]
) -> None:
    for seed in range(KILLS):
        program = start(WRITER, path)
        assert program.stdout is not None
        program.stdout.readline()
        time.sleep(random.Random(seed).uniform(0.01, 0.2))  # when it dies, not what is waited for
        last = int((kill(program).split("\n")[-2:][0]) or 1)
        database = Database(path, clock=lambda: NOW)
        [newest] = wait(History(database).lines(EVERYTHING, 0, 1))
        draft = int(wait(Drafts(database).load("sale")) or 0)
        assert wait(database.condition()).set_aside is None
        database.close()
        assert newest.id >= last
        assert newest.id - draft <= 1
        assert is_sound(path)
    record_property("figure", f"{KILLS} kills, 0 lost")
