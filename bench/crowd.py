"""How much memory the emulator needs for each session, beyond what it has with none."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from bench.rows import CannotRun, Effort, Row

KIBIBYTE = 1024
MOST = 3.0  # KiB a session: with its buyer, an amount, and the answer that can be given again


def measure(effort: Effort) -> Iterable[Row]:
    """Fill an emulator in a process of its own; its memory before is what counts for nothing."""
    if not Path("/proc/self/statm").exists():
        raise CannotRun("it reads a process's memory where only Linux tells it")
    counts = [effort.times(10_000, 2_000), effort.times(100_000, 4_000)]
    command = [sys.executable, "-m", "bench.programs.crowd", *map(str, counts)]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    empty, *filled = map(int, told.split())
    for count, resident in zip(counts, filled, strict=True):
        yield Row(f"crowd-{count}", (resident - empty) / count / KIBIBYTE, "KiB", MOST)
