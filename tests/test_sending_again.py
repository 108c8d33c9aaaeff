"""What is asked again by itself, what only by the person's word, and what stopping leaves."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key

from apay_console import signing
from apay_console.api.client import Client
from apay_console.model.attempt import Attempt
from apay_console.model.exchange import Exchange, Outcome
from apay_console.model.profile import Algorithm
from apay_console.model.request import Request
from apay_console.sending import Sender
from tests.api import faults
from tests.api.calls import EMULATOR, NOW, SESSION
from tests.api.faults import answer, answering
from tests.senders import COMPLETE, CREATE, GET, OK, UPDATE, Bench, nowhere, opened, refusing


@pytest.fixture
def bench(tmp_path: Path, private_key: RSAPrivateKey) -> Iterator[Bench]:
    with opened(tmp_path, private_key) as made:
        yield made


# --- Asking again ------------------------------------------------------------------------------


def test_a_read_is_asked_again_while_amazon_is_busy_and_each_answer_is_kept(bench: Bench) -> None:
    busy, fine = answer(503, "<h1>busy</h1>"), answer(200, "{}")
    bench.server.behaviour = lambda visit: visit.say(busy if visit.number < 3 else fine)
    assert bench.send(GET).outcome is Outcome.APPLIED
    assert bench.pauses == [1.0, 2.0]
    kept = [exchange.answered.status for exchange in bench.kept() if exchange.answered]
    assert kept == [200, 503, 503]
    assert bench.unfinished() == []


@pytest.mark.parametrize("request_", [UPDATE, CREATE, COMPLETE])
def test_p18_a_write_is_never_asked_again_by_itself(request_: Request, bench: Bench) -> None:
    bench.server.behaviour = answering(503, "", "Retry-After: 0")
    assert bench.send(request_).outcome is Outcome.UNKNOWN
    assert (len(bench.server.requests), bench.pauses) == (1, [])


def lost(bench: Bench, request: Request) -> Attempt:
    """Send something whose answer is lost."""
    bench.server.behaviour = faults.closing
    bench.send(request)
    [attempt] = bench.unfinished()
    return attempt


def repeat(bench: Bench, attempt: Attempt, **instead: Any) -> Exchange:
    """Ask about it an hour later."""
    later = {"client": Client(clock=lambda: NOW + 3600)}
    exchange: Exchange = bench.run(lambda sender: sender.repeat(attempt), **later | instead)
    return exchange


@pytest.mark.parametrize("request_", [UPDATE, CREATE, COMPLETE])
def test_a_repeat_is_the_same_request_with_a_fresh_date(request_: Request, bench: Bench) -> None:
    attempt = lost(bench, request_)
    bench.server.behaviour = OK
    exchange = repeat(bench, attempt)
    first, second = bench.server.requests
    changed = [
        (was.split(": ")[0], now)
        for was, now in zip(
            first.decode().split("\r\n"), second.decode().split("\r\n"), strict=True
        )
        if was != now
    ]
    assert [name for name, _ in changed] == ["x-amz-pay-date", "authorization"]
    assert changed[0][1] == "x-amz-pay-date: 20260715T133456Z"
    assert exchange.outcome is Outcome.APPLIED
    assert exchange.sale_id == "s1"
    assert exchange.session_id == ("" if request_ is CREATE else SESSION)
    assert bench.unfinished() == []
    assert [kept.outcome for kept in bench.kept()] == [Outcome.APPLIED, Outcome.UNKNOWN]


@pytest.mark.parametrize(
    ("request_", "status", "code", "known"),
    [
        (CREATE, 400, "InvalidParameterValue", True),
        (CREATE, 400, "DuplicateIdempotencyKey", False),
        (CREATE, 400, "InvalidHeaderValue", False),
        (CREATE, 403, "InvalidRequestSignature", False),
        (CREATE, 422, "TransactionAmountExceeded", False),
        (CREATE, 429, "TooManyRequests", False),
        (COMPLETE, 422, "InvalidCheckoutSessionStatus", False),
        (UPDATE, 422, "InvalidCheckoutSessionStatus", True),
        (UPDATE, 400, "UnrecognizedField", True),
        (UPDATE, 403, "InvalidRequestSignature", False),
        (UPDATE, 429, "TooManyRequests", False),
    ],
)
def test_a_refused_repeat_speaks_for_the_first_request_only_where_it_can(
    request_: Request, status: int, code: str, known: bool, bench: Bench
) -> None:  # a payment that was made may refuse to be made again
    attempt = lost(bench, request_)
    bench.server.behaviour = refusing(status, code)
    exchange = repeat(bench, attempt)
    assert exchange.outcome is (Outcome.REJECTED if known else Outcome.UNKNOWN)
    assert (bench.unfinished() == []) is known
    assert known or f"{status} {code}" in str(exchange.reason)


def test_a_repeat_that_was_not_sent_changes_nothing(bench: Bench) -> None:
    attempt = lost(bench, CREATE)
    assert repeat(bench, attempt, endpoint_of=nowhere).outcome is Outcome.NOT_SENT
    assert bench.unfinished() == [attempt]


def test_f24_what_is_being_asked_again_right_now_needs_no_attention(bench: Bench) -> None:
    attempt = lost(bench, COMPLETE)
    bench.server.behaviour = faults.holding

    async def work(sender: Sender) -> list[Attempt]:
        before = len(bench.server.requests)
        task = asyncio.ensure_future(sender.repeat(attempt))
        while len(bench.server.requests) == before:
            assert not task.done()
            await asyncio.sleep(0.001)
        meanwhile = await sender.unfinished()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        return meanwhile

    assert bench.run(work) == []
    assert bench.unfinished() == [attempt]


def test_once_nobody_waits_for_it_what_is_unknown_needs_attention_in_the_same_run(
    bench: Bench,
) -> None:
    async def work(sender: Sender) -> list[Attempt]:
        await sender.send(COMPLETE)
        [attempt] = await sender.unfinished()
        await sender.repeat(attempt)
        return await sender.unfinished()

    bench.server.behaviour = faults.closing
    assert len(bench.run(work)) == 1


def test_a_buttons_payload_is_signed_with_the_profiles_key_and_nothing_leaves(
    bench: Bench,
) -> None:
    signature = bench.run(lambda sender: sender.sign_button(EMULATOR, "{}"))
    text = signing.string_to_sign(EMULATOR.algorithm, "{}")
    assert signing.verify(bench.key.public_key(), EMULATOR.algorithm, text, signature)
    assert bench.server.connections == 0


def test_what_is_unknown_has_no_outcome_at_all(bench: Bench) -> None:
    assert lost(bench, COMPLETE).outcome is None


def test_another_key_signs_for_everybody_and_is_kept_nowhere(bench: Bench) -> None:
    other = generate_private_key(65537, 2048)
    exchange = bench.run(lambda sender: sender.signing_with(other).send(GET))
    signature = exchange.sent.header("authorization").rpartition("Signature=")[2]
    text = exchange.string_to_sign
    assert signing.verify(other.public_key(), Algorithm.PSS_V2, text, signature)
    assert not signing.verify(bench.key.public_key(), Algorithm.PSS_V2, text, signature)


def test_the_person_can_settle_it(bench: Bench) -> None:
    attempt = lost(bench, COMPLETE)
    bench.run(lambda sender: sender.settle(attempt, Outcome.APPLIED))
    assert bench.unfinished() == []


# --- Stopping ----------------------------------------------------------------------------------


def cancelled(bench: Bench, until: Callable[[], bool], **instead: Any) -> list[Attempt]:
    """Send, stop as soon as `until` holds, and say what needed attention meanwhile."""

    async def work() -> list[Attempt]:
        sender = bench.sender(**instead)
        task = asyncio.ensure_future(sender.send(UPDATE))
        while not until():
            assert not task.done()
            await asyncio.sleep(0.001)
        meanwhile = await sender.unfinished()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        return meanwhile

    return asyncio.run(work())


def test_f24_stopping_after_it_left_leaves_the_outcome_unknown(bench: Bench) -> None:
    bench.server.behaviour = faults.holding
    meanwhile = cancelled(bench, lambda: bool(bench.server.requests))
    assert meanwhile == [], "what is being sent right now needs no attention yet"
    [attempt] = bench.unfinished()
    assert attempt.body == b'{"a":1}'


def test_f24_stopping_before_it_left_is_known_to_have_sent_nothing(bench: Bench) -> None:
    begun: list[str] = []

    class Slow(Client):
        async def send(self, *_: Any) -> Exchange:
            begun.append("connecting")
            await asyncio.Event().wait()
            raise AssertionError

    cancelled(bench, lambda: bool(begun), client=Slow(clock=lambda: NOW))
    assert bench.unfinished() == []
    assert bench.server.connections == 0
