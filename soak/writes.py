"""Kills a program that charges, at any moment, and looks for a charge that was made twice.

Its emulator outlives it and resets a share of the connections after it has done what was asked.
"""

from __future__ import annotations

import random
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing
from pathlib import Path

from apay_console.emulator.control.fault_controls import read_fault
from apay_console.store.folder import DATA_FILE
from soak import till
from soak.rounds import Row

ROUNDS = 200
_NO_END = 1_000_000
_RESET = {"kind": "reset", "operation": "create_charge", "applied": True, "share": 15}
_SHORTEST_S, _LONGEST_S = 0.02, 0.5  # after the program began to send
_PATIENCE_S = 120


def run(rounds: int) -> Row:
    """Start and kill it so often; then let it settle everything, and count."""
    row = Row("writes", rounds)
    with tempfile.TemporaryDirectory() as name, till.opened(Path(name)) as shop:
        command = _command(Path(name), shop)
        shop.emulator.settings.faults.add(read_fault(_RESET))
        for _ in range(rounds):
            row.failures += not _is_killed(command)
        row.failures += _settled(command)
        _count(row, shop, Path(name))
    return row


def _command(folder: Path, shop: till.Till) -> list[str]:
    program = [sys.executable, "-m", "soak.programs.writing"]
    return [*program, str(folder), shop.shop.base_url, shop.permit()]


def _is_killed(command: list[str]) -> bool:
    """Start it and kill it with no warning; whether it ran until then."""
    with subprocess.Popen([*command, str(_NO_END)], stdout=subprocess.PIPE) as program:
        assert program.stdout is not None
        is_ready = program.stdout.readline() == b"ready\n"
        try:
            program.wait(random.uniform(_SHORTEST_S, _LONGEST_S))
        except subprocess.TimeoutExpired:
            program.kill()
            return is_ready
    return False


def _settled(command: list[str]) -> int:
    """Let it ask about everything that it left unknown; how many stay so."""
    done = subprocess.run([*command, "0"], capture_output=True, timeout=_PATIENCE_S, check=True)
    return int(done.stdout.split()[-1])


def _count(row: Row, shop: till.Till, folder: Path) -> None:
    """Hold what was charged against what the program knows."""
    made = shop.references()
    row.duplicates = len(made) - len(set(made))
    row.lost = abs(_applied(folder) - len(set(made)))


def _applied(folder: Path) -> int:
    with closing(sqlite3.connect(folder / DATA_FILE)) as database:
        query = "SELECT count(*) FROM attempts WHERE outcome = 'APPLIED'"
        return int(database.execute(query).fetchone()[0])
