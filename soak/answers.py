"""Answers that are broken by chance reach the real window: it goes on, and takes a good one after.

A failure is an exception that nobody caught, a complaint of Qt's, or a window that works no more.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile

from soak.rounds import Row

ROUNDS = 1000


def run(rounds: int) -> Row:
    """Let a window of its own read so many."""
    with tempfile.TemporaryDirectory(prefix="apay-") as home:
        command = [sys.executable, "-m", "soak.programs.answers", home, str(rounds)]
        done = subprocess.run(command, capture_output=True, check=False)
    if done.stderr:
        print(done.stderr.decode(errors="replace"), file=sys.stderr)
    if done.returncode:
        return Row("answers", rounds, failures=rounds)
    return Row("answers", **json.loads(done.stdout))
