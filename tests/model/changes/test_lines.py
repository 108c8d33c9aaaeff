"""Two documents as lines: each column is its document, and what belongs together is one row."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

from hypothesis import given, settings

from apay_console.model import json_text
from apay_console.model.changes import lines
from apay_console.model.changes.changes import changes
from apay_console.model.changes.lines import Fold, Row, folded, rows_of, starts_of, text_of
from tests.model.changes.change_parts import documents, mixed, seeds


def laid(before: Any, after: Any) -> list[Row]:
    return rows_of(before, after, changes(before, after))


def column(rows: list[Row], side: str) -> str:
    halves = [getattr(row, side) for row in rows]
    return "\n".join(text_of(half, 10_000) for half in halves if half is not None)


def written(rows: list[Row]) -> list[tuple[str, str, int | None]]:
    def text(half: Any) -> str:
        return text_of(half, 100).strip() if half else ""

    return [(text(row.left), text(row.right), row.change) for row in rows]


@settings(max_examples=40)
@given(documents, seeds)
def test_each_column_is_its_document(before: Any, seed: int) -> None:
    after = mixed(before, seed)
    rows = laid(before, after)
    for side, value in (("left", before), ("right", after)):
        assert json.loads(column(rows, side), parse_float=Decimal) == json_text.read(
            json_text.write(value)
        )


@settings(max_examples=40)
@given(documents, seeds)
def test_rows_without_a_change_are_the_same_on_both_sides(before: Any, seed: int) -> None:
    for row in laid(before, mixed(before, seed)):
        if row.change is None:
            assert row.left
            assert row.right
            assert row.left._replace(comma="") == row.right._replace(comma="")


@settings(max_examples=40)
@given(documents, seeds)
def test_every_change_but_those_inside_another_has_a_row(before: Any, seed: int) -> None:
    after = mixed(before, seed)
    found = changes(before, after)
    moved = [one.path for one in found if one.is_moved]
    inside = [any(one.path[: len(at)] == at != one.path for at in moved) for one in found]
    outer = {number for number, is_inside in enumerate(inside) if not is_inside}
    assert outer <= starts_of(rows_of(before, after, found)).keys()


def test_what_came_went_and_changed_stands_where_it_belongs() -> None:
    before, after = {"a": 1, "gone": 2, "same": 0}, {"a": 3, "same": 0, "new": {"x": 1}}
    assert written(laid(before, after)) == [
        ("{", "{", None),
        ('"a": 1,', '"a": 3,', 0),
        ('"gone": 2,', "", 1),
        ('"same": 0', '"same": 0,', None),
        ("", '"new": {', 2),
        ("", '"x": 1', 2),
        ("", "}", 2),
        ("}", "}", None),
    ]


def test_what_moved_is_marked_where_it_left_and_found_where_it_arrived() -> None:
    rows = laid(["a", "b", "c"], ["b", "c", "a"])
    assert written(rows)[1:-1] == [
        ('"a",', "", 0),
        ('"b",', '"b",', None),
        ('"c"', '"c",', None),
        ("", '"a"', 0),
    ]
    assert starts_of(rows) == {0: 4}


def test_lines_between_changes_are_folded_but_for_those_near_them() -> None:
    before = {str(number): number for number in range(30)}
    rows = laid(before, before | {"15": "x"})
    assert folded(rows) == [Fold(0, 13), *range(13, 20), Fold(20, 32)]
    assert folded(rows, frozenset({0}))[:14] == [*range(14)]


def test_a_single_line_is_not_folded() -> None:
    before = {str(number): number for number in range(7)}
    assert folded(laid(before, before | {"3": "x"})) == [*range(9)]


def test_long_words_are_cut_before_they_are_written() -> None:
    (row,) = laid("x" * 1_000_000, "x" * 1_000_000)
    assert row.left is not None
    assert len(text_of(row.left, 50)) == 52


def test_endless_documents_are_laid_out_up_to_a_limit(monkeypatch: Any) -> None:
    monkeypatch.setattr(lines, "MOST_ROWS", 10)
    assert len(laid([*range(50)], [*range(50)])) == 10
