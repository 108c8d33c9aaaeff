"""A program that charges may be killed at any moment: nobody pays twice, nothing is forgotten."""

from __future__ import annotations

from collections.abc import Callable

from soak import writes

KILLS = 5


def test_p16_nobody_pays_twice_however_often_the_program_is_killed(
    record_property: Callable[[str, object], None],
) -> None:
    row = writes.run(KILLS)
    record_property("figure", f"{row.rounds} kills, {row.duplicates} duplicates")
    assert row.ok, row.line()
