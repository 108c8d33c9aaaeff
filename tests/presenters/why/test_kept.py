"""What is explained of an exchange in the history is its own, whatever sale is open."""

from __future__ import annotations

import pytest

from apay_console.model.exchange import Exchange
from apay_console.presenters.why import asking, kept
from tests.exchanges import answered, refused, sent
from tests.sale_parts import MISSING, session_body

WAITING = answered(sent(), 200, session_body(missing=MISSING))


@pytest.mark.parametrize(
    ("exchange", "key"),
    [
        (None, asking.FINE),
        (refused(403, "InvalidRequestSignature"), "error.InvalidRequestSignature"),
        (sent(), "network.unknown"),
        (WAITING, asking.NO_REDIRECT),
    ],
)
def test_the_refusal_comes_first_then_the_state(exchange: Exchange | None, key: str) -> None:
    assert kept.key_of(exchange) == key


def test_a_code_is_that_of_the_refusal_or_of_the_object() -> None:
    assert kept.key_in(refused(422, "SoftDeclined"), "SoftDeclined") == "error.SoftDeclined"
    assert kept.key_in(WAITING, "BuyerCanceled") == "session.BuyerCanceled"
    assert kept.key_in(WAITING, asking.REDIRECT) == asking.NO_REDIRECT
