"""An exchange is what was on the wire; what reads it does not change it."""

from __future__ import annotations

import dataclasses

import pytest

from apay_console.model.exchange import Answered, Exchange, Outcome, Sent


def test_a_header_is_found_in_any_case_and_empty_when_absent() -> None:
    answered = Answered(200, (("X-Amz-Pay-Request-Id", "7c1e"), ("a", "1"), ("A", "2")))
    assert answered.request_id == "7c1e"
    assert answered.header("a") == "1"
    assert answered.header("b") == ""


def test_what_was_on_the_wire_cannot_be_changed() -> None:
    sent = Sent("GET", "https://pay-api.amazon.com/v2/checkoutSessions/s", ())
    found = Exchange("get_session", "v2", sent, None, Outcome.NOT_SENT, 0.0, 0.0)
    with pytest.raises(dataclasses.FrozenInstanceError):
        found.took_ms = 1.0  # type: ignore[misc]


def test_the_number_is_all_that_is_learnt_later() -> None:
    sent = Sent("GET", "https://pay-api.amazon.com/v2/checkoutSessions/s", ())
    found = Exchange("get_session", "v2", sent, None, Outcome.NOT_SENT, 0.0, 0.0)
    found.take_number(7)
    assert found == dataclasses.replace(found, id=7)


def test_four_outcomes_are_all_there_are() -> None:
    assert [str(outcome) for outcome in Outcome] == ["NOT_SENT", "REJECTED", "APPLIED", "UNKNOWN"]
