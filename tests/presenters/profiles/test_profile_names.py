"""A profile's name is seen as what it is, and no other is taken for it."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apay_console.errors import Invalid
from apay_console.presenters.profiles.profile_names import read_name


def test_names_that_only_look_different_are_the_same():
    with pytest.raises(Invalid, match="Another profile"):
        read_name("Cafe\u0301", ["CAFÉ"])
    assert read_name("Cafe\u0301", []) == "Café"


@given(st.text(max_size=100))
def test_a_name_that_is_taken_has_nothing_invisible_and_is_read_the_same_again(text):
    try:
        name = read_name(text, [])
    except Invalid:
        return
    assert read_name(name, []) == name
    assert not any(unicodedata.category(sign) in {"Cc", "Cf", "Zl", "Zp"} for sign in name)
