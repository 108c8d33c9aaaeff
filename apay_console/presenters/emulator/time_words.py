"""What happened in the emulator and what will, in sentences."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from apay_console.errors import N_, Message, say
from apay_console.model.subjects import subject
from apay_console.presenters.emulator.spans import span

if TYPE_CHECKING:
    from apay_console.emulator.happened import Happening

_NEAR = 1.0  # seconds that nobody would call ahead
_LONG_ID = 32  # characters; a session's id is longer, and told by its ends
_PARTS = 4  # of a charge's or refund's id, whose last tells it apart


@dataclass(frozen=True)
class Told:
    """One sentence, when it was or will be, and the object that it is about."""

    at: float
    about: str
    sentence: Message


def happened(row: Happening) -> Told:
    """Tell what happened."""
    if row.after is None:
        return _told(row, say(N_("{what} {id} was forgotten."), **_names(row)))
    if row.before is None:
        words = say(N_("{what} {id} was made: {after}."), **_names(row), after=row.after)
        return _told(row, words)
    words = say(N_("{what} {id} became {after}."), **_names(row), after=_after(row))
    return _told(row, words)


def coming(row: Happening, now: float) -> Told:
    """Tell what will happen by itself."""
    left = span(max(row.at - now, 0.0))
    if row.after is None:
        words = say(N_("{what} {id} will be forgotten in {time}."), **_names(row), time=left)
    else:
        template = N_("{what} {id} will be {after} in {time}.")
        words = say(template, **_names(row), after=_after(row), time=left)
    return _told(row, words)


def _told(row: Happening, sentence: Message) -> Told:
    return Told(row.at, row.about, sentence)


def _names(row: Happening) -> dict[str, object]:
    return {"what": say(subject(row.what).label), "id": short(row.about)}


def _after(row: Happening) -> Message:
    words = "{state} ({reason})" if row.reason else "{state}"
    return say(words, state=row.after, reason=row.reason)


def short(number: str) -> str:
    """Tell a long id by its ends, and a charge's or refund's by its last part."""
    if len(number) >= _LONG_ID:
        return f"{number[:4]}…{number[-4:]}"
    parts = number.split("-")
    return parts[-1] if len(parts) == _PARTS else number


def state_of(ahead: float, *, is_stopped: bool) -> Message:
    """Say how the emulator's clock differs from the machine's."""
    time = span(ahead)
    if is_stopped:
        if abs(ahead) < _NEAR:
            return say(N_("stopped"))
        words = N_("stopped, {time} ahead") if ahead > 0 else N_("stopped, {time} behind")
        return say(words, time=time)
    if abs(ahead) < _NEAR:
        return say(N_("the time of this machine"))
    return say(N_("{time} ahead") if ahead > 0 else N_("{time} behind"), time=time)
