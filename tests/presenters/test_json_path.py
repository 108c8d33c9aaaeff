"""A JSONPath finds what RFC 9535 says, tells where it is wrong, and never takes long."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from apay_console.errors import Message
from apay_console.presenters.json_path import LONGEST, Effort, find

BODY = {
    "charges": [
        {"amount": Decimal("19.99"), "state": "Captured"},
        {"amount": Decimal(2), "state": "Declined"},
    ],
    "note": {"text": None},
}


@pytest.mark.parametrize(
    ("query", "paths"),
    [
        ("$", [""]),
        ("$.charges[*].state", ["charges/0/state", "charges/1/state"]),
        ("$..text", ["note/text"]),
        ("$.charges[-1]", ["charges/1"]),
        ("$.charges[?@.amount == 19.99]", ["charges/0"]),
        ("$.charges[?@.amount > 2.5].state", ["charges/0/state"]),
        ("$.charges[?match(@.state, 'Capt.*')]", ["charges/0"]),
        ("$.charges[?search(@.state, '(e+)+d')]", ["charges/0", "charges/1"]),
        ("$.charges[?search(@.state, '(')]", []),
        ("$..['state', 'state']", ["charges/0/state", "charges/1/state"]),
        ("$.nothing", []),
    ],
)
def test_it_finds_what_the_path_names(query, paths):
    found = find(query, BODY)
    assert found.problem is None
    assert ["/".join(path) for path in found.found] == paths


@pytest.mark.parametrize(
    ("query", "column"),
    [
        ("", 0),
        ("a", 0),
        ("$.", 2),
        ("$.a[", 4),
        ("$.a|$.b", 3),
        ("$^", 1),
        ("$.a[?# > 0]", 5),
        ("$..[?typeof(@) == 'x']", 5),
        ("$.a[?@ =~ /x/]", 7),
        (" $", 0),
        ("$" * (LONGEST + 1), LONGEST),
    ],
)
def test_what_the_rfc_does_not_have_is_refused_where_it_stands(query, column):
    found = find(query, BODY)
    assert found.problem is not None
    assert found.found == ()
    assert abs(found.column - column) <= 1


@settings(max_examples=300, deadline=None)
@given(st.text("$.@[]()?*'\"&|!=<>,:-0 1abc~^#_\\{}") | st.text())
def test_no_query_whatever_raises(query):
    found = find("$" + query, BODY, Effort(2_000))
    assert found.problem is None or isinstance(found.problem, Message)
    assert 0 <= found.column <= len(query) + 1


@pytest.mark.parametrize(
    "query", ["$..[?count($..*) > 1]", "$..[?@..[?@..[?@]]]", "$..[?search(@, '(a|a)*b')]"]
)
def test_a_query_that_asks_for_too_much_is_given_up(query):
    body = {"rows": [{"texts": ["a" * 500] * 5} for _ in range(50)]}
    found = find(query, body, Effort(3_000))
    assert found.problem is not None
    assert "too much" in found.problem.template


def test_a_query_can_be_stopped():
    effort = Effort()
    effort.stop()
    assert find("$..*", BODY, effort).problem is not None


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("amount", "A JSONPath begins with $, for example $..amount."),
        ("$[1 2]", "Not a JSONPath at column 5: “2” is not expected here."),
        ("$.", "Not a JSONPath at column 3: expected a shorthand selector."),
    ],
)
def test_what_is_wrong_is_said_in_words_of_the_person(query: str, words: str) -> None:
    assert str(find(query, BODY).problem) == words


@given(st.text("$.@[]?*'\"ab12 ,:=<>()&|!-", max_size=12))
def test_nothing_is_said_of_the_insides_of_the_library(query: str) -> None:
    problem = find(query, BODY).problem
    assert "TOKEN" not in str(problem)
