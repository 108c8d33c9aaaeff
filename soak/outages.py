"""A real keyring is killed, stopped or locked while keys are kept, fetched and used in signing.

The window goes on meanwhile, and every key that was said to be kept is there afterwards.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from soak.daemon import KEYRING
from soak.rounds import CannotRun, Row

ROUNDS = 50
_NEEDED = ("dbus-run-session", KEYRING[0])


def run(rounds: int) -> Row:
    """Let so many outages happen to a program that has a session bus of its own."""
    missing = [name for name in _NEEDED if not shutil.which(name)]
    if missing:
        raise CannotRun(f"{missing[0]} is missing")
    with tempfile.TemporaryDirectory(prefix="apay-") as home:
        command = ["dbus-run-session", "--", sys.executable, "-m", "soak.programs.outages"]
        done = subprocess.run(
            [*command, home, str(rounds)],
            env=_environment(Path(home)),
            capture_output=True,
            check=False,
        )
    if done.returncode:
        print(done.stderr.decode(errors="replace"), file=sys.stderr)
        return Row("outages", rounds, failures=rounds)
    return Row("outages", rounds, **json.loads(done.stdout))


def _environment(home: Path) -> dict[str, str]:
    """Give it a home where nothing is, and nothing of this session's own bus and keyring.

    The daemon that the bus starts by itself finds there the keyring of the one that was killed.
    """
    (home / "run").mkdir(mode=0o700)
    kept = {name: value for name, value in os.environ.items() if not name.startswith("XDG_")}
    kept.pop("DBUS_SESSION_BUS_ADDRESS", None)
    return kept | {
        "HOME": str(home / "keyring"),
        "XDG_DATA_HOME": str(home / "keyring" / "data"),
        "XDG_RUNTIME_DIR": str(home / "run"),
        "QT_QPA_PLATFORM": "offscreen",
    }
