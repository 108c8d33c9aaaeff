"""The person may stop at any point: nothing was sent, or nobody knows, and which is said."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

from apay_console.api.retry import Retry
from apay_console.errors import NotSent
from apay_console.model.attempt import Attempt
from apay_console.model.exchange import Exchange, Outcome
from apay_console.model.profile import Profile
from apay_console.model.request import Request
from apay_console.presenters.sale.words.notices import notice_of
from apay_console.store.attempts import Attempts
from tests.api import faults
from tests.api.faults import Visit, answering
from tests.senders import CREATE, GET, UPDATE, Bench, opened

SALE = "s1"


@pytest.fixture
def bench(tmp_path: Path, private_key: RSAPrivateKey) -> Iterator[Bench]:
    with opened(tmp_path, private_key) as made:
        made.deadline = 60
        yield made


def stopped(
    bench: Bench, what: Request | Attempt, is_there: Callable[[], bool], **parts: Any
) -> Exchange:
    """Send or repeat, stop as soon as it has come to a point, and give what comes of it."""

    async def work() -> Exchange:
        sender = bench.sender(**parts)
        way = sender.send(what) if isinstance(what, Request) else sender.repeat(what)
        task = asyncio.ensure_future(way)
        while not is_there():
            assert not task.done()
            await asyncio.sleep(0.001)
        sender.stop(SALE)
        exchange = await task
        await sender.stored()
        return exchange

    return asyncio.run(work())


def says(exchange: Exchange, *words: str) -> None:
    told = notice_of(exchange)
    assert told is not None
    assert all(one in str(told.sentence) for one in ("You stopped it.", *words))


@pytest.mark.parametrize("request_", [UPDATE, CREATE])
def test_f24_stopped_before_it_left_nothing_was_sent(request_: Request, bench: Bench) -> None:
    begun: list[str] = []

    class Slow(Attempts):
        async def begin(self, attempt: Attempt, *, is_separate: bool = False) -> None:
            await super().begin(attempt, is_separate=is_separate)
            begun.append(attempt.id)
            await asyncio.sleep(0.05)

    exchange = stopped(bench, request_, lambda: bool(begun), attempts=Slow(bench.database))
    assert exchange.outcome is Outcome.NOT_SENT
    says(exchange, "Not sent.", "Your values are kept.")
    assert (bench.unfinished(), bench.server.requests) == ([], [])


@pytest.mark.parametrize("request_", [UPDATE, CREATE])
def test_f24_stopped_while_it_waits_for_an_answer_nobody_knows(
    request_: Request, bench: Bench
) -> None:
    bench.server.behaviour = faults.holding
    exchange = stopped(bench, request_, lambda: bool(bench.server.requests))
    assert exchange.outcome is Outcome.UNKNOWN
    says(exchange, "Amazon may or may not have applied it.")
    assert [one.idempotency_key for one in bench.unfinished()] == [exchange.idempotency_key]
    assert bench.kept() == [exchange]


def test_f24_stopped_in_the_middle_of_the_answer_nobody_knows(bench: Bench) -> None:
    halves: list[int] = []

    def half(visit: Visit) -> None:
        visit.say("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{")
        halves.append(visit.number)
        visit.hold()

    bench.server.behaviour = half
    exchange = stopped(bench, UPDATE, lambda: bool(halves))
    assert exchange.outcome is Outcome.UNKNOWN
    says(exchange)
    assert len(bench.unfinished()) == 1


def test_f24_stopped_while_it_is_asked_about_again_nobody_knows_yet(bench: Bench) -> None:
    bench.server.behaviour = faults.closing
    bench.send(CREATE)
    [attempt], before = bench.unfinished(), len(bench.server.requests)
    bench.server.behaviour = faults.holding
    exchange = stopped(bench, attempt, lambda: len(bench.server.requests) > before)
    says(exchange, "Amazon may or may not have applied it.")
    assert bench.unfinished() == [attempt]


def test_f24_a_question_that_was_stopped_changed_nothing(bench: Bench) -> None:
    bench.server.behaviour = faults.holding
    exchange = stopped(bench, GET, lambda: bool(bench.server.requests))
    says(exchange, "Nothing was changed by asking.")
    assert bench.unfinished() == []


def test_f24_stopped_while_a_busy_server_is_waited_for_the_last_answer_stands(bench: Bench) -> None:
    bench.server.behaviour = answering(429, '{"reasonCode":"TooManyRequests"}', "Retry-After: 60")
    pauses: list[float] = []
    retry = Retry(waiting=pauses.append)
    exchange = stopped(bench, GET, lambda: pauses == [60.0], retry=retry)
    assert exchange.answered is not None
    assert exchange.answered.status == 429
    assert (len(bench.server.requests), pauses) == (1, [60.0, 0.0])


def test_f24_what_is_sent_next_is_not_stopped_too(bench: Bench) -> None:
    async def work() -> list[Outcome]:
        sender = bench.sender()
        bench.server.behaviour = faults.holding
        task = asyncio.ensure_future(sender.send(GET))
        while not bench.server.requests:
            assert not task.done()
            await asyncio.sleep(0.001)
        sender.stop("another")
        sender.stop(SALE)
        first = await task
        bench.server.behaviour = answering(200, "{}")
        sender.stop(SALE)
        return [first.outcome, (await sender.send(GET)).outcome]

    assert asyncio.run(work()) == [Outcome.UNKNOWN, Outcome.APPLIED]


def test_f24_stopped_while_its_key_is_asked_for_nothing_was_sent(bench: Bench) -> None:
    asked = asyncio.Event()

    async def key_of(_: Profile) -> RSAPrivateKey:
        asked.set()
        await asyncio.sleep(0.05)
        return bench.key

    with pytest.raises(NotSent, match="You stopped it"):
        stopped(bench, CREATE, asked.is_set, key_of=key_of)
    assert (bench.unfinished(), bench.server.requests) == ([], [])
