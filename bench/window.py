"""The first usable window: CPU against an empty one, both as whole programs, and memory."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from bench.rows import CannotRun, Effort, Row

EMPTY, FIRST = "bench.programs.empty_window", "bench.programs.first_window"


@dataclass(frozen=True)
class Run:
    """One program from its start to its first paint."""

    cpu: float  # seconds
    resident: float  # MiB


def measure(effort: Effort) -> Iterable[Row]:
    """Start both programs in turn; the first of each only warms the files up."""
    if not Path("/proc/self/statm").exists():
        raise CannotRun("it reads Linux's /proc")
    with tempfile.TemporaryDirectory() as home:
        pairs = [(_run(FIRST, home), _run(EMPTY, home)) for _ in range(effort.times(12))][1:]
    cpu, floor = (median(run.cpu for run in runs) * 1e3 for runs in zip(*pairs, strict=True))
    yield Row("window-cpu", cpu, "ms", 1.6, floor)
    yield Row("window-rss", median(first.resident for first, _ in pairs), "MiB", 75)


def _run(module: str, home: str) -> Run:
    """Run a program on its own; the CPU time is that of all its threads, loading included."""
    environment = {**os.environ, "HOME": home, "XDG_DATA_HOME": f"{home}/data"}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # what is installed is compiled
    command = [sys.executable, "-m", module]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        told = process.stdout.read()
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode or not told:
        raise RuntimeError(f"{module} ended with {process.returncode} and painted nothing")
    return Run(used.ru_utime + used.ru_stime, float(told))
