"""Who compares two answers: the window itself, or another thread beside it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from apay_console.model.changes.comparison import Comparison, are_short
from apay_console.model.exchange import Exchange
from apay_console.presenters.beside import Beside

Weigh = Callable[[], Comparison | None]


class Scales:
    """Weighs at once what is short; for what is long, the window waits with words."""

    def __init__(self, beside: Beside | None) -> None:
        self._beside = beside

    def put(
        self,
        weigh: Weigh,
        pair: Sequence[Exchange | None],
        told: Callable[[Comparison | None], object],
        waits: Callable[[], object],
    ) -> None:
        """Tell what came of a comparison, and nothing of those that were asked for before."""
        if self._beside is not None:
            self._beside.give_up()
        if self._beside is None or are_short(*filter(None, pair)):
            told(weigh())
            return
        waits()
        self._beside.ask(partial(_laid_out, weigh), told)


def _laid_out(weigh: Weigh) -> Comparison | None:
    found = weigh()
    return found and found.lay_out()
