"""It reads like a whole dictionary, whatever was put into it and in which order."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apay_console.emulator.sparse import Sparse
from apay_console.emulator.values import BLANK

TINY: dict[str, Any] = {"a": None, "b": False, "c": [], "d": "x"}
NAMES = st.sampled_from("abcde")
VALUES = st.sampled_from([None, False, [], "x", "y", {"amount": "1"}])


@given(begin=st.dictionaries(NAMES, VALUES), steps=st.lists(st.dictionaries(NAMES, VALUES)))
def test_it_reads_like_a_dictionary(begin: dict[str, Any], steps: list[dict[str, Any]]) -> None:
    whole, sparse = TINY | begin, Sparse(TINY, begin)
    for step in steps:
        assert sparse | step == whole | step
        whole |= step
        sparse |= step
        assert dict(sparse) == dict(sparse.items()) == whole
        assert len(sparse) == len(whole)
        assert all(sparse[name] == whole[name] for name in whole)
        assert sparse.get("z", 7) == 7


def test_what_is_blank_takes_no_memory() -> None:
    sparse = Sparse(BLANK, BLANK | {"storeId": "s"})
    assert len(sparse._own) == 1
    sparse["storeId"] = None
    assert not sparse._own


def test_the_blank_one_stays_blank() -> None:
    sparse = Sparse(TINY, {})
    sparse["a"] = "new"
    assert TINY["a"] is None
    assert Sparse(TINY, {})["a"] is None


def test_an_unknown_name_is_no_value() -> None:
    with pytest.raises(KeyError):
        Sparse(TINY, {})["z"]


def test_a_failure_shows_nothing_of_it() -> None:
    assert "Mara" not in repr(Sparse(TINY, {"a": "Mara Lindqvist"}))
