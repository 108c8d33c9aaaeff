"""Moments of the emulator's time, written for people, by their own zone."""

from __future__ import annotations

from PySide6.QtCore import QDateTime, QLocale

from apay_console.presenters import moments


def day_of(moment: float) -> str:
    """The day with its name, in the person's language."""
    return QLocale().toString(_local(moment).date(), QLocale.FormatType.LongFormat)


def moment_of(moment: float) -> str:
    """Day and time, as short as they can be."""
    return QLocale().toString(_local(moment), "d MMM yyyy HH:mm")


def short_moment_of(moment: float, now: float) -> str:
    """Of today's moments the time, of others the day."""
    if moments.is_today(moment, now):
        return moments.clock(moment)
    return QLocale().toString(_local(moment).date(), "d MMM yyyy")


def _local(moment: float) -> QDateTime:
    return QDateTime.fromMSecsSinceEpoch(int(moment * 1000))
