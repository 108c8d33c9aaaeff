"""Every kind refuses the characters that no field can hold, naming them."""

from __future__ import annotations

import pytest

from apay_console.errors import Invalid
from apay_console.model.kind import Kind, plain, refuse_signs
from tests.model.refusals import refusal


def test_outer_blanks_are_trimmed_and_inner_ones_kept() -> None:
    assert plain(" \u00a0a  b\n") == "a  b"


@pytest.mark.parametrize(
    ("sign", "code"),
    [("\n", "000A"), ("\x00", "0000"), ("\x1b", "001B"), ("\u2028", "2028"), ("\ud800", "D800")],
)
def test_what_a_field_cannot_hold_is_named(sign: str, code: str) -> None:
    assert f"U+{code}" in str(refusal(Kind(), f"a{sign}b"))


@pytest.mark.parametrize("text", ["<b>x</b>", "&amp;", "{{7*7}}", "%s", "\u202ex", "e\u0301" * 50])
def test_other_text_is_taken_literally(text: str) -> None:
    assert plain(text) == text
    assert Kind().parse(text) == text


def test_the_refusal_carries_the_example_of_whoever_asked() -> None:
    with pytest.raises(Invalid) as caught:
        refuse_signs("a\u200b", {"Cf"}, "19.99")
    assert (str(caught.value), caught.value.example) == (
        "The character U+200B cannot be used here; remove it.",
        "19.99",
    )
