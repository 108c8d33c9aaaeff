"""Eight hours of a shop's tests at the emulator, by its clock: its memory stays what it was.

Each minute is a sale, from its session to the refund, and each hour begins with nothing, as
another run of tests does. So the hours can be held against each other: all but the first, which
brings in what is made once.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from soak.rounds import CannotRun, Row

ROUNDS = 480  # minutes
MOST_MIB = 2.0  # by which memory may have grown after the first hour


def run(rounds: int) -> Row:
    """Let so many minutes pass in a process of its own."""
    if not Path("/proc/self/statm").exists():
        raise CannotRun("it reads a process's memory where only Linux tells it")
    command = [sys.executable, "-m", "soak.programs.traffic", str(rounds)]
    done = subprocess.run(command, stdout=subprocess.PIPE, check=False)
    if done.returncode:
        return Row("traffic", rounds, failures=rounds)
    figures = json.loads(done.stdout)
    failures = int(figures["growth_mib"] > MOST_MIB)
    return Row("traffic", rounds, failures=failures, figures=figures)
