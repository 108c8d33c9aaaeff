"""What is deleted by its age is deleted by a clock that two days agree on."""

from __future__ import annotations

from math import inf
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apay_console.store.believed_clock import Seen, believed_now, look
from apay_console.store.database import Database
from apay_console.store.settings import Settings
from tests.store.samples import DAY, NOW, wait

days = st.lists(st.floats(0, 400), min_size=1, max_size=30)


def looks(*days_since: float) -> list[float]:
    """What is believed at each look, in days since the first two, which agree."""
    seen, found = Seen(NOW), list[float]()
    for day in days_since:
        seen = look(seen, NOW + day * DAY)
        found.append((seen.believed - NOW) / DAY)
    return found


def test_p49_of_a_new_file_the_clock_is_believed_on_its_second_day() -> None:
    first = look(Seen(), NOW)
    assert first.believed == 0
    assert look(first, NOW + DAY - 1).believed == 0
    assert look(first, NOW + DAY).believed == NOW + DAY


@pytest.mark.parametrize("gap", [0, 0.01, 1, 2, 7.9])
def test_p49_who_uses_the_program_each_day_or_week_keeps_nothing_longer(gap: float) -> None:
    assert looks(gap, 2 * gap) == pytest.approx([gap, 2 * gap])


def test_p49_a_clock_that_is_far_ahead_for_less_than_a_day_deletes_nothing() -> None:
    assert looks(30, 30.01, 30.9, 0.5, 1) == pytest.approx([0, 0, 0, 0.5, 1])


def test_p49_a_month_away_counts_once_another_day_says_so() -> None:
    assert looks(30, 31, 32) == pytest.approx([0, 31, 32])
    assert looks(30, 30.6, 31.2) == pytest.approx([0, 0, 31.2])  # however often it is looked at


def test_of_two_clocks_that_are_ahead_the_nearer_one_counts() -> None:
    assert looks(300, 40, 41.5, 41.6) == pytest.approx([0, 0, 41.5, 41.6])
    assert looks(40, 300, 300.1) == pytest.approx([0, 40, 40])


def test_a_clock_that_was_set_back_is_believed_at_once() -> None:
    assert looks(-1000, -999, 0, 1) == pytest.approx([-1000, -999, -999, 1])


@given(days)
def test_what_is_believed_is_never_later_than_the_clock(found: list[float]) -> None:
    assert all(seen <= day + 1e-6 for seen, day in zip(looks(*found), found, strict=True))


def test_what_was_seen_is_remembered_from_run_to_run(database: Database) -> None:
    settings = Settings(database)
    assert wait(believed_now(settings, NOW)) == 0
    assert wait(believed_now(settings, NOW + DAY)) == NOW + DAY
    assert wait(believed_now(settings, NOW + 40 * DAY)) == NOW + DAY
    assert wait(believed_now(settings, NOW + 41 * DAY)) == NOW + 41 * DAY


@pytest.mark.parametrize("kept", [None, 7, [], [1.0], ["1", "2"], [1.0, 2.0, 3.0], {}, [inf, 0]])
def test_what_cannot_be_read_begins_anew(database: Database, kept: Any) -> None:
    settings = Settings(database)
    wait(settings.put("housekeeping.clock", kept))
    assert wait(believed_now(settings, NOW)) == 0
    assert wait(believed_now(settings, NOW + DAY)) == NOW + DAY
