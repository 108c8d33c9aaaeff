from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from apay_console.model.exchange import Outcome
from apay_console.store.search.lines import lines_of

SOUND = (
    7, "sale", "session", "profile", "get_session", "v2", "GET", "/v2/", 200, "APPLIED",
    1.5, 2.5, "null", 1, "a note",
)  # fmt: skip
JUNK: list[tuple[int, Any]] = [
    (1, b"\xff"), (7, "caf\ufffd"), (8, "two"), (9, "MAYBE"), (9, b"\xff"), (10, "yesterday"),
    (12, "[1"), (12, '["{name}", {}]'), (12, b"\xff"), (13, "yes"), (14, None),
]  # fmt: skip
REASON = '["{field} is missing.", {"field": "amount"}]'


def row(*changes: tuple[int, Any]) -> tuple[Any, ...]:
    changed = dict(changes)
    return tuple(changed.get(at, value) for at, value in enumerate(SOUND))


ROWS = st.sampled_from([row(), row((8, None)), row((12, REASON)), *map(row, JUNK)])


def test_a_sound_row_becomes_its_line() -> None:
    line, refused = lines_of([row(), row((0, 6), (8, None), (9, "REJECTED"), (12, REASON))])
    assert line == (*SOUND[:9], Outcome.APPLIED, 1.5, 2.5, None, True, "a note", False)
    assert (refused.status, refused.outcome) == (None, Outcome.REJECTED)
    assert str(refused.reason) == "amount is missing."


@given(rows=st.lists(ROWS, max_size=9))
def test_a_damaged_row_is_marked_and_changes_no_other_line(rows: list[tuple[Any, ...]]) -> None:
    lines = lines_of(rows)
    assert lines == [lines_of([one])[0] for one in rows]
    damaged = [row(change) for change in JUNK]
    assert [line.is_damaged for line in lines] == [one in damaged for one in rows]
