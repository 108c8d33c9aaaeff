"""How long the program goes on after the window was closed with a request in flight."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterable
from statistics import median

from bench.rows import Effort, Row

COMMAND = [sys.executable, "-m", "bench.programs.quitting"]


def measure(effort: Effort) -> Iterable[Row]:
    """Close it a few times; until the process is gone, its interpreter and all."""
    times = [_quit() for _ in range(effort.times(5, 1))]
    yield Row("quit-in-flight", median(times) * 1e3, "ms", 300)


def _quit() -> float:
    with subprocess.Popen(COMMAND, stdout=subprocess.PIPE) as program:
        assert program.stdout is not None
        closing = float(program.stdout.readline())
        code = program.wait()
    ended = time.monotonic()
    if code:
        raise RuntimeError(f"the program ended with {code}")
    return ended - closing
