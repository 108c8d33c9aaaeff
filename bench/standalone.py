"""The emulator as a program: how much work until its ready line, and how soon it is gone."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path
from statistics import median

from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from bench.rows import CannotRun, Effort, Row

START_S, STOP_S = 0.4, 0.3


def measure(effort: Effort) -> Iterable[Row]:
    """Start it with a key given, as a test suite would, and end it as one."""
    if not Path("/proc/self/stat").exists():
        raise CannotRun("it reads a process's work where only Linux tells it")
    with tempfile.TemporaryDirectory() as folder:
        path = _public_key(Path(folder))
        tries = [_life(path) for _ in range(effort.times(7, 1))]
    starts, stops = zip(*tries, strict=True)
    yield Row("standalone-start-cpu", median(starts), "s", START_S)
    yield Row("standalone-stop", median(stops), "s", STOP_S)


def _public_key(folder: Path) -> Path:
    key = generate_private_key(public_exponent=65537, key_size=2048).public_key()
    path = folder / "shop.pem"
    path.write_bytes(key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo))
    return path


def _life(path: Path) -> tuple[float, float]:
    """Seconds of work until it is ready, and seconds until it has ended."""
    key = ["--public-key-id", "SANDBOX-BENCH", "--public-key", str(path)]
    command = [sys.executable, "-m", "apay_console", "emulator", *key]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as program:
        assert program.stdout is not None
        program.stdout.readline()
        worked = core_seconds(program.pid)
        told = time.monotonic()
        program.send_signal(signal.SIGTERM)
        code = program.wait()
    if code:
        raise RuntimeError(f"the program ended with {code}")
    return worked, time.monotonic() - told


def core_seconds(process: int) -> float:
    """The time for which a process had a core."""
    fields = Path(f"/proc/{process}/stat").read_text("ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
