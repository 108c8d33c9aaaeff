"""What is hidden, by its name."""

from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apay_console.model import slices
from apay_console.model.hidden_names import Keep, may_hold

NOTHING, ALL = Keep(), Keep(buyers=True, signatures=True)


@pytest.mark.parametrize("path", [("buyer",), ("Buyer", "x"), ("a", "0", "signature")])
def test_what_stands_inside_of_what_is_listed_is_hidden_too(path):
    assert NOTHING.hides(path)
    assert not ALL.hides(path)
    assert not NOTHING.hides(("chargeAmount", "amount"))


@given(before=st.integers(0, 40), coding=st.sampled_from(["utf-8", "utf-16-le", "utf-32-be"]))
def test_a_name_is_found_wherever_the_slices_of_a_body_end(before: int, coding: str) -> None:
    body = ("." * before + '"BuyerId":1').encode(coding)
    with patch.object(slices, "LENGTH", 16):
        assert may_hold(body, NOTHING.hidden)
        assert may_hold(b"." * before + b"\\u0062", NOTHING.hidden)
        assert not may_hold(body.replace(b"B", b"_"), NOTHING.hidden)
