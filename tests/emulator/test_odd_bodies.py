"""A body that cannot be read changes no answer: 403 unless its signature is right, then 400."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apay_console.emulator.front import Front
from apay_console.emulator.request_log import RequestLog
from apay_console.emulator.wire import Answer
from tests.emulator.shop import Till, open_till, read

PATH = "/sandbox/v2/checkoutSessions"
DEEP = 100_000
ODD = {
    "deep objects": (b'{"a":' * DEEP + b"1" + b"}" * DEEP, "Nested deeper than 64 levels."),
    "deep lists": (b'{"a":' + b"[" * DEEP + b"]" * DEEP + b"}", "Nested deeper than 64 levels."),
    "never closed": (b'{"a":' + b"[" * DEEP, "Nested deeper than 64 levels."),
    "65 deep": (b'{"a":' * 65 + b"1" + b"}" * 65, "Nested deeper than 64 levels."),
    "half a character": (b'{"a":"\\ud800"}', "A text holds half a character"),
    "half a character as bytes": (b'{"a":"\xed\xa0\x80"}', "The body is not UTF-8 at byte 6."),
    "half a key": (b'{"\\udfff":1}', "A text holds half a character"),
    "endless digits": (b'{"a":' + b"9" * 5000 + b"}", "A number has too many digits"),
    "no text": (b"\xff\xfe\x00", "The body is not UTF-8 at byte 0."),
}


def send(till: Till, body: bytes, *, is_signed: bool) -> Answer:
    """Send a body that was signed, or in whose place another one was."""
    till.emulator.watched = RequestLog(till.emulator).take
    asked = till.shop.ask("POST", PATH, body, x_amz_pay_idempotency_key=till.shop.key())
    other = asked if is_signed else replace(asked, body=body + b" ")
    return Front(till.emulator).handle(other)


def test_a_wrongly_signed_one_of_64_levels_is_still_diagnosed(till: Till) -> None:
    assert send(till, b'{"a":' * 64 + b"1" + b"}" * 64, is_signed=False).status == 403
    assert "The body was written anew" in till.emulator.journal.requests[-1].text


@pytest.mark.parametrize("name", ODD)
def test_a_wrongly_signed_one_is_403(till: Till, name: str) -> None:
    answer = send(till, ODD[name][0], is_signed=False)
    assert (answer.status, read(answer)["reasonCode"]) == (403, "InvalidRequestSignature")


@pytest.mark.parametrize("name", ODD)
def test_a_rightly_signed_one_is_400_and_says_what_is_wrong(till: Till, name: str) -> None:
    body, words = ODD[name]
    answer = send(till, body, is_signed=True)
    assert (answer.status, read(answer)["reasonCode"]) == (400, "InvalidRequestFormat")
    assert words in read(answer)["message"]


@given(body=st.binary(max_size=60) | st.text(max_size=60).map(lambda text: text.encode("utf-8")))
def test_whatever_the_body_it_is_never_500(private_key: Any, body: bytes) -> None:
    till = open_till(private_key)
    assert send(till, body, is_signed=False).status == 403
