"""What hides buyers' data from who looks on, as long as it is drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from apay_console.errors import Message
from apay_console.model.exchange import Exchange

if TYPE_CHECKING:
    from apay_console.presenters.sale.state.sale_state import SaleState

_MOST = 1_000  # exchanges whose veiled likeness is remembered


class Veil(QObject):
    """Drawn or not; what is handed through it is whole, or without the buyer."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.is_drawn = False
        # Whole and as it is seen, by either one's place in memory: not each has a number.
        self._veiled: dict[int, tuple[Exchange, Exchange]] = {}
        self._whole: dict[int, tuple[Exchange, Exchange]] = {}
        self._last: tuple[SaleState, SaleState] | None = None  # the same of the last sale

    def draw(self, *, is_drawn: bool) -> None:
        """Hide buyers' data from now on, or show it again."""
        if is_drawn != self.is_drawn:
            self.is_drawn = is_drawn
            self._veiled.clear()
            self._whole.clear()
            self._last = None
            self.changed.emit()

    def over(self, one: Exchange) -> Exchange:
        """An exchange as it may be seen."""
        if not self.is_drawn:
            return one
        from apay_console.presenters.sale.state import veiled  # noqa: PLC0415 - once it is drawn

        _, seen = self._veiled.get(id(one), (one, one))
        if seen is one or seen.id != one.id:  # a number comes later, once it is stored
            self._forget_oldest()
            seen = veiled.exchange(one)
            self._veiled[id(one)] = one, seen
            self._whole[id(seen)] = one, seen
        return seen

    def _forget_oldest(self) -> None:
        for known in (self._veiled, self._whole):
            if len(known) >= _MOST:
                del known[next(iter(known))]

    def under(self, one: Exchange) -> Exchange:
        """The whole of an exchange that was handed through."""
        return self._whole.get(id(one), (one, one))[0]

    def over_url(self, text: str) -> str:
        """An address as it may be seen."""
        if not self.is_drawn:
            return text
        from apay_console.presenters.sale.state import veiled  # noqa: PLC0415 - as above

        return veiled.url(text)

    def over_words(self, words: Message) -> Message:
        """A sentence as it may be seen: the addresses in it without tokens."""
        if not self.is_drawn:
            return words
        from apay_console.presenters.sale.state import veiled  # noqa: PLC0415 - as above

        return veiled.words(words)

    def over_state(self, state: SaleState) -> SaleState:
        """A sale as it may be seen."""
        if not self.is_drawn:
            return state
        from apay_console.presenters.sale.state import veiled  # noqa: PLC0415 - as above

        if self._last is None or self._last[0] is not state:
            self._last = state, veiled.state(state, self.over)
        return self._last[1]

    def hides(self, name: str) -> bool:
        """Whether the value of a field, by its own name, is not to be seen."""
        if not self.is_drawn:
            return False
        from apay_console.presenters.sale.state import veiled  # noqa: PLC0415 - as above

        return veiled.hides(name)
