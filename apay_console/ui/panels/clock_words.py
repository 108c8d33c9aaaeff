"""Moments of the emulator's time, written for people, by their own zone."""

from __future__ import annotations

from PySide6.QtCore import QDateTime, QLocale


def time_of(moment: float) -> str:
    """The time of day, to the second."""
    return _local(moment).toString("HH:mm:ss")


def day_of(moment: float) -> str:
    """The day with its name, in the person's language."""
    return QLocale().toString(_local(moment).date(), QLocale.FormatType.LongFormat)


def moment_of(moment: float) -> str:
    """Day and time, as short as they can be."""
    return QLocale().toString(_local(moment), "d MMM yyyy HH:mm")


def short_moment_of(moment: float, now: float) -> str:
    """Of today's moments the time, of others the day."""
    local = _local(moment)
    if local.date() == _local(now).date():
        return time_of(moment)
    return QLocale().toString(local.date(), "d MMM yyyy")


def _local(moment: float) -> QDateTime:
    return QDateTime.fromMSecsSinceEpoch(int(moment * 1000))
