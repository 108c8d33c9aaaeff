"""Moments are told by the person's clock, and no row can name one that stops the window."""

from __future__ import annotations

import time
from datetime import datetime
from types import SimpleNamespace

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


def test_steady_seconds_go_on_while_the_system_sleeps_where_it_can_tell(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    clocks = {"asleep too": 900.0, "awake": 300.0}
    known = {"CLOCK_BOOTTIME": "asleep too", "CLOCK_MONOTONIC": "awake"}
    system = SimpleNamespace(**known, clock_gettime=clocks.get, monotonic=lambda: 7.0)
    monkeypatch.setattr(moments, "time", system)
    assert moments.steady() == 900.0
    del system.CLOCK_BOOTTIME
    assert moments.steady() == 300.0
    del system.CLOCK_MONOTONIC
    assert moments.steady() == 7.0
