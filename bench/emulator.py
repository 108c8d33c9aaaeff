"""Verified updates a second on one core, as a share of the same server with a fixed body.

A second is one of the server's own core: what else the machine does meanwhile does not count.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from bench import load
from bench.rows import CannotRun, Effort, Row
from bench.shop import NEW_SESSION, SESSIONS, Shop, priced
from bench.standalone import core_seconds

SLOWEST = 6.0  # times what the 99th of 100 takes where nothing is done
VARIETY = 200  # different requests; each is verified each time


@dataclass(frozen=True)
class Served:
    """A server in a process of its own."""

    process: int
    port: int
    told: bytes  # its first line


def measure(effort: Effort) -> Iterable[Row]:
    """Ask both servers in turn; a server has one core, and who asks another."""
    cores = sorted(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else []
    if len(cores) < 2:
        raise CannotRun("it needs two cores that a process can be bound to")
    os.sched_setaffinity(0, cores[:1])
    seconds, rounds = effort.seconds(1.0), effort.times(7, 1)
    with _emulator(cores[1]) as emulator:
        requests, body = _updates(emulator)
        with _fixed(cores[1], body) as fixed:
            tries = [_rates((emulator, fixed), requests, seconds) for _ in range(rounds)]
            slow = _slowest(emulator, requests, effort.times(5_000, 200))
            least = _slowest(fixed, requests, effort.times(5_000, 200))
    verified, bare = (median(rates) for rates in zip(*tries, strict=True))
    yield Row("emulator-verified-patch", verified, "1/s", 0.16, bare, at_least=True)
    yield Row("emulator-p99", slow * 1e3, "ms", SLOWEST, least * 1e3)


def _rates(
    servers: Sequence[Served], requests: Sequence[bytes], seconds: float
) -> tuple[float, ...]:
    return tuple(_rate(server, requests, seconds) for server in servers)


def _rate(server: Served, requests: Sequence[bytes], seconds: float) -> float:
    before = core_seconds(server.process)
    count = load.answers(server.port, requests, seconds)
    return count / (core_seconds(server.process) - before)


def _slowest(server: Served, requests: Sequence[bytes], count: int) -> float:
    """The time, in seconds, within which 99 of 100 requests were answered."""
    took = load.latencies(server.port, requests, count)
    return quantiles(took, n=100)[98]


def _updates(emulator: Served) -> tuple[list[bytes], bytes]:
    """Signed updates of a new session, and the answer to the first."""
    ready = json.loads(emulator.told)
    key = load_pem_private_key(Path(ready["privateKeyFile"]).read_bytes(), None)
    assert isinstance(key, RSAPrivateKey)
    shop = Shop(key, ready["publicKeyId"])
    create = shop.wire("POST", SESSIONS, NEW_SESSION, "bench1")
    number = json.loads(load.ask_once(emulator.port, create))["checkoutSessionId"]
    path = f"{SESSIONS}/{number}"
    requests = [shop.wire("PATCH", path, priced(number)) for number in range(VARIETY)]
    return requests, load.ask_once(emulator.port, requests[0])


@contextmanager
def _emulator(core: int) -> Iterator[Served]:
    words = ("emulator", "--quiet", "--buyer", "auto")
    with _program(core, "apay_console", *words) as (process, told):
        port = json.loads(told)["baseUrl"].rpartition(":")[2]
        yield Served(process, int(port), told)


@contextmanager
def _fixed(core: int, body: bytes) -> Iterator[Served]:
    with _program(core, "bench.programs.fixed", given=body) as (process, told):
        yield Served(process, int(told), told)


@contextmanager
def _program(
    core: int, module: str, *arguments: str, given: bytes = b""
) -> Iterator[tuple[int, bytes]]:
    """Run a module on one core until the block is left; give its number and its first line."""
    command = [sys.executable, "-m", module, *arguments]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        os.sched_setaffinity(process.pid, {core})
        process.stdin.write(given)
        process.stdin.close()
        try:
            yield process.pid, process.stdout.readline()
        finally:
            process.terminate()
