"""Runners go, closed or not, while their jobs are under way, and garbage is collected meanwhile.

Lost is what is never freed; a failure is a Qt object that is freed on another thread.
"""

from __future__ import annotations

import json
import subprocess
import sys

from soak.rounds import Row

ROUNDS = 10_000


def run(rounds: int) -> Row:
    """Let so many runners go, in a process of its own."""
    command = [sys.executable, "-X", "faulthandler", "-m", "soak.programs.runners", str(rounds)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        print(done.stderr, file=sys.stderr)
        return Row("runners", rounds, failures=rounds)
    return Row("runners", rounds, **json.loads(done.stdout))
