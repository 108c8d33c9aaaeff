"""A row says what was measured, beside what it is judged by."""

from __future__ import annotations

import json

import pytest

from bench.rows import Effort, Row

KEYS = ["name", "value", "unit", "floor", "ratio", "goal", "ok"]


def told(row: Row) -> dict[str, object]:
    found: dict[str, object] = json.loads(row.line())
    return found


def test_a_row_is_one_line_of_json_with_the_seven_keys() -> None:
    line = Row("sign-request", 250.0, "us", 1.2, 200.0).line()
    assert "\n" not in line
    assert list(json.loads(line)) == KEYS


def test_with_a_floor_the_ratio_is_judged() -> None:
    assert told(Row("a", 3.0, "ms", 1.6, 2.0)) == {
        "name": "a",
        "value": 3.0,
        "unit": "ms",
        "floor": 2.0,
        "ratio": 1.5,
        "goal": 1.6,
        "ok": True,
    }


def test_without_a_floor_the_value_is_judged() -> None:
    found = told(Row("a", 76.0, "MiB", 75))
    assert (found["floor"], found["ratio"], found["ok"]) == (None, None, False)


@pytest.mark.parametrize(("value", "is_ok"), [(15.0, False), (16.0, True), (17.0, True)])
def test_where_more_is_better_the_goal_is_the_least(value: float, is_ok: bool) -> None:
    assert Row("a", value, "1/s", 0.16, 100.0, at_least=True).ok is is_ok


@pytest.mark.parametrize(("value", "is_ok"), [(4.9, True), (5.0, True), (5.1, False)])
def test_else_the_goal_is_the_most(value: float, is_ok: bool) -> None:
    assert Row("a", value, "ms", 5).ok is is_ok


def test_figures_have_four_digits() -> None:
    assert told(Row("a", 123.456789, "ms", 5))["value"] == 123.5


def test_a_quick_effort_is_small() -> None:
    assert (Effort().times(500), Effort(is_quick=True).times(500)) == (500, 2)
    assert (Effort().seconds(9), Effort(is_quick=True).seconds(9)) == (9, 0.2)
