"""How far a clock is off is told to the second, by what each answer says."""

from __future__ import annotations

from dataclasses import replace
from email.utils import formatdate

import pytest

from apay_console.model.exchange import Answered, Exchange, Sent
from apay_console.model.kinds import stamp
from apay_console.model.server_time import seconds_ahead, signed_ahead, span
from tests.store.samples import NOW, exchange

DAY = 86_400


def answered(server: float, took_s: float = 0.0, signed: float = NOW) -> Exchange:
    headers = (("Date", formatdate(server, usegmt=True)),)
    sent = Sent("GET", "https://pay-api.amazon.com/v2/x", (("x-amz-pay-date", stamp(signed)),))
    return replace(exchange(), sent=sent, answered=Answered(200, headers), took_ms=took_s * 1000)


@pytest.mark.parametrize("ahead", [-DAY, -300, -31, 0, 31, 300, DAY])
def test_p19_the_offset_is_known_to_the_second(ahead: int) -> None:
    assert abs(seconds_ahead(answered(NOW - ahead)) - ahead) <= 1
    assert abs(signed_ahead(answered(NOW - ahead)) - ahead) <= 1


def test_p19_waiting_for_the_answer_is_no_offset() -> None:
    assert seconds_ahead(answered(NOW + 20, took_s=29)) == 0
    assert seconds_ahead(answered(NOW + 60, took_s=29)) == pytest.approx(-31, abs=1)


def test_p19_after_2038_as_well() -> None:
    late = 2**31 + 5.0
    found = replace(answered(late - 300, signed=late), started_at=late)
    assert seconds_ahead(found) == signed_ahead(found) == pytest.approx(300, abs=1)


def test_what_was_signed_with_the_servers_time_is_not_off() -> None:
    found = answered(NOW - 300, signed=NOW - 300)
    assert (round(seconds_ahead(found)), round(signed_ahead(found))) == (300, 0)


@pytest.mark.parametrize("date", ["", "yesterday", "Tue, 99 Jun 2025 07:55:12 GMT"])
def test_a_server_that_does_not_tell_is_taken_for_right(date: str) -> None:
    found = replace(exchange(), answered=Answered(200, (("date", date),)))
    assert seconds_ahead(found) == 0
    assert seconds_ahead(replace(found, answered=None)) == 0


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (31, "31 s"),
        (-90.4, "90 s"),
        (312, "5 min 12 s"),
        (600, "10 min"),
        (DAY + 61, "24 h 1 min 1 s"),
    ],
)
def test_a_span_is_said_to_the_second(seconds: float, words: str) -> None:
    assert str(span(seconds)) == words
