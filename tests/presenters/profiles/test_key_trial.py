"""Trying a key: only what Amazon says about the key counts, and nothing is touched."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from pytestqt.qtbot import QtBot

from apay_console.emulator import server
from apay_console.emulator.server import Running
from apay_console.emulator.service import Emulator
from apay_console.errors import NoKey, say
from apay_console.jobs import Runner
from apay_console.model.exchange import Answered, Exchange, Outcome, Sent
from apay_console.model.profile import Profile
from apay_console.presenters.notice import Notice
from apay_console.presenters.profiles.key_trial import MADE_UP_ID, WORKS, KeyTrial, verdict
from apay_console.presenters.profiles.profiles import tea_shop
from tests.api import faults
from tests.api.calls import EMULATOR
from tests.senders import Bench, nowhere, opened, refusing

KEY_ID = "SANDBOX-AG6KZ5VFXNQ3JPTMWL2D"
PROFILE = replace(tea_shop(KEY_ID), id=EMULATOR.id)


@pytest.fixture
def bench(tmp_path: Path, private_key: RSAPrivateKey) -> Iterator[Bench]:
    with opened(tmp_path, private_key) as made:
        yield made


@pytest.fixture
def runner(qtbot: QtBot) -> Iterator[Runner]:
    runner = Runner()
    yield runner
    runner.close()


@pytest.fixture
def emulator(qtbot: QtBot, runner: Runner, private_key: RSAPrivateKey) -> Iterator[Running]:
    """The real one, which verifies signatures."""
    emulator = Emulator({KEY_ID: private_key.public_key()}, clock=time.time)
    told: list[Running | None] = []
    runner.run(server.start(emulator.handle), owner=runner, done=told.append)
    qtbot.waitUntil(lambda: len(told) == 1)
    assert told[0] is not None
    yield told[0]
    runner.run(told[0].stop(), owner=runner, done=told.append)
    qtbot.waitUntil(lambda: len(told) == 2)


def told(qtbot: QtBot, test: KeyTrial, *asked: Any) -> Notice:
    with qtbot.waitSignal(test.ended) as end:
        test.run(*asked)
    assert not test.is_busy
    notice: Notice = end.args[0]
    return notice


def asking(bench: Bench, runner: Runner, emulator: Running) -> KeyTrial:
    from apay_console.api.client import Client

    client = Client(clock=time.time)
    endpoint = lambda _: emulator.base_url  # noqa: E731 - one line says it
    return KeyTrial(bench.sender(client=client, endpoint_of=endpoint), runner)


def test_a_key_that_works_is_green_though_the_answer_is_404(qtbot, bench, runner, emulator):
    notice = told(qtbot, asking(bench, runner, emulator), PROFILE)
    assert (notice.tone, notice.sentence.template) == ("ok", WORKS)


def test_a_key_that_is_not_stored_yet_can_be_tried(qtbot, bench, runner, emulator):
    other = generate_private_key(public_exponent=65537, key_size=2048)
    notice = told(qtbot, asking(bench, runner, emulator), PROFILE, other)
    assert notice.tone == "err"
    assert "does not belong to it" in str(notice.sentence)


def test_an_unknown_key_id_is_asked_about(qtbot, bench, runner, emulator):
    notice = told(
        qtbot, asking(bench, runner, emulator), replace(PROFILE, public_key_id="SANDBOX-OTHER")
    )
    assert notice.tone == "err"
    assert "does not know the key id SANDBOX-OTHER" in str(notice.sentence)
    assert "(na)" in str(notice.sentence)


def test_the_question_is_a_read_of_a_made_up_session(qtbot, bench, runner):
    bench.server.behaviour = refusing(404, "ResourceNotFound")
    told(qtbot, KeyTrial(bench.sender(), runner), PROFILE)
    request = bench.server.requests[0].split(b"\r\n")[0].decode()
    assert request == f"GET /sandbox/v1/checkoutSessions/{MADE_UP_ID} HTTP/1.1"
    assert bench.unfinished() == []


def test_a_server_that_cannot_be_reached_says_nothing_about_the_key(qtbot, bench, runner):
    notice = told(qtbot, KeyTrial(bench.sender(endpoint_of=nowhere), runner), PROFILE)
    assert notice.tone == "warn"
    assert "was not tested" in str(notice.sentence)


def test_a_server_in_trouble_says_nothing_about_the_key(qtbot, bench, runner):
    bench.server.behaviour = refusing(503, "ServiceUnavailable")
    notice = told(qtbot, KeyTrial(bench.sender(), runner), PROFILE)
    assert notice.tone == "warn"
    assert "nothing sure about the key" in str(notice.sentence)


def test_a_key_that_cannot_be_reached_is_said(qtbot, bench, runner):
    async def locked(_: Profile) -> RSAPrivateKey:
        raise NoKey(say("The keyring is locked."))

    notice = told(qtbot, KeyTrial(bench.sender(key_of=locked), runner), PROFILE)
    assert str(notice.sentence) == "The key was not tested. The keyring is locked."


def test_a_test_can_be_stopped_and_the_next_one_counts(qtbot, bench, runner):
    bench.server.behaviour = faults.holding
    test = KeyTrial(bench.sender(), runner)
    test.run(PROFILE)
    test.cancel()
    assert not test.is_busy
    bench.server.behaviour = refusing(404, "ResourceNotFound")
    assert told(qtbot, test, PROFILE).tone == "ok"


def test_a_bug_goes_to_who_reports_bugs(qtbot, bench, runner):
    async def bug(_: Profile) -> RSAPrivateKey:
        raise ZeroDivisionError

    test = KeyTrial(bench.sender(key_of=bug), runner)
    with qtbot.waitSignal(runner.unhandled):
        test.run(PROFILE)
    assert not test.is_busy


def exchange(status: int, code: str, message: str, string_to_sign: str = "") -> Exchange:
    body = f'{{"reasonCode":"{code}","message":"{message}"}}'.encode()
    return Exchange(
        operation="get_session",
        version="v2",
        sent=Sent("GET", "https://pay-api.amazon.eu/v2", ()),
        answered=Answered(status, (), body),
        outcome=Outcome.REJECTED,
        started_at=0,
        took_ms=1,
        string_to_sign=string_to_sign,
    )


def test_a_request_that_changed_on_the_way_is_not_blamed_on_the_key():
    ours, theirs = "a" * 64, "b" * 64
    words = f"Unable to verify signature, signing String [ AMZN-PAY-RSASSA-PSS-V2 {theirs} ]"
    string_to_sign = f"AMZN-PAY-RSASSA-PSS-V2\n{ours}"
    changed = exchange(403, "InvalidRequestSignature", words, string_to_sign)
    assert verdict(changed, PROFILE).tone == "warn"
    same = exchange(403, "InvalidRequestSignature", words.replace("b", "a"), string_to_sign)
    assert verdict(same, PROFILE).tone == "err"


def test_a_wrong_clock_is_not_blamed_on_the_key():
    refused = exchange(400, "InvalidHeaderValue", "x-amz-pay-date should not be in future")
    notice = verdict(refused, PROFILE)
    assert notice.tone == "warn"
    assert "clock" in str(notice.sentence)


def test_an_answer_to_the_made_up_id_is_a_working_key_too():
    answered = replace(exchange(200, "", ""), outcome=Outcome.APPLIED)
    assert verdict(answered, PROFILE).tone == "ok"
