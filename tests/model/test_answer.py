"""What an answer says is read once, and whatever comes is read without harm."""

from __future__ import annotations

import pytest

from apay_console.model.answer import answer_of, own_words, reason_code, refusal, server_hash
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


def test_an_answer_that_never_came_reads_as_nothing() -> None:
    assert answer_of(sent()) is None


def test_a_refusal_holds_its_status_its_code_and_at_most_500_characters_of_words() -> None:
    found = refusal(refused(400, "InvalidParameterValue", "x" * 9_000))
    assert (found.status, found.code, len(found.words)) == (400, "InvalidParameterValue", 500)
    assert refusal(sent()).status == 0
