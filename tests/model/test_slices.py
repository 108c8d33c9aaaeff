"""Every place of a long text lies in some part, and what is short stands whole in one."""

from __future__ import annotations

from unittest.mock import patch

from hypothesis import given
from hypothesis import strategies as st

from apay_console.model import slices


@given(st.binary(max_size=200), st.integers(1, 40), st.integers(0, 30), st.data())
def test_what_is_no_longer_than_the_overlap_stands_whole_in_a_part(
    body: bytes, length: int, overlap: int, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(body)))
    word = body[start : start + overlap]
    with patch.object(slices, "LENGTH", length):
        parts = [body[begin:end] for begin, end in slices.spans(len(body), overlap)]
    assert not word or any(word in part for part in parts)
    assert all(len(part) <= length + overlap for part in parts)
