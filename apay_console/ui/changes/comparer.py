"""Who compares two answers: the window itself, or another thread beside it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from apay_console.model.changes.comparison import Comparison, are_short
from apay_console.model.exchange import Exchange
from apay_console.presenters.beside import Beside

Compare = Callable[[], Comparison | None]


class Comparer:
    """Compares at once what is short; for what is long, the window waits with words."""

    def __init__(self, beside: Beside | None) -> None:
        self._beside = beside

    def start(
        self,
        compare: Compare,
        pair: Sequence[Exchange | None],
        found: Callable[[Comparison | None], object],
        waits: Callable[[], object],
    ) -> None:
        """Tell what is found, and nothing more of the comparisons that were started before."""
        if self._beside is not None:
            self._beside.give_up()
        if self._beside is None or are_short(*filter(None, pair)):
            found(compare())
            return
        waits()
        self._beside.ask(partial(_laid_out, compare), found)


def _laid_out(compare: Compare) -> Comparison | None:
    found = compare()
    return found and found.lay_out()
