"""What an answer says is read once, and whatever comes is read without harm."""

from __future__ import annotations

from dataclasses import replace

import pytest

from apay_console.errors import say
from apay_console.model.answer import (
    answer_of,
    own_words,
    reason_code,
    refusal,
    server_hash,
    why_unread,
)
from apay_console.model.exchange import Exchange, Outcome
from tests.exchanges import answered, refused, sent

HASH = "5f0c" * 16
SIGNING = f"Unable to verify signature, signing String [AMZN-PAY-RSASSA-PSS-V2\n{HASH}] , signature"


def test_the_servers_hash_is_read_out_of_its_words() -> None:
    assert server_hash(refused(403, "InvalidRequestSignature", SIGNING)) == HASH
    assert server_hash(refused(403, "InvalidRequestSignature", "nothing")) == ""


@pytest.mark.parametrize(
    "body", [b"", b"<html>", b"[]", b"\xff", b'{"reasonCode": 1, "message": 2}']
)
def test_an_answer_of_another_shape_has_no_code_and_no_words(body: bytes) -> None:
    exchange = answered(sent(), 400, body)
    assert (reason_code(exchange), own_words(exchange)) == ("", "")


@pytest.mark.parametrize(
    "body",
    [
        b'{"reasonCode": "InvalidRequest", "message": "no", "who": "caf\xe9"}',
        b'{"reasonCode": "InvalidRequest", "message": "no", "a": 1, "a": 2}',
        b'{"reasonCode": "InvalidRequest", "message": "no", "half": "\\ud800", "zero": "\\u0000"}',
        b'{"reasonCode": "InvalidRequest", "message": "no", "deep": '
        + b"[" * 70
        + b"]" * 70
        + b"}",
        b'{"reasonCode": "InvalidRequest", "message": "no", "long": ' + b"9" * 4_301 + b"}",
        '{"reasonCode": "InvalidRequest", "message": "no"}'.encode("utf-16"),
    ],
)
def test_a_reason_is_read_out_of_an_answer_that_is_odd_elsewhere(body: bytes) -> None:
    exchange = answered(sent(), 400, body)
    assert exchange.outcome is Outcome.REJECTED
    assert (reason_code(exchange), own_words(exchange)) == ("InvalidRequest", "no")
    assert answer_of(exchange) is None


def test_an_answer_is_read_once_for_all_who_show_it() -> None:
    exchange = answered(sent(), 200, {"items": [{"name": "tea"}]})
    stored = replace(exchange, id=7)
    assert answer_of(stored) is answer_of(exchange) == {"items": [{"name": "tea"}]}


def test_another_body_in_its_place_is_read_for_itself() -> None:
    exchange = answered(sent(), 200, {"a": 1})
    assert exchange.answered is not None
    other = replace(exchange, answered=replace(exchange.answered, body=b'{"a": 2}'))
    assert (answer_of(exchange), answer_of(other)) == ({"a": 1}, {"a": 2})


def test_an_answer_that_never_came_reads_as_nothing() -> None:
    assert answer_of(sent()) is None


def test_p22_a_refusal_holds_its_status_its_code_and_at_most_500_characters_of_words() -> None:
    found = refusal(refused(400, "InvalidParameterValue", "x" * 9_000))
    assert (found.status, found.code, len(found.words)) == (400, "InvalidParameterValue", 500)
    assert refusal(sent()).status == 0


@pytest.mark.parametrize("status", [200, 400])
def test_a_byte_order_mark_is_overlooked(status: int) -> None:
    exchange = answered(sent(), status, b'\xef\xbb\xbf{"reasonCode": "InvalidRequest"}')
    assert answer_of(exchange) == {"reasonCode": "InvalidRequest"}
    assert reason_code(exchange) == "InvalidRequest"
    assert why_unread(exchange) is None


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ('{"a": 1}'.encode("utf-16"), "It is not UTF-8 at byte 0."),
        ('{"a": "café"}'.encode("latin-1"), "It is not UTF-8 at byte 10."),
        (b'{"a": 1}\n{"b": 2}', "Something stands after the end of the object. Line 2, column 1."),
        (b"null", "It is null, and nothing else."),
        (b'{"a": 1, "a": 2}', "“a” stands here twice; only one can be meant. Line 1, column 10."),
        (b"[" * 100_000, "Nested deeper than 64 levels. Line 1, column 65."),
        (
            b'{"a": ' + b"9" * 4_301 + b"}",
            "A number has too many digits to be read. Line 1, column 7.",
        ),
        (
            b"[" + b"0," * 1_000_000 + b"0]",
            "It holds more than 200,000 values, too many to be read.",
        ),
    ],
    ids=["utf-16", "latin-1", "two", "null", "twice", "deep", "digits", "a million"],
)
def test_what_cannot_be_read_is_explained_with_its_place(body: bytes, reason: str) -> None:
    exchange = replace(answered(sent(), 200, body), outcome=Outcome.APPLIED, reason=None)
    assert answer_of(exchange) is None
    assert str(why_unread(exchange)) == reason


def test_what_was_cut_short_says_so_rather_than_where_the_json_ends() -> None:
    reason = say("The answer is larger than {cap} bytes.", cap=9)
    cut = replace(answered(sent(), 200, b'{"a": 12'), outcome=Outcome.UNKNOWN, reason=reason)
    assert why_unread(cut) is reason


@pytest.mark.parametrize(
    "exchange", [sent(), answered(sent(), 204, b""), answered(sent(), 200, {})]
)
def test_what_is_empty_or_can_be_read_needs_no_reason(exchange: Exchange) -> None:
    assert why_unread(exchange) is None
