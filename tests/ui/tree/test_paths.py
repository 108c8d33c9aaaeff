"""A path that is copied leads back to its value, whatever the keys are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apay_console.presenters import json_path
from apay_console.ui.tree.nodes import Nodes
from apay_console.ui.tree.paths import normalized_path, written_path

# The library takes no \u0000 to \u001f in a query, which the RFC has: these are held below.
_LETTERS = st.characters(exclude_categories=["Cs", "Cc"], include_characters="\b\t\n\f\r\x7f")
KEYS = st.text(_LETTERS, max_size=4) | st.sampled_from(
    ["0", "'", '"', "\\", "\n", "\u200b", "$", "*", "a.b", "é", "e\u0301"]
)


def within(step: str | int, value: object) -> object:
    """A value in an object under a key, or in a list at a place."""
    return {step: value} if isinstance(step, str) else [*[0] * step, value]


@given(st.lists(KEYS | st.integers(0, 3), min_size=1, max_size=5))
def test_a_jsonpath_finds_the_one_value_that_it_was_copied_from(steps):
    body: object = "here"
    for step in reversed(steps):
        body = within(step, body)
    nodes, path = Nodes(body), tuple(map(str, steps))
    assert json_path.find(normalized_path(nodes, nodes.find(path)), body).found == (path,)


@pytest.mark.parametrize(
    ("key", "written"),
    [
        ("a", "$['a']"),
        ("it's", r"$['it\'s']"),
        ("a\\b", r"$['a\\b']"),
        ("\n\t\x0b", r"$['\n\t\u000b']"),
        ("0", "$['0']"),
    ],
)
def test_names_are_written_as_the_rfc_has_them(key, written):
    nodes = Nodes({key: 1})
    assert normalized_path(nodes, nodes.find((key,))) == written


def test_paths_are_written_as_in_code():
    assert written_path(("constraints", "0", "constraintId")) == "constraints[0].constraintId"
    assert written_path(("a b", "c")) == '["a b"].c'
    assert written_path(()) == ""
