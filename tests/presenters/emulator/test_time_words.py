"""What happened and what will is told in sentences that name the object."""

from __future__ import annotations

import pytest

from apay_console.emulator.happened import Happening
from apay_console.presenters.emulator import time_words

NOW = 1_749_545_401.0
SESSION = "3f0c7a52-9b1e-4d68-8a77-51c2e0d9b614"
CHARGE = "S01-1234567-1234567-C123456"


def row(what: str, about: str, *states: str | None, at: float = NOW) -> Happening:
    return Happening(1, at, what, about, *states)


@pytest.mark.parametrize(
    ("happening", "sentence"),
    [
        (row("session", SESSION, None, "Open"), "Session 3f0c…b614 was made: Open."),
        (
            row("session", SESSION, "Open", "Canceled", "Expired"),
            "Session 3f0c…b614 became Canceled (Expired).",
        ),
        (
            row("charge", CHARGE, "AuthorizationInitiated", "Authorized"),
            "Charge C123456 became Authorized.",
        ),
        (row("session", SESSION, "Canceled", None), "Session 3f0c…b614 was forgotten."),
    ],
)
def test_what_happened(happening: Happening, sentence: str) -> None:
    told = time_words.happened(happening)
    assert (str(told.sentence), told.about) == (sentence, happening.about)


@pytest.mark.parametrize(
    ("happening", "sentence"),
    [
        (
            row("charge", CHARGE, "AuthorizationInitiated", "Authorized", at=NOW + 18),
            "Charge C123456 will be Authorized in 18 s.",
        ),
        (
            row("session", SESSION, "Canceled", None, at=NOW + 2 * 86_400),
            "Session 3f0c…b614 will be forgotten in 2 d.",
        ),
    ],
)
def test_what_will_happen(happening: Happening, sentence: str) -> None:
    assert str(time_words.coming(happening, NOW).sentence) == sentence


@pytest.mark.parametrize(
    ("ahead", "is_stopped", "words"),
    [
        (0.2, False, "the time of this machine"),
        (0.2, True, "stopped"),
        (183_600, False, "2 d 3 h ahead"),
        (-90, False, "1 min 30 s behind"),
        (86_400, True, "stopped, 1 d ahead"),
        (-86_400, True, "stopped, 1 d behind"),
    ],
)
def test_how_the_clock_stands(ahead: float, is_stopped: bool, words: str) -> None:
    assert str(time_words.state_of(ahead, is_stopped=is_stopped)) == words
