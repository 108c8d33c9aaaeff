"""An answer arrives as its delivery says, over a real socket."""

from __future__ import annotations

import asyncio
import json
from dataclasses import replace
from types import SimpleNamespace

import pytest

from apay_console.emulator.faults import travelling
from apay_console.emulator.faults.travelling import deliver
from apay_console.emulator.wire import Answer, Delivery, as_json
from tests.emulator.loops import Reply, exchange, serving, wire

WHOLE = as_json(200, {"text": "x" * 1000})


def get(answer: Answer) -> Reply:
    with serving(lambda _: answer) as running:
        return exchange(running.port, wire("GET", "/", {"host": "localhost"}), ends=False)


def delivered(**ways: object) -> Reply:
    return get(replace(WHOLE, delivery=Delivery(**ways)))


def test_silence_is_a_connection_that_closes_without_a_byte() -> None:
    assert delivered(silent=True).raw == b""


def test_a_body_that_dribbles_arrives_whole_and_takes_its_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    pauses: list[float] = []

    async def sleep(seconds: float) -> None:
        pauses.append(seconds)

    monkeypatch.setattr(travelling, "asyncio", SimpleNamespace(**vars(asyncio) | {"sleep": sleep}))
    reply = delivered(spread=20)
    assert json.loads(reply.body) == {"text": "x" * 1000}
    assert sum(pauses) == pytest.approx(20, rel=0.05)


def test_an_empty_body_can_dribble_too() -> None:
    reply = get(Answer(204, b"", delivery=Delivery(spread=0.01)))
    assert (reply.status, reply.body) == (204, b"")


def test_the_date_can_be_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(travelling, "time", lambda: 1_784_118_896.7)
    assert delivered(skew=3600).headers["date"] == "Wed, 15 Jul 2026 13:34:56 GMT"


def test_a_dribble_comes_in_pieces_with_pauses() -> None:
    sent: list[bytes] = []

    async def send(message: dict[str, object]) -> None:
        if message["type"] == "http.response.body":
            sent.append(bytes(message["body"]))  # type: ignore[call-overload]

    answer = replace(WHOLE, delivery=Delivery(spread=0.001))
    asyncio.run(deliver(answer, None, None, send))  # type: ignore[arg-type]
    assert b"".join(sent) == WHOLE.body
    assert 30 < len(sent) <= 42
