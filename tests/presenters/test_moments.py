"""Moments are told by the person's clock, and no row can name one that stops the window."""

from __future__ import annotations

import time
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apay_console.presenters import moments

NOON = 1749543312.0  # 2025-06-10 08:15:12 UTC
DAY = 86_400
TOLD = (moments.clock, moments.minute, moments.day, moments.day_and_minute, moments.stamp)


def test_a_moment_is_that_of_the_persons_zone() -> None:
    here = datetime.fromtimestamp(NOON).astimezone()
    assert moments.clock(NOON) == f"{here:%H:%M:%S}"
    assert moments.day_and_minute(NOON) == f"{here:%Y-%m-%d %H:%M}"
    assert moments.stamp(NOON) == f"{here:%Y%m%d-%H%M%S}"


def test_only_another_day_is_named() -> None:
    assert moments.short(NOON, NOON) == moments.clock(NOON)
    earlier = moments.short(NOON - 3 * DAY, NOON)
    assert earlier == f"{moments.day(NOON - 3 * DAY)} {moments.minute(NOON - 3 * DAY)}"


@pytest.mark.parametrize("at", [float("nan"), float("inf"), -1e30, 1e30])
def test_a_moment_that_no_calendar_has_is_empty(at: float) -> None:
    assert [tell(at) for tell in TOLD] == [""] * len(TOLD)
    assert moments.short(at, NOON) == ""


@given(st.floats(), st.floats(0, 4e9))
def test_no_moment_raises(at: float, now: float) -> None:
    assert len(moments.short(at, now)) < 40
    assert moments.is_today(now, now)
    assert moments.clock(now) == time.strftime("%H:%M:%S", time.localtime(now))
