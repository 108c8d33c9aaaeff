"""For how long an answer is waited for: a whole number of seconds, and never for ever."""

from __future__ import annotations

import pytest

from apay_console.errors import Invalid
from apay_console.model.deadline import LEAST, MOST, USUAL, check_deadline, read_deadline


@pytest.mark.parametrize(("text", "seconds"), [("", USUAL), ("5", 5), ("120", 120), ("045", 45)])
def test_p15_seconds_from_5_to_120_are_taken(text: str, seconds: int) -> None:
    assert read_deadline(text) == seconds


@pytest.mark.parametrize(
    "text", ["0", "4", "121", "99999", "-30", "30.5", "30 s", "3e1", "\u0663\u0660", "soon"]
)
def test_p15_anything_else_is_refused_with_its_bounds_and_an_example(text: str) -> None:
    with pytest.raises(Invalid, match=f"from {LEAST} to {MOST}") as refused:
        read_deadline(text)
    assert refused.value.example == str(USUAL)


@pytest.mark.parametrize("kept", [True, None, "30", 30.0, float("inf")])
def test_p15_what_a_damaged_file_gives_for_seconds_is_refused(kept: object) -> None:
    with pytest.raises(Invalid, match="whole number"):
        check_deadline(kept)  # type: ignore[arg-type]  # as it was read
