"""A refused repeat speaks for the first request only where the same bytes must be refused again."""

from __future__ import annotations

from dataclasses import replace

import pytest

from apay_console.api.repeats import judged
from apay_console.model.exchange import Outcome
from apay_console.model.operations import CREATE_CHARGE, UPDATE_SESSION
from tests.exchanges import refused


@pytest.mark.parametrize("operation", [UPDATE_SESSION, CREATE_CHARGE], ids=lambda one: one.name)
def test_a_refusal_of_the_body_was_the_first_requests_too(operation):
    found = judged(operation, refused(400, "InvalidParameterValue"))
    assert found.outcome is Outcome.REJECTED


@pytest.mark.parametrize(
    ("status", "code"),
    [(404, "ResourceNotFound"), (409, "AmountMismatch"), (422, "InvalidChargeStatus")],
)
def test_a_state_that_refuses_speaks_for_the_first_unless_money_may_have_moved(status, code):
    assert judged(UPDATE_SESSION, refused(status, code)).outcome is Outcome.REJECTED
    found = judged(CREATE_CHARGE, refused(status, code))
    assert found.outcome is Outcome.UNKNOWN
    assert f"{status} {code}" in str(found.reason)


@pytest.mark.parametrize("name", ["moves_money", "needs_idempotency_key"])
def test_either_sign_of_a_payment_is_enough_to_leave_it_open(name):
    other = replace(CREATE_CHARGE, moves_money=False, needs_idempotency_key=False)
    assert judged(other, refused(422, "InvalidChargeStatus")).outcome is Outcome.REJECTED
    found = judged(replace(other, **{name: True}), refused(422, "InvalidChargeStatus"))
    assert found.outcome is Outcome.UNKNOWN


@pytest.mark.parametrize("outcome", [one for one in Outcome if one is not Outcome.REJECTED])
def test_what_was_not_refused_stays_as_it_was_judged(outcome):
    exchange = replace(refused(422, "InvalidChargeStatus"), outcome=outcome)
    assert judged(CREATE_CHARGE, exchange) is exchange


def test_a_refusal_of_the_sender_says_nothing_of_the_first():
    assert judged(UPDATE_SESSION, refused(401, "UnauthorizedAccess")).outcome is Outcome.UNKNOWN
