"""Spans of time in words: as exact as a person wants to know it."""

from __future__ import annotations

from apay_console.errors import N_, Message, say

_MINUTE, _HOUR, _DAY = 60, 3600, 86_400


def span(seconds: float) -> Message:
    """Write how long something takes, without its sign."""
    whole = round(abs(seconds))
    if whole < _MINUTE:
        return say(N_("{seconds} s"), seconds=whole)
    if whole < _HOUR:
        return _two(N_("{minutes} min"), N_("{minutes} min {seconds} s"), whole, _MINUTE, 1)
    if whole < _DAY:
        return _two(N_("{hours} h"), N_("{hours} h {minutes} min"), whole, _HOUR, _MINUTE)
    return _two(N_("{days} d"), N_("{days} d {hours} h"), whole, _DAY, _HOUR)


def _two(even: str, whole: str, seconds: int, large: int, small: int) -> Message:
    """Fill both units in, or only the larger one where nothing is left for the smaller."""
    names = {_MINUTE: "minutes", _HOUR: "hours", _DAY: "days", 1: "seconds"}
    front, rest = divmod(seconds, large)
    parts = {names[large]: front, names[small]: rest // small}
    return say(whole if parts[names[small]] else even, **parts)
