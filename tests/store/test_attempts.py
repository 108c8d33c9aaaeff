from __future__ import annotations

import sqlite3

import pytest

from apay_console.errors import NotSent
from apay_console.model.exchange import Outcome
from apay_console.store.attempts import Attempts
from apay_console.store.database import Database
from tests.store.samples import attempt, wait


@pytest.fixture
def attempts(database: Database) -> Attempts:
    return Attempts(database)


def test_an_attempt_without_an_outcome_comes_back_exactly(attempts: Attempts) -> None:
    wait(attempts.begin(attempt()))
    assert wait(attempts.unfinished()) == [attempt()]


@pytest.mark.parametrize("outcome", [Outcome.APPLIED, Outcome.REJECTED, Outcome.NOT_SENT])
def test_a_known_outcome_needs_no_attention(attempts: Attempts, outcome: Outcome) -> None:
    wait(attempts.begin(attempt()))
    wait(attempts.finish("attempt-1", outcome))
    assert wait(attempts.unfinished()) == []


def test_an_unknown_outcome_still_needs_attention(attempts: Attempts) -> None:
    wait(attempts.begin(attempt()))
    wait(attempts.finish("attempt-1", Outcome.UNKNOWN))
    assert wait(attempts.unfinished()) == [attempt(outcome=Outcome.UNKNOWN)]


def test_f68_the_oldest_stands_first_whatever_the_clock_said(attempts: Attempts) -> None:
    made = [attempt(number, created_at=100.0 - number) for number in (3, 1, 2)]
    for one in made:
        wait(attempts.begin(one))
    assert wait(attempts.unfinished()) == made


def test_an_attempt_is_begun_once(attempts: Attempts) -> None:
    wait(attempts.begin(attempt()))
    with pytest.raises(sqlite3.IntegrityError):
        wait(attempts.begin(attempt(idempotency_key="another")))


@pytest.mark.parametrize("outcome", list(Outcome))
def test_b24_a_key_that_was_used_is_never_used_for_another_body(
    attempts: Attempts, outcome: Outcome
) -> None:
    wait(attempts.begin(attempt(1)))
    wait(attempts.finish("attempt-1", outcome))
    spent = {"idempotency_key": attempt(1).idempotency_key}
    with pytest.raises(NotSent, match="used before"):
        wait(attempts.begin(attempt(2, body=b"{}", **spent)))
    with pytest.raises(NotSent, match="used before"):
        wait(attempts.begin(attempt(3, **spent), is_separate=True))
    wait(attempts.begin(attempt(4, idempotency_key="another")))
    wait(attempts.begin(attempt(5, idempotency_key="")))
    wait(attempts.begin(attempt(6, idempotency_key="")))
