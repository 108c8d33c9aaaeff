from __future__ import annotations

import sqlite3

import pytest

from apay_console.errors import NotSent
from apay_console.model.attempt import Attempt, SentBefore
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
    [found] = wait(attempts.unfinished())
    assert found == attempt(outcome=Outcome.UNKNOWN)
    assert found.outcome is Outcome.UNKNOWN


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


class Ticks:
    """A clock that never jumps."""

    now = 5_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def ticks() -> Ticks:
    return Ticks()


@pytest.fixture
def paid(database: Database, ticks: Ticks) -> Attempts:
    """The same money moved already, a moment ago."""
    made = Attempts(database, ticks=ticks)
    wait(made.begin(like(1)))
    wait(made.finish("attempt-1", Outcome.APPLIED))
    return made


def like(number: int, created_at: float = 0.0, **values: object) -> Attempt:
    return attempt(number, created_at=created_at, **{"likeness": "alike", **values})


def test_p16_the_same_money_moves_again_only_where_that_is_meant(paid: Attempts) -> None:
    with pytest.raises(SentBefore) as refused:
        wait(paid.begin(like(2, 60.0)))
    assert (refused.value.twin.id, refused.value.age) == ("attempt-1", 60.0)
    assert wait(paid.unfinished()) == []
    wait(paid.begin(like(2, 60.0), is_separate=True))
    assert [one.id for one in wait(paid.unfinished())] == ["attempt-2"]


@pytest.mark.parametrize(
    ("passed", "created_at", "is_same"),
    [(599.9, 1e6, True), (600.0, 599.9, True), (600.0, -599.9, True), (600.0, 600.0, False)],
)
def test_p16_ten_minutes_are_told_by_either_clock(
    paid: Attempts, ticks: Ticks, passed: float, created_at: float, is_same: bool
) -> None:
    ticks.now += passed
    if is_same:
        with pytest.raises(SentBefore):
            wait(paid.begin(like(2, created_at)))
    else:
        wait(paid.begin(like(2, created_at)))


@pytest.mark.parametrize("outcome", [Outcome.REJECTED, Outcome.NOT_SENT])
def test_what_moved_nothing_may_be_sent_anew(paid: Attempts, outcome: Outcome) -> None:
    wait(paid.finish("attempt-1", outcome))
    wait(paid.begin(like(2)))


@pytest.mark.parametrize("outcome", [None, Outcome.UNKNOWN])
def test_p16_while_its_fate_is_unknown_the_same_money_never_moves_by_itself(
    attempts: Attempts, outcome: Outcome | None
) -> None:
    wait(attempts.begin(like(1)))
    if outcome:
        wait(attempts.finish("attempt-1", outcome))
    with pytest.raises(SentBefore):
        wait(attempts.begin(like(2, 1e9)))


def test_what_moves_no_money_has_no_twin(paid: Attempts) -> None:
    for number in (2, 3):
        wait(paid.begin(like(number, likeness="")))
    wait(paid.begin(like(4, likeness="other")))
