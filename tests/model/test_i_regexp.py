"""Patterns of RFC 9485 match as Python's do, and none can hang."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apay_console.model.i_regexp import NotARegexp, Regexp

_ATOMS = st.sampled_from(["a", "b", ".", "[ab]", "[^a]", r"\.", "[a-c]"])
_COUNTS = st.sampled_from(["*", "+", "?", "{2}", "{1,3}", "{0,2}", "{2,}", "{0}"])
_PATTERNS = st.recursive(
    _ATOMS,
    lambda inner: (
        st.builds("{}{}".format, inner, inner)
        | st.builds("({}|{})".format, inner, inner)
        | st.builds("({}){}".format, inner, _COUNTS)
    ),
    max_leaves=6,
)


@given(_PATTERNS, st.text("abc.", max_size=6))
def test_it_matches_what_python_matches(pattern, text):
    assert Regexp(pattern).matches(text) == bool(re.fullmatch(pattern, text))
    assert Regexp(pattern).found_in(text) == bool(re.search(pattern, text))


@pytest.mark.parametrize("pattern", ["(", ")", "a{2,1}", "[", "a**", "a{9999}{9999}", "{2}"])
def test_what_is_no_pattern_is_refused(pattern):
    with pytest.raises(NotARegexp):
        Regexp(pattern)


def test_a_category_of_unicode_is_known():
    assert Regexp(r"\p{Lu}\P{Lu}").matches("Äb")
    assert not Regexp(r"\p{Lu}").matches("b")


def test_a_pattern_that_would_hang_others_takes_a_step_a_letter():
    spent = []
    assert not Regexp("(a+)+b").found_in("a" * 1_000, spent.append)
    assert sum(spent) < 20_000
