"""What was typed is there after kill -9; `python -m soak drafts` goes round twenty times."""

from __future__ import annotations

import os
from collections.abc import Callable

import pytest

from apay_console.presenters.sale import desk
from soak import drafts


@pytest.mark.skipif(os.name != "posix", reason="Windows has no kill -9")
def test_p46_what_was_typed_into_the_window_is_there_after_kill_9(
    record_property: Callable[[str, object], None],
) -> None:
    row = drafts.run(1)
    assert (row.lost, row.failures) == (0, 0)
    record_property("figure", f"{row.rounds} of {row.rounds}")


def test_p46_it_is_stored_within_a_second_of_the_last_key() -> None:
    assert desk._SAVE_AFTER_MS <= 1000
