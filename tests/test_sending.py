"""A write is stored before it leaves, sent once, and never guessed about."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

from apay_console.api import client
from apay_console.errors import Invalid, NoKey, NotStored, say
from apay_console.model.attempt import Attempt
from apay_console.model.exchange import Exchange, Outcome
from apay_console.model.fields import ApiVersion
from apay_console.model.profile import Profile
from apay_console.model.request import Request
from apay_console.store.attempts import Attempts
from apay_console.store.history import History
from tests.api import faults
from tests.api.calls import EMULATOR, SESSION
from tests.api.deadlines import Deadlines
from tests.api.faults import Visit, answer, answering
from tests.senders import COMPLETE, CREATE, GET, OK, UPDATE, Bench, nowhere, opened, refusing


@pytest.fixture
def bench(tmp_path: Path, private_key: RSAPrivateKey) -> Iterator[Bench]:
    with opened(tmp_path, private_key) as made:
        yield made


# --- Before anything leaves --------------------------------------------------------------------


def test_a_write_is_on_disk_before_a_byte_of_it_leaves(bench: Bench) -> None:
    seen: list[tuple[Any, ...]] = []

    def look(visit: Visit) -> None:
        with closing(sqlite3.connect(bench.path)) as other:
            query = "SELECT idempotency_key, body, method, path, outcome FROM attempts"
            seen.extend(other.execute(query))
        visit.say(answer(201, "{}"))

    bench.server.behaviour = look
    exchange = bench.send(CREATE)
    path = "/sandbox/v1/checkoutSessions"
    assert seen == [(exchange.idempotency_key, b"{}", "POST", path, None)]
    assert exchange.idempotency_key == f"{1:032x}"
    assert bench.unfinished() == []


def test_what_cannot_be_stored_is_not_sent(bench: Bench) -> None:
    class FullDisk(Attempts):
        async def begin(self, attempt: Attempt, *, is_separate: bool = False) -> None:
            raise NotStored(say("The disk is full."))

    for request in (UPDATE, CREATE, COMPLETE):
        with pytest.raises(NotStored):
            bench.send(request, attempts=FullDisk(bench.database))
    assert bench.server.connections == 0
    assert bench.send(GET, attempts=FullDisk(bench.database)).outcome is Outcome.APPLIED


def test_without_a_key_nothing_is_stored_or_sent(bench: Bench) -> None:
    async def locked(_: Profile) -> RSAPrivateKey:
        raise NoKey(say("The keyring is locked."))

    with pytest.raises(NoKey):
        bench.send(UPDATE, key_of=locked)
    assert (bench.server.connections, bench.unfinished(), bench.kept()) == (0, [], [])


@pytest.mark.parametrize(
    "request_",
    [
        replace(UPDATE, ids={"checkoutSessionId": "../x"}),
        replace(COMPLETE, version=ApiVersion.V1),
        replace(CREATE, idempotency_key="x" * 33),
        replace(UPDATE, profile=replace(EMULATOR, public_key_id="LIVE-A")),
    ],
)
def test_what_is_wrong_is_neither_stored_nor_sent(request_: Request, bench: Bench) -> None:
    with pytest.raises(Invalid):
        bench.send(request_)
    assert (bench.server.connections, bench.unfinished(), bench.kept()) == (0, [], [])


def test_what_a_version_does_not_have_is_refused_by_its_name(bench: Bench) -> None:
    with pytest.raises(Invalid) as refused:
        bench.send(replace(COMPLETE, version=ApiVersion.V1))
    assert str(refused.value) == f"v1 has no “{COMPLETE.operation.label}”."


def test_a_wrong_id_does_not_even_ask_for_the_key(bench: Bench) -> None:
    async def prompt(_: Profile) -> RSAPrivateKey:
        raise AssertionError("the keyring was asked")

    with pytest.raises(Invalid):
        bench.send(replace(UPDATE, ids={"checkoutSessionId": "a/b"}), key_of=prompt)


def test_an_address_that_is_not_amazons_is_refused(bench: Bench) -> None:
    with pytest.raises(Invalid):
        bench.send(UPDATE, endpoint_of=lambda _: "https://evil.example")
    assert bench.unfinished() == []


# --- What is known afterwards ------------------------------------------------------------------

OUTCOMES = [
    (OK, Outcome.APPLIED, 0),
    (refusing(422, "InvalidCheckoutSessionStatus"), Outcome.REJECTED, 0),
    (refusing(500, "InternalServerError"), Outcome.UNKNOWN, 1),
    (answering(200, "<html>"), Outcome.UNKNOWN, 1),
    (faults.closing, Outcome.UNKNOWN, 1),
    (faults.holding, Outcome.UNKNOWN, 1),
]


@pytest.mark.parametrize(("behaviour", "outcome", "open_"), OUTCOMES)
def test_only_what_is_known_closes_an_attempt(
    behaviour: faults.Behaviour,
    outcome: Outcome,
    open_: int,
    bench: Bench,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    bench.server.behaviour, bench.server.late = behaviour, Deadlines(client, monkeypatch).expire
    exchange = bench.send(UPDATE)
    assert exchange.outcome is outcome
    assert len(bench.unfinished()) == open_
    assert bench.kept() == [exchange]
    assert len(bench.server.requests) == 1


def test_what_was_not_sent_is_kept_as_that(bench: Bench) -> None:
    exchange = bench.send(UPDATE, endpoint_of=nowhere)
    assert exchange.outcome is Outcome.NOT_SENT
    assert "refused the connection" in str(exchange.reason)
    assert (bench.unfinished(), bench.kept()) == ([], [exchange])


def test_an_exchange_belongs_to_its_sale_and_session(bench: Bench) -> None:
    for request in (UPDATE, GET):
        exchange = bench.send(replace(request, session_id=""))
        assert (exchange.sale_id, exchange.session_id, exchange.profile_id) == ("s1", SESSION, "p1")
        assert exchange.id > 0
        assert exchange.version == "v1"


def test_an_answer_that_cannot_be_kept_is_shown_all_the_same(bench: Bench) -> None:
    class FullDisk(History):
        async def add(self, exchange: Exchange, settled: str = "") -> Exchange:
            raise NotStored(say("The disk is full."))

    exchange = bench.send(UPDATE, history=FullDisk(bench.database))
    assert (exchange.outcome, exchange.id, exchange.sale_id) == (Outcome.APPLIED, 0, "s1")


def test_an_answer_and_what_it_settles_are_stored_at_once(bench: Bench) -> None:
    class Unasked(Attempts):
        async def finish(self, attempt_id: str, outcome: Outcome) -> None:
            raise AssertionError("a second transaction")

    exchange = bench.send(UPDATE, attempts=Unasked(bench.database))
    assert (bench.unfinished(), bench.kept()) == ([], [exchange])


def test_an_answer_that_cannot_be_kept_settles_its_attempt_all_the_same(bench: Bench) -> None:
    class FullDisk(History):
        async def add(self, exchange: Exchange, settled: str = "") -> Exchange:
            raise NotStored(say("The disk is full."))

    bench.send(UPDATE, history=FullDisk(bench.database))
    assert (bench.unfinished(), bench.kept()) == ([], [])


def test_an_outcome_that_cannot_be_stored_leaves_the_attempt_unknown(bench: Bench) -> None:
    class FullHistory(History):
        async def add(self, exchange: Exchange, settled: str = "") -> Exchange:
            raise NotStored(say("The disk is full."))

    class FullAttempts(Attempts):
        async def finish(self, attempt_id: str, outcome: Outcome) -> None:
            raise NotStored(say("The disk is full."))

    full = {"history": FullHistory(bench.database), "attempts": FullAttempts(bench.database)}
    exchange = bench.send(UPDATE, **full)
    assert exchange.outcome is Outcome.APPLIED
    assert len(bench.unfinished()) == 1


@pytest.mark.parametrize(
    ("request_", "has_key"), [(CREATE, True), (UPDATE, False), (COMPLETE, False), (GET, False)]
)
def test_a_key_goes_with_what_creates(request_: Request, has_key: bool, bench: Bench) -> None:
    exchange = bench.send(request_)
    sent = dict(bench.server.last[1])
    assert bool(exchange.idempotency_key) is has_key
    assert sent.get("x-amz-pay-idempotency-key", "") == exchange.idempotency_key


def test_each_creation_has_a_key_of_its_own(bench: Bench) -> None:
    keys = {bench.send(CREATE).idempotency_key for _ in range(3)}
    assert len(keys) == 3
    assert bench.send(replace(CREATE, idempotency_key="again")).idempotency_key == "again"


# --- Shape -------------------------------------------------------------------------------------


def test_a_request_does_not_show_what_it_carries() -> None:
    shown = repr(replace(CREATE, body=b'{"note":"canary"}', idempotency_key="canary"))
    assert "canary" not in shown
