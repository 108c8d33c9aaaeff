"""Types into the real window and kills it once that is stored: the next start shows every field."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path

from apay_console.store.folder import DATA_FILE
from soak.programs.drafting import FIELDS
from soak.rounds import Row

ROUNDS = 20
_PATIENCE_S = 60  # only what is broken takes it


def run(rounds: int) -> Row:
    """Start, look, type and kill so often; the last start only looks."""
    row = Row("drafts", rounds)
    with tempfile.TemporaryDirectory() as name:
        expected: list[str] = []
        for number in range(rounds + 1):
            text = f"tea {number}."
            found = _typed(Path(name), text)
            row.failures += found is None
            row.lost += sum(was != is_ for was, is_ in zip(expected, found or [], strict=False))
            expected = [text] * len(FIELDS)
    return row


def _typed(folder: Path, text: str) -> list[str] | None:
    """Let it type, kill it with no warning, and tell what it showed before."""
    command = [sys.executable, "-m", "soak.programs.drafting", str(folder), text]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as program:
        assert program.stdout is not None
        shown, said = program.stdout.readline(), program.stdout.readline()
        is_kept = said == b"typed\n" and _is_kept(folder / DATA_FILE, text)
        program.kill()
    return json.loads(shown) if is_kept else None


def _is_kept(file: Path, text: str) -> bool:
    """Wait until the newest draft holds what was typed into the last field."""
    ends = time.monotonic() + _PATIENCE_S
    while time.monotonic() < ends:
        with closing(sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True)) as connection:
            drafts = [row[0].decode() for row in connection.execute("SELECT text FROM drafts")]
        if any(draft.count(text) == len(FIELDS) for draft in drafts):
            return True
        time.sleep(0.02)
    return False
