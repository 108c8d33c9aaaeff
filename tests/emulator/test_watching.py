"""Looking on: every request of others, whole, with what the emulator made of it."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from apay_console import signing
from apay_console.emulator.watching import MOST, Onlooker, Seen
from apay_console.emulator.wire import Asked
from tests.emulator.shop import KEY_ID, NOW, Till, minimum


@pytest.fixture
def seen(till: Till) -> list[Seen]:
    found: list[Seen] = []
    till.emulator.watched = found.append
    return found


def test_a_request_is_told_with_its_answer_byte_for_byte(till: Till, seen: list[Seen]) -> None:
    asked = till.shop.ask("POST", "/v2/checkoutSessions", minimum("v2"))
    answer = till.emulator.handle(asked)
    (told,) = seen
    assert (told.asked, told.answer) == (asked, answer)
    assert told.started == NOW
    assert told.took >= 0
    assert told.key_id == KEY_ID
    assert told.route is not None
    assert told.route.operation.name == "create_session"


def test_the_canonical_request_is_the_one_that_was_signed(till: Till, seen: list[Seen]) -> None:
    till.create()
    told = seen[-1]
    assert told.authorization is not None
    key = till.shop.private_key.public_key()
    parsed = told.authorization
    assert signing.verify(key, parsed.algorithm, told.to_sign, parsed.signature)
    assert told.canonical.startswith("POST\n/sandbox/v2/checkoutSessions\n")


def test_a_refusal_quotes_the_same_string_to_sign(till: Till, seen: list[Seen]) -> None:
    asked = till.shop.ask("POST", "/v2/checkoutSessions", minimum("v2"))
    answer = till.emulator.handle(replace(asked, body=b"{}"))
    assert answer.status == 403
    assert seen[-1].to_sign.encode().replace(b"\n", b"\\n") in answer.body


@pytest.mark.parametrize("written", ["", "AMZN nonsense", "Basic abc"])
def test_what_cannot_be_read_is_told_all_the_same(
    till: Till, seen: list[Seen], written: str
) -> None:
    headers = (("host", "127.0.0.1"), ("authorization", written))
    till.emulator.handle(Asked("GET", "/v2/nothing", headers))
    told = seen[-1]
    assert (told.key_id, told.canonical, told.to_sign, told.route) == ("", "", "", None)


def asked_of(key_id: str, status: int = 200) -> Seen:
    """Something seen; only whose it is matters."""
    from apay_console.emulator.wire import Answer

    written = f"AMZN-PAY-RSASSA-PSS PublicKeyId={key_id}, SignedHeaders=accept, Signature=AAAA"
    asked = Asked("GET", "/v2/charges/x", (("authorization", written),))
    return Seen(asked, Answer(status, b"{}"), NOW, 0.001)


def test_only_others_requests_are_kept_and_who_borrows_the_key_id_is_another() -> None:
    async def looked() -> list[Seen]:
        onlooker = Onlooker("OWN", pause=0)
        for seen in (own, borrowed, others):
            onlooker.take(seen)
        return await onlooker.next()

    own, borrowed, others = asked_of("OWN"), asked_of("OWN", 403), asked_of("SHOP")
    assert asyncio.run(looked()) == [borrowed, others]


def test_a_burst_comes_in_bunches_and_the_oldest_make_room() -> None:
    async def looked() -> tuple[int, int]:
        onlooker = Onlooker("OWN", pause=0.01)
        onlooker.take(asked_of("SHOP"))
        first = await onlooker.next()
        for _ in range(MOST + 5):
            onlooker.take(asked_of("SHOP"))
        return len(first), len(await onlooker.next())

    assert asyncio.run(looked()) == (1, MOST)


def test_nobody_is_told_before_something_came() -> None:
    async def looked() -> list[Seen]:
        onlooker = Onlooker("OWN", pause=0)
        waiting = asyncio.create_task(onlooker.next())
        await asyncio.sleep(0)
        assert not waiting.done()
        onlooker.take(late)
        return await waiting

    late = asked_of("SHOP")
    assert asyncio.run(looked()) == [late]
