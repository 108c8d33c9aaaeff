"""A refused repeat speaks for the first request only where the same bytes must be refused again."""

from __future__ import annotations

import pytest

from apay_console.api.repeats import judged
from apay_console.model.exchange import Outcome
from apay_console.model.operations import CREATE_CHARGE, UPDATE_SESSION
from tests.exchanges import refused


@pytest.mark.parametrize("operation", [UPDATE_SESSION, CREATE_CHARGE], ids=lambda one: one.name)
def test_a_refusal_of_the_body_was_the_first_requests_too(operation):
    found = judged(operation, refused(400, "InvalidParameterValue"))
    assert found.outcome is Outcome.REJECTED


@pytest.mark.parametrize("status", [404, 409, 422])
def test_a_state_that_refuses_speaks_for_the_first_unless_money_may_have_moved(status):
    assert judged(UPDATE_SESSION, refused(status, "InvalidStatus")).outcome is Outcome.REJECTED
    found = judged(CREATE_CHARGE, refused(status, "InvalidStatus"))
    assert found.outcome is Outcome.UNKNOWN
    assert f"{status} InvalidStatus" in str(found.reason)


def test_a_refusal_of_the_sender_says_nothing_of_the_first():
    assert judged(UPDATE_SESSION, refused(401, "UnauthorizedAccess")).outcome is Outcome.UNKNOWN
