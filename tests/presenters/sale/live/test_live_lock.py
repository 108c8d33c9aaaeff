"""Live begins locked, opens by its name, and locks again by itself."""

from __future__ import annotations

from dataclasses import replace

import pytest

from apay_console.errors import Invalid
from apay_console.presenters.sale.live.gate import OPEN_FOR_S, LiveLock, question
from tests.presenters.live_parts import (
    LIVE,
    NAME,
    OTHER,
    SANDBOX,
    Clock,
)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def lock(qapp, clock):
    return LiveLock(clock)


def test_live_begins_locked_and_nothing_else_is_ever_locked(lock):
    assert lock.is_locked(LIVE)
    assert not lock.is_locked(SANDBOX)


def test_the_names_exact_letters_open_it(lock, qtbot):
    with qtbot.waitSignal(lock.changed):
        lock.unlock(LIVE, f" {NAME}\n")
    assert not lock.is_locked(LIVE)


@pytest.mark.parametrize("typed", ["", " ", "fjord tea", "Fjord", "Fjord  Tea", "Fjord Tea!"])
def test_any_other_text_leaves_it_locked_and_says_what_to_type(lock, typed):
    with pytest.raises(Invalid, match=f"“{NAME}”"):
        lock.unlock(LIVE, typed)
    assert lock.is_locked(LIVE)


def test_a_name_may_be_typed_in_pieces_of_letters(lock):
    lock.unlock(replace(LIVE, name="Caf\u00e9"), "Cafe\u0301")
    assert not lock.is_locked(replace(LIVE, name="Caf\u00e9"))


def test_no_name_opens_nothing(lock):
    with pytest.raises(Invalid):
        lock.unlock(replace(LIVE, name=""), "")


def test_it_opens_for_one_profile_only(lock):
    lock.unlock(LIVE, NAME)
    assert lock.is_locked(OTHER)


def test_p20_it_locks_again_after_a_quarter_of_an_hour(lock, clock):
    lock.unlock(LIVE, NAME)
    clock.now += OPEN_FOR_S - 1
    assert not lock.is_locked(LIVE)
    clock.now += 1
    assert lock.is_locked(LIVE)


def test_f68_a_clock_that_went_back_locks_live(lock, clock):
    lock.unlock(LIVE, NAME)
    clock.now -= 1
    assert lock.is_locked(LIVE)


def test_the_end_of_the_time_is_told_by_itself(lock, qtbot):
    lock.unlock(LIVE, NAME)
    assert lock._timer.interval() == OPEN_FOR_S * 1000
    with qtbot.waitSignal(lock.changed):
        lock._timer.timeout.emit()
    assert lock.is_locked(LIVE)


@pytest.mark.parametrize("chosen", [OTHER, SANDBOX, replace(LIVE, public_key_id="LIVE-X")])
def test_choosing_or_editing_a_profile_locks_for_good(lock, chosen):
    lock.unlock(LIVE, NAME)
    lock.follow(chosen)
    assert lock.is_locked(LIVE)


def test_the_same_profile_told_again_stays_open(lock):
    lock.unlock(LIVE, NAME)
    lock.follow(LIVE)
    assert not lock.is_locked(LIVE)


def test_the_question_names_the_profile_and_the_time():
    assert str(question(LIVE)) == (
        "Live is read-only. Type “Fjord Tea” to allow changes for 15 minutes."
    )
