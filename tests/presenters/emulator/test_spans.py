"""Spans of time are told as exactly as a person wants to know them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apay_console.presenters.emulator.spans import span


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "0 s"),
        (18.4, "18 s"),
        (60, "1 min"),
        (61, "1 min 1 s"),
        (3600, "1 h"),
        (86_399, "23 h 59 min"),
        (86_400, "1 d"),
        (-183_600, "2 d 3 h"),
        (395 * 86_400, "395 d"),
    ],
)
def test_a_span_has_at_most_two_units(seconds: float, words: str) -> None:
    assert str(span(seconds)) == words


@given(st.floats(-1e9, 1e9))
def test_any_span_can_be_told(seconds: float) -> None:
    assert 1 <= str(span(seconds)).count(" ") <= 3
