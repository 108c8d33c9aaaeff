"""What was under way when the program was killed is known when it starts again."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

from apay_console.model.exchange import Outcome
from tests.api.faults import Visit
from tests.patience import PATIENCE_S
from tests.senders import OK, Bench, opened

ROOT = Path(__file__).parent.parent
SENDING = """
import sys
from pathlib import Path
from types import SimpleNamespace
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key
from tests.senders import CREATE, Bench
server = SimpleNamespace(url=sys.argv[2])
Bench(Path(sys.argv[1]), generate_private_key(65537, 2048), server).send(CREATE)
"""


@pytest.fixture
def bench(tmp_path: Path, private_key: RSAPrivateKey) -> Iterator[Bench]:
    with opened(tmp_path, private_key) as made:
        yield made


@pytest.mark.parametrize("half_answered", [False, True])
def test_f61_a_write_that_was_under_way_at_kill_9_can_be_asked_about(
    half_answered: bool, bench: Bench
) -> None:
    arrived = threading.Event()

    def hold(visit: Visit) -> None:
        if half_answered:
            visit.say("HTTP/1.1 201 Created\r\nContent-Length: 3\r\n\r\n{}")
        arrived.set()
        visit.hold()

    bench.server.behaviour = hold
    child = subprocess.Popen(
        [sys.executable, "-c", SENDING, bench.path, bench.server.url], cwd=ROOT
    )
    try:
        assert arrived.wait(PATIENCE_S)
    finally:
        child.kill()
        child.wait()

    [attempt] = bench.unfinished()
    assert (attempt.outcome, attempt.body) == (None, b"{}")
    bench.server.behaviour = OK
    exchange = bench.run(lambda sender: sender.repeat(attempt))
    assert exchange.outcome is Outcome.APPLIED
    assert keys_in(bench.server.requests) == [attempt.idempotency_key] * 2
    assert bench.unfinished() == []


def keys_in(requests: list[bytes]) -> list[str]:
    lines = [line for request in requests for line in request.decode().split("\r\n")]
    return [line[27:] for line in lines if line.startswith("x-amz-pay-idempotency-key: ")]


def test_the_http_library_is_not_loaded_with_the_sender() -> None:
    loaded = "print([name for name in ('httpx', 'cryptography') if name in sys.modules])"
    script = f"import sys, apay_console.sending; {loaded}"
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout == "[]\n"
