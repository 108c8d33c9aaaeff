"""What a shop asked is written down as the shop saw it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from apay_console.emulator.recounting import exchange_of
from apay_console.emulator.watching import Seen
from apay_console.emulator.wire import Delivery
from apay_console.model.exchange import Exchange, Outcome
from tests.emulator.shop import Till


def told(till: Till, delivery: Delivery, status: int = 0) -> Exchange:
    """Let a shop begin a session, and tell it as if its answer had travelled so."""
    seen: list[Seen] = []
    till.emulator.watched = seen.append
    till.create()
    answer = replace(seen[0].answer, delivery=delivery)
    answer = replace(answer, status=status) if status else answer
    return exchange_of(replace(seen[0], answer=answer, took=0.5), till.emulator)


@pytest.mark.parametrize("delivery", [Delivery(silent=True), Delivery(reset=True)])
def test_an_answer_that_never_came_leaves_the_outcome_open(till: Till, delivery: Delivery) -> None:
    found = told(till, delivery)
    assert (found.answered, found.outcome) == (None, Outcome.UNKNOWN)
    assert str(found.reason) == "The connection was broken."


def test_an_answer_that_broke_off_is_told_as_far_as_it_came(till: Till) -> None:
    found = told(till, Delivery(cut=5))
    assert found.answered is not None
    assert len(found.answered.body) == 5
    assert str(found.reason) == "The answer was cut off."


@pytest.mark.parametrize(
    ("status", "outcome"),
    [(201, Outcome.APPLIED), (400, Outcome.REJECTED), (500, Outcome.UNKNOWN)],
)
def test_the_status_says_what_became_of_it(till: Till, status: int, outcome: Outcome) -> None:
    assert told(till, Delivery(), status).outcome is outcome


def test_its_key_its_delay_and_its_version_are_kept(till: Till) -> None:
    found = told(till, Delivery(delay=2.0))
    assert (found.operation, found.idempotency_key) == ("create_session", "key1")
    assert (found.took_ms, found.version) == (2500.0, "v2")
    till.version = "v1"
    assert told(till, Delivery()).version == "v1"
