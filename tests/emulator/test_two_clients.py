"""Two clients complete the same session at the same moment: one wins, and money moves once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st

from apay_console.emulator.rules import paying
from apay_console.emulator.rules.cards import CARDS
from apay_console.emulator.wire import Answer
from tests.emulator.loops import exchange, serving, wire
from tests.emulator.money import price
from tests.emulator.shop import Till, code, open_till, read

STEPS = ("read", "complete", "read again")


@pytest.fixture(scope="module")
def module_key(private_key: RSAPrivateKey) -> RSAPrivateKey:
    return private_key


@given(turns=st.permutations([0, 0, 0, 1, 1, 1]), key=st.sampled_from(["", "own"]))
@settings(max_examples=25, deadline=None)
def test_two_clients_complete_a_session_and_one_wins(
    module_key: RSAPrivateKey, turns: list[int], key: str
) -> None:
    till = open_till(module_key)
    number = till.ready()
    paying.decide(till.emulator.world, till.emulator.session(number), paying.APPROVE, CARDS[0])
    done: list[list[Answer]] = [[], []]
    for client in turns:
        done[client].append(one_step(till, number, STEPS[len(done[client])], key and f"c{client}"))
    answers = sorted(code(rows[1]) for rows in done)
    assert answers == ["200 None", "422 InvalidCheckoutSessionStatus"]
    assert len(till.emulator.world.state.charges) == 1
    assert [read(rows[2]) for rows in done] == [read(till.get(number))] * 2


def one_step(till: Till, number: str, step: str, key: str) -> Answer:
    if step != "complete":
        return till.get(number)
    extra = {"x_amz_pay_idempotency_key": key} if key else {}
    return till.complete(number, {"chargeAmount": price("48.90")}, **extra)


def test_two_clients_on_two_connections_complete_a_session_and_one_wins(
    private_key: RSAPrivateKey,
) -> None:
    till = open_till(private_key)
    numbers = [till.ready() for _ in range(10)]
    for number in numbers:
        session = till.emulator.session(number)
        paying.decide(till.emulator.world, session, paying.APPROVE, CARDS[0])
    with serving(till.emulator.handle) as running, ThreadPoolExecutor(2) as clients:
        for number in numbers:
            raw = completion(till, number)
            replies = list(clients.map(lambda one: exchange(running.port, one), [raw, raw]))
            assert sorted(reply.status for reply in replies) == [200, 422]
    assert len(till.emulator.world.state.charges) == len(numbers)


def completion(till: Till, number: str) -> bytes:
    path = f"/sandbox/v2/checkoutSessions/{number}/complete"
    asked = till.shop.ask("POST", path, {"chargeAmount": price("48.90")})
    headers = {name: value for name, value in asked.headers if name != "content-length"}
    return wire("POST", path, headers, asked.body)
