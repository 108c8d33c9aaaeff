"""An attempt says what exactly is about to be sent; until it ends its effect is unknown."""

from __future__ import annotations

from dataclasses import replace

from apay_console.model.attempt import Attempt
from apay_console.model.exchange import Outcome


def test_an_attempt_has_no_outcome_until_it_is_given_one() -> None:
    begun = Attempt("a", "p", "s", "create_session", "v2", "POST", "/v2/checkoutSessions", b"{}",
                    "0" * 32, 0.0)  # fmt: skip
    assert begun.outcome is None
    assert replace(begun, outcome=Outcome.APPLIED).body == begun.body
