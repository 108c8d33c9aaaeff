"""What differs between two answers: nothing is missed, and each change has its author."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings

from apay_console.model import json_text
from apay_console.model.changes.changes import (
    Change,
    What,
    Who,
    changes,
    changes_at_once,
    holds,
    marks,
)
from tests.model.changes.change_parts import documents, lists, mixed, redone, seeds
from tests.model.json_values import json_objects, json_values
from tests.work import calls_of


def told(before: Any, after: Any, sent: Any = None) -> list[tuple[str, str]]:
    return [(".".join(one.path), one.who) for one in changes(before, after, sent)]


@settings(max_examples=40)
@given(json_values)
def test_nothing_changed_between_equal_answers(value: Any) -> None:
    assert changes(value, json_text.read(json_text.write(value))) == ()


@settings(max_examples=40)
@given(json_values, json_values)
def test_answers_that_differ_have_a_change(before: Any, after: Any) -> None:
    same = json_text.write(before) == json_text.write(after)
    assert same or changes(before, after) or _equal(before, after)


def _equal(before: Any, after: Any) -> bool:
    """Equal as JSON, though written otherwise: another order of keys, 1.0 and 1.00."""
    return _canonical(before) == _canonical(after)


def _canonical(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _canonical(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_canonical(inner) for inner in value]
    return (isinstance(value, bool), value)


@settings(max_examples=40)
@given(json_objects, json_objects)
def test_every_change_stands_where_it_says(before: Any, after: Any) -> None:
    for one in changes(before, after):
        assert one.was_absent or _at(before, one.was_at) == one.before
        assert one.is_absent or _at(after, one.path) == one.after


@settings(max_examples=60)
@given(documents, seeds)
def test_who_does_all_changes_to_the_earlier_answer_has_the_later_one(
    before: Any, seed: int
) -> None:
    after = mixed(before, seed)
    assert _canonical(redone(before, changes(before, after))) == _canonical(after)


@settings(max_examples=60)
@given(lists, lists)
def test_lists_that_have_little_in_common_are_no_exception(before: Any, after: Any) -> None:
    assert _canonical(redone(before, changes(before, after))) == _canonical(after)


@settings(max_examples=40)
@given(json_objects)
def test_another_order_of_keys_is_no_change(value: Any) -> None:
    assert changes(value, _turned(value)) == ()


def _turned(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _turned(value[key]) for key in reversed(value)}
    return [_turned(one) for one in value] if isinstance(value, list) else value


def _at(value: Any, path: tuple[str, ...]) -> Any:
    for key in path:
        value = value[int(key)] if isinstance(value, list) else value[key]
    return value


def test_a_value_that_came_with_the_update_is_yours_and_all_others_are_amazons() -> None:
    before = {"note": None, "url": None, "statusDetail": {"lastUpdated": "1"}}
    after = {"note": "Tea", "url": "https://pay", "statusDetail": {"lastUpdated": "2"}}
    assert told(before, after, {"note": "Tea"}) == [
        ("note", "you"),
        ("url", "amazon"),
        ("statusDetail.lastUpdated", "amazon"),
    ]


def test_a_price_that_was_null_is_one_change_of_yours() -> None:
    price = {"amount": "19.99", "currencyCode": "USD"}
    sent = {"paymentDetail": {"chargeAmount": price}}
    found = changes({"paymentDetail": {"chargeAmount": None}}, sent, sent)
    assert found == (Change(("paymentDetail", "chargeAmount"), None, price, Who.YOU),)


@pytest.mark.parametrize("empty", [{}, []])
def test_an_empty_object_that_was_sent_is_yours(empty: Any) -> None:
    assert told({"metadata": {"a": 1}}, {"metadata": empty}, {"metadata": empty}) == [
        ("metadata.a" if empty == {} else "metadata", "you")
    ]


def test_a_constraint_that_left_the_list_is_amazons_change_and_the_others_moved_up_unmarked() -> (
    None
):
    rows = [{"constraintId": name} for name in ("Amount", "Url", "Intent")]
    found = changes({"constraints": rows}, {"constraints": rows[1:]}, {"amount": "1"})
    assert found == (Change(("constraints", "0"), rows[0], None, Who.AMAZON, is_absent=True),)
    assert marks(found) == {}


def test_one_of_two_equal_entries_that_left_is_a_change() -> None:
    assert told(["a", "a"], ["a"]) == [("1", "amazon")]
    assert told(["a"], ["a", "a"]) == [("1", "amazon")]


def test_of_three_equal_entries_two_leave() -> None:
    assert told(["a", "a", "b", "a"], ["b", "a"]) == [("0", "amazon"), ("1", "amazon")]


def kinds(before: Any, after: Any) -> list[tuple[str, str, str]]:
    found = changes(before, after)
    return [(one.what, ".".join(one.was_at), ".".join(one.path)) for one in found]


def test_an_item_that_stands_elsewhere_among_the_others_has_moved() -> None:
    assert kinds(["a", "b", "c", "d"], ["b", "c", "d", "a"]) == [("moved", "0", "3")]
    assert kinds(["a", "b", "c", "d"], ["d", "a", "b", "c"]) == [("moved", "3", "0")]


def test_an_object_with_an_id_is_known_by_it_wherever_it_stands() -> None:
    one, two = {"chargeId": "1", "state": "Open"}, {"chargeId": "2", "state": "Open"}
    closed = two | {"state": "Closed"}
    assert kinds([one, two], [closed, one]) == [
        ("changed", "1.state", "0.state"),
        ("moved", "0", "1"),
    ]
    assert kinds([one, two], [closed]) == [("removed", "0", "0"), ("changed", "1.state", "0.state")]


def test_in_whatever_order_its_keys_come_an_item_is_the_same() -> None:
    assert kinds([{"a": 1, "b": 2}, "x"], ["x", {"b": 2, "a": 1}]) == [("moved", "0", "1")]
    one, again = {"aId": "1", "bId": "2", "n": 1}, {"bId": "2", "aId": "1", "n": 2}
    assert kinds([one, {"aId": "9"}], [{"aId": "9"}, again]) == [
        ("moved", "0", "1"),
        ("changed", "0.n", "1.n"),
    ]


def test_of_equal_items_the_first_goes_with_the_first() -> None:
    assert "moved" not in {what for what, _, _ in kinds(["x", "a", "a", "y"], ["a", "a", "z"])}
    assert kinds(["b", "a", "c"], ["a", "a", "d"]) == [
        ("removed", "0", "0"),
        ("added", "1", "1"),
        ("added", "2", "2"),
        ("removed", "2", "2"),
    ]


def test_digits_in_a_number_and_in_a_text_make_two_items() -> None:
    number, text = {"a": Decimal("1.5")}, {"a": "1.5"}
    assert "moved" not in {what for what, _, _ in kinds([number, "x"], ["x", text])}


def test_a_value_that_went_to_another_key_has_moved() -> None:
    assert kinds({"old": "Tea"}, {"new": "Tea"}) == [("moved", "old", "new")]
    assert kinds({"a": {"old": [1]}}, {"a": {}, "new": [1]}) == [("moved", "a.old", "new")]
    (one,) = changes({"old": "Tea"}, {"new": "Tea"})
    assert (one.before, one.after, one.was_absent, one.is_absent) == ("Tea", "Tea", False, False)


@pytest.mark.parametrize("value", [None, True, "", {}, []])
def test_what_many_keys_could_hold_did_not_move(value: Any) -> None:
    assert {what for what, _, _ in kinds({"old": value}, {"new": value})} == {"added", "removed"}


def test_a_value_that_could_have_moved_to_two_places_did_not_move() -> None:
    found = changes({"old": "Tea"}, {"one": "Tea", "two": "Tea"})
    assert [one.what for one in found] == [What.REMOVED, What.ADDED, What.ADDED]


def test_what_is_missing_in_a_list_that_you_sent_you_left_out() -> None:
    before, after = {"tags": ["a", "b"], "url": "x"}, {"tags": ["a"], "url": None}
    assert told(before, after, {"tags": ["a"]}) == [("tags.1", "you"), ("url", "amazon")]


def test_all_that_was_sent_meanwhile_is_yours() -> None:
    before, after = {"a": 1, "b": 1, "c": 1}, {"a": 2, "b": 2, "c": 2}
    found = changes(before, after, {"a": 2}, None, {"b": 2})
    assert [one.who for one in found] == [Who.YOU, Who.YOU, Who.AMAZON]


def test_true_is_not_one() -> None:
    assert told({"a": True}, {"a": 1}) == [("a", "amazon")]
    assert told({"a": False}, {"a": Decimal(0)}) == [("a", "amazon")]


def test_a_key_that_came_or_went_says_so() -> None:
    came, went = changes({"old": None}, {"new": None})[::-1]
    assert (came.path, came.was_absent, came.is_absent) == (("new",), True, False)
    assert (went.path, went.was_absent, went.is_absent) == (("old",), False, True)


def test_only_what_is_still_there_is_marked() -> None:
    found = changes({"a": 1, "b": 1}, {"a": 2}, {"a": 2})
    assert marks(found) == {("a",): Who.YOU}


def test_lists_of_twice_the_length_are_twice_the_work() -> None:
    def work(length: int) -> int:
        return calls_of(lambda: changes(list(range(length)), list(range(length + 1))))

    assert len(changes(list(range(4_000)), list(range(4_001)))) == 1
    assert work(4_000) < 2.5 * work(2_000)


def test_a_whole_holds_a_part_when_it_has_each_of_its_values() -> None:
    whole = {"a": {"b": 1, "c": None}, "d": [1]}
    assert holds(whole, {"a": {"c": None}, "d": [1]})
    assert not holds(whole, {"a": {"e": None}})
    assert not holds(whole, {"a": {"b": True}})
    assert not holds("a", {"a": 1})


def test_p25_only_what_is_short_is_compared_while_a_window_waits() -> None:
    short, long = {"a": ["x"] * 1_000}, {"a": ["x"] * 2_000}
    assert changes_at_once(short, short | {"b": 1}) == changes(short, short | {"b": 1})
    assert changes_at_once(short, long) is changes_at_once(long, short) is None
