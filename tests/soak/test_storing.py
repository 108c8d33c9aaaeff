"""Kills while data file and settings are written; `python -m soak storing` has many more."""

from __future__ import annotations

import os
from collections.abc import Callable

import pytest

from soak import storing


@pytest.mark.skipif(os.name != "posix", reason="Windows has no kill -9")
def test_f63_nothing_that_was_stored_is_lost_or_torn_by_kill_9(
    record_property: Callable[[str, object], None],
) -> None:
    row = storing.run(3)
    assert (
        row.line()
        == '{"name": "storing", "rounds": 3, "lost": 0, "duplicates": 0, "failures": 0, "ok": true}'
    )
    record_property("figure", f"{row.rounds} kills, {row.lost} lost")
