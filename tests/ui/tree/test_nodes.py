"""Nodes are numbered when their parent opens, and take new values of the same shape."""

from __future__ import annotations

import copy

from hypothesis import given
from hypothesis import strategies as st

from apay_console.ui.tree.nodes import MORE, PAGE, ROOT, Nodes

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner, max_size=4)
    ),
    max_leaves=20,
)


def rebuilt(nodes: Nodes, node: int = ROOT):
    """Read a value back from its nodes."""
    value = nodes.values[node]
    if not nodes.has_rows(node):
        return value
    inner = [nodes.child(node, row) for row in range(nodes.row_count(node))]
    parts = [(nodes.key(child), rebuilt(nodes, child)) for child in inner]
    return dict(parts) if isinstance(value, dict) else [part for _, part in parts]


@given(JSON)
def test_the_nodes_hold_the_value(value):
    assert rebuilt(Nodes(value)) == value


@given(JSON)
def test_every_node_is_found_at_its_path(value):
    nodes = Nodes(value)
    rebuilt(nodes)
    for node in range(1, len(nodes.values)):
        assert nodes.find(nodes.path(node)) == node
        assert nodes.child(nodes.parents[node], nodes.rows[node]) == node


@given(JSON, JSON)
def test_another_value_is_taken_in_place_only_if_it_looks_the_same(before, after):
    nodes = Nodes(before)
    rebuilt(nodes)
    changed = nodes.update(after)
    if changed is None:
        assert rebuilt(nodes) == before
    else:
        fresh = Nodes(after)
        rebuilt(fresh)
        assert rebuilt(nodes) == after
        assert (nodes.parents, nodes.rows) == (fresh.parents, fresh.rows)
        assert [*map(nodes.key, range(len(nodes.values)))] == [
            *map(fresh.key, range(len(fresh.values)))
        ]


@given(JSON)
def test_an_equal_value_changes_nothing(value):
    nodes = Nodes(value)
    rebuilt(nodes)
    assert nodes.update(copy.deepcopy(value)) == []


def test_changes_are_told_with_the_parents_around_them():
    nodes = Nodes({"price": {"amount": "1", "code": "USD"}, "state": "Open"})
    rebuilt(nodes)
    changed = nodes.update({"price": {"amount": "2", "code": "USD"}, "state": "Open"}) or []
    assert {nodes.path(node) for node in changed} == {(), ("price",), ("price", "amount")}


def test_true_is_not_one():
    nodes = Nodes({"a": True})
    nodes.open(ROOT)
    assert nodes.update({"a": 1}) == [1]


def test_nothing_is_numbered_before_its_parent_opens():
    nodes = Nodes({"a": {"b": [1, 2, 3]}})
    nodes.open(ROOT)
    assert len(nodes.values) == 2


def test_what_was_not_opened_may_look_different():
    nodes = Nodes({"a": {"b": 1}})
    nodes.open(ROOT)
    assert nodes.update({"a": [1, 2]}) == [0, 1]
    assert nodes.update({"a": {}}) is None


def test_a_big_parent_is_shown_page_by_page():
    nodes = Nodes(list(range(1200)))
    assert nodes.row_count(ROOT) == PAGE + 1
    more = nodes.child(ROOT, PAGE)
    assert (nodes.values[more], nodes.left(ROOT)) == (MORE, 700)
    nodes.show_up_to(ROOT, nodes.next_end(ROOT, 0), nodes.hide_rest(ROOT))
    assert (nodes.row_count(ROOT), nodes.child(ROOT, 1000)) == (1001, more)
    assert nodes.next_end(ROOT, 5000) == 1200
    nodes.show_up_to(ROOT, 1200, nodes.hide_rest(ROOT))
    assert nodes.row_count(ROOT) == 1200


def test_a_path_that_leads_nowhere_is_nothing():
    nodes = Nodes({"a": [1]})
    for path in [("b",), ("a", "1"), ("a", "x"), ("a", "0", "c"), ("a", "-1")]:
        assert nodes.find(path) is None
