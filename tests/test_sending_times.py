"""What a person waits for is counted from their command on, and each try by itself."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

from apay_console import sending
from apay_console.api.retry import Retry
from apay_console.api.trace import Trace
from apay_console.model.profile import Profile
from apay_console.model.timeline import Phase, spans_of
from tests.senders import GET, UPDATE, Bench, opened, refusing


@pytest.fixture
def bench(tmp_path: Path, private_key: RSAPrivateKey) -> Iterator[Bench]:
    with opened(tmp_path, private_key) as made:
        yield made


@pytest.fixture
def now(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The time, which stands unless a test moves it."""
    moment = [0.0]
    monkeypatch.setattr(sending, "Trace", lambda: Trace(lambda: moment[0]))
    return moment


def test_waiting_for_the_key_is_a_part_of_it(bench: Bench, now: list[float]) -> None:
    async def slow_key(_: Profile) -> RSAPrivateKey:
        now[0] += 2.0
        return bench.key

    for request in (GET, UPDATE):
        queue, *_ = spans_of(bench.send(request, key_of=slow_key))
        assert (queue.phase, queue.ms) == (Phase.QUEUE, 2_000.0)


def test_the_last_try_does_not_count_those_before(bench: Bench, now: list[float]) -> None:
    async def sleep(seconds: float) -> None:
        now[0] += seconds

    bench.server.behaviour = refusing(503, "ServiceUnavailable")
    exchange = bench.send(GET, retry=Retry(sleep, lambda: 0.5))
    assert now[0] > 0.0
    assert exchange.took_ms == 0.0
