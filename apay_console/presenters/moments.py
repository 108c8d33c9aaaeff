"""Moments by the person's clock, empty where no calendar has one; and seconds that go on alone."""

from __future__ import annotations

import time


def steady() -> float:
    """Seconds that never go back and, where the system has them, go on while it sleeps."""
    clock = getattr(time, "CLOCK_BOOTTIME", getattr(time, "CLOCK_MONOTONIC", None))
    return time.monotonic() if clock is None else time.clock_gettime(clock)


def clock(at: float) -> str:
    """The time of day, to the second."""
    return _written(at, "%H:%M:%S")


def minute(at: float) -> str:
    """The time of day, to the minute."""
    return _written(at, "%H:%M")


def day(at: float) -> str:
    """The day."""
    return _written(at, "%Y-%m-%d")


def day_and_minute(at: float) -> str:
    """The day and the time of day."""
    return _written(at, "%Y-%m-%d %H:%M")


def short(at: float, now: float) -> str:
    """Of a moment of today the time, of another the day too."""
    return clock(at) if is_today(at, now) else day_and_minute(at)


def is_today(at: float, now: float) -> bool:
    """Whether a moment is on the day of another."""
    return day(at) == day(now)


def stamp(at: float) -> str:
    """Day and time as a part of a file's name."""
    return _written(at, "%Y%m%d-%H%M%S")


def _written(at: float, form: str) -> str:
    try:
        return time.strftime(form, time.localtime(at))
    except (OverflowError, OSError, ValueError):
        return ""
