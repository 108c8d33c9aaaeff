"""A clock that is off is explained, and signing with Amazon's time is the person's choice."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from dataclasses import replace
from email.utils import formatdate
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from hypothesis import given
from hypothesis import strategies as st

from apay_console.api.client import Client
from apay_console.model.exchange import Exchange, Outcome
from apay_console.model.fields import ApiVersion
from apay_console.model.kinds import stamp
from apay_console.model.operations import CREATE_SESSION
from apay_console.model.request import Request
from apay_console.model.server_time import span
from apay_console.presenters.sale.words.notices import clock_off, notice_of
from apay_console.pytest_plugin import ApayEmulator
from apay_console.sending import Sender
from tests.api.calls import EMULATOR, NOW
from tests.api.faults import answering
from tests.senders import GET, Bench, opened

OFF = [-86_400, -301, 301, 86_400]


@pytest.fixture
def bench(tmp_path: Path, private_key: RSAPrivateKey) -> Iterator[Bench]:
    with opened(tmp_path, private_key) as made:
        yield made


def dates(bench: Bench) -> list[str]:
    lines = [line for request in bench.server.requests for line in request.decode().split("\r\n")]
    return [line[16:] for line in lines if line.startswith("x-amz-pay-date: ")]


@pytest.mark.parametrize("off", OFF)
def test_p19_only_by_the_persons_word_is_anything_signed_with_the_servers_time(
    off: int, bench: Bench
) -> None:
    date = formatdate(NOW - off, usegmt=True)
    bench.server.behaviour = answering(200, "{}", f"Date: {date}")

    async def thrice(sender: Sender) -> None:
        await sender.send(GET)
        await sender.send(GET)
        sender.sign_by_server(is_on=True)
        await sender.send(GET)
        sender.sign_by_server(is_on=False)
        await sender.send(GET)

    bench.run(thrice)
    ours, servers = stamp(NOW), stamp(NOW - off)
    first, second, third, last = dates(bench)
    assert first == second == last == ours
    assert third[:13] == servers[:13]


# Far from the 300 s that are allowed: the emulator reads the real clock, and may be slow to.
@pytest.mark.parametrize("off", [-86_400, -1_000, 400, 86_400])
def test_f26_a_clock_that_is_off_is_refused_once_explained_and_can_be_mended(
    off: int, bench: Bench, apay_emulator: ApayEmulator
) -> None:
    bench.key = apay_emulator.private_key
    who = replace(EMULATOR, public_key_id=apay_emulator.public_key_id)
    body = (
        b'{"storeId":"amzn1.a","webCheckoutDetails":{"checkoutReviewReturnUrl":"http://a.example"}}'
    )
    create = Request(CREATE_SESSION, who, ApiVersion.V2, {}, body, sale_id="s1")

    async def twice(sender: Sender) -> list[Exchange]:
        first = await sender.send(create)
        sender.sign_by_server(is_on=True)
        return [first, await sender.send(create)]

    client = Client(clock=lambda: time.time() + off)
    refused, mended = bench.run(twice, client=client, endpoint_of=lambda _: apay_emulator.base_url)
    assert (refused.outcome, mended.outcome) == (Outcome.REJECTED, Outcome.APPLIED)
    told = notice_of(refused)
    assert told is not None
    way, near = "ahead" if off > 0 else "behind", range(abs(off) - 2, abs(off) + 3)
    assert any(str(told.sentence).endswith(f" {span(one)} {way}.") for one in near)
    assert told.actions == ("server_time",)
    assert len(apay_emulator.state["session"]) == 1
    assert clock_off(mended) is None


def test_p19_half_a_minute_is_told_before_it_is_refused(bench: Bench) -> None:
    for off, words in ((29, ""), (42, "42 s fast"), (-42, "42 s slow")):
        date = formatdate(NOW - off, usegmt=True)
        bench.server.behaviour = answering(200, "{}", f"Date: {date}")
        told = clock_off(bench.send(GET))
        assert words in str(told.sentence) if told else not words


@given(st.integers(0, 2**33))
def test_p19_the_date_is_sixteen_ascii_signs_whatever_the_time(seconds: int) -> None:
    assert re.fullmatch(r"[0-9]{8}T[0-9]{6}Z", stamp(seconds), re.ASCII)


@pytest.mark.parametrize("zone", ["Europe/Berlin", "America/New_York", "Pacific/Apia"])
def test_p19_the_hour_that_comes_twice_is_signed_once(
    zone: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    try:
        turn = 1_761_440_400  # 2025-10-26 01:00 UTC, when Europe puts its clocks back
        found = [stamp(turn + 1800 * step) for step in range(-4, 5)]
    finally:
        monkeypatch.undo()
        time.tzset()
    assert found == sorted(set(found))
    assert found[4] == "20251026T010000Z"
