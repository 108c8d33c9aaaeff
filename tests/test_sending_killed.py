"""Killed at any point of a write: what is known of it afterwards is right, nothing is doubled."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

from apay_console.model.exchange import Outcome
from tests.api.faults import Visit, answer
from tests.senders import Bench, opened

ROOT = Path(__file__).parent.parent
DYING = """
import os, sys
from pathlib import Path
from types import SimpleNamespace
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key
import httpx
from apay_console import sending, signing
from apay_console.api import auth, client, wire
from apay_console.store import attempts, history
from tests import senders

def die(*_, **__):
    os.kill(os.getpid(), 9)

key = generate_private_key(65537, 2048)
bench = senders.Bench(Path(sys.argv[1]), key, SimpleNamespace(url=sys.argv[2]))
point = sys.argv[3]
places = {
    "key": (senders.Bench, "_key_of"),
    "call": (sending.Sender, "_attempt"),
    "store": (attempts.Attempts, "begin"),
    "row": (attempts, "_begin"),
    "stored": (sending.Sender, "_exchange"),
    "client": (client.Client, "prepare"),
    "request": (wire, "make_request"),
    "sign": (auth.Signature, "_authorization"),
    "answered": (client, "judge"),
    "keep": (history.History, "add"),
}
owner, name = places[point]
getattr(owner, name)
setattr(owner, name, die)
bench.send(senders.CREATE)
"""
BEFORE = ["key", "call", "store", "row", "stored", "client", "request", "sign"]
STORED = {"stored", "client", "request", "sign"}


@pytest.fixture
def bench(tmp_path: Path, private_key: RSAPrivateKey) -> Iterator[Bench]:
    with opened(tmp_path, private_key) as made:
        yield made


def killed_at(point: str, bench: Bench) -> None:
    command = [sys.executable, "-c", DYING, str(bench.path), bench.server.url, point]
    done = subprocess.run(command, cwd=ROOT, timeout=60, check=False, env=dict(os.environ))
    assert done.returncode == -signal.SIGKILL


@pytest.mark.parametrize("point", BEFORE)
def test_f60_killed_before_it_left_nothing_is_at_the_server(point: str, bench: Bench) -> None:
    killed_at(point, bench)
    assert bench.server.requests == []
    waiting = bench.unfinished()
    assert len(waiting) == (point in STORED)
    assert all(one.outcome is None for one in waiting)


@pytest.mark.parametrize("point", ["answered", "keep"])
def test_f62_killed_before_the_answer_was_kept_the_same_key_finds_out(
    point: str, bench: Bench
) -> None:
    made: dict[str, int] = {}

    def charge_once(visit: Visit) -> None:
        lines = visit.request.decode().split("\r\n")
        key = next(line[27:] for line in lines if line.startswith("x-amz-pay-idempotency-key: "))
        made.setdefault(key, len(made))
        visit.say(answer(201, '{"checkoutSessionId":"1"}'))

    bench.server.behaviour = charge_once
    killed_at(point, bench)
    assert len(made) == 1
    [attempt] = bench.unfinished()
    assert bench.run(lambda sender: sender.repeat(attempt)).outcome is Outcome.APPLIED
    assert list(made) == [attempt.idempotency_key]
    assert bench.unfinished() == []
