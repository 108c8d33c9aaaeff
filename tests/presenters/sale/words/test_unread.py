"""Where an answer makes no tree, there is a reason; for the newest only where Amazon agreed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from apay_console.model.exchange import Exchange, Outcome
from apay_console.presenters.sale.words.unread import reason_at, reason_now
from tests.exchanges import answered, sent

BROKEN = b'{"a": '


def got(status: int, body: bytes) -> Exchange:
    return answered(sent("get_session"), status, body)


@pytest.mark.parametrize("status", [200, 201, 302, 400, 502])
def test_of_any_moment_it_is_told_whatever_the_status(status: int) -> None:
    assert reason_at(got(status, BROKEN)) is not None
    assert reason_at(got(status, b'{"message": "x"}')) is None
    assert reason_at(got(status, b"")) is None


@pytest.mark.parametrize(
    ("status", "is_told"), [(200, True), (201, True), (302, False), (502, False)]
)
def test_of_the_newest_answer_it_is_told_where_amazon_agreed(status: int, is_told: bool) -> None:
    assert (reason_now(got(status, BROKEN)) is not None) is is_told


def test_an_agreement_that_was_taken_for_one_but_says_things_twice_is_told_too() -> None:
    twice = got(200, b'{"a": 1, "a": 2}')
    assert twice.outcome is Outcome.APPLIED
    assert "twice" in str(reason_now(twice))


def test_without_an_answer_there_is_nothing_to_tell() -> None:
    assert reason_now(None) is reason_now(sent()) is reason_at(sent()) is None
    assert reason_now(replace(got(200, b"{}"), outcome=Outcome.APPLIED, reason=None)) is None
