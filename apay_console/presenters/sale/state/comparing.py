"""Which answers of a sale are compared: the one that is shown, and those before it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from apay_console.errors import N_, Message, say
from apay_console.model.answer import answer_of
from apay_console.model.changes.comparison import (
    Comparison,
    compare,
    first,
    operation_of,
    version_of,
    why_not,
)
from apay_console.model.exchange import Exchange, Outcome
from apay_console.model.operations import id_in
from apay_console.model.reading import read
from apay_console.presenters.sale.state.sale_state import SaleState

Object = tuple[str, str]  # its type, and its id


@dataclass(frozen=True)
class Answers:
    """The answer to look at, those of the same object before it, and what else is to be said."""

    after: Exchange | None = None
    earlier: tuple[Exchange, ...] = ()  # newest first
    words: Message | None = None

    def compared(self, place: int) -> Comparison | None:
        """Compare with one of the earlier answers; the first is the one just before."""
        if self.after is None:
            return None
        if not self.earlier:
            return first(self.after)
        between = [one for one in self.earlier[:place] if one.sent.method != "GET"]
        return compare(self.earlier[place], self.after, between)


class AnswersOfSale:
    """Finds the answers of a sale that show the same object, without reading each of them."""

    def __init__(self) -> None:
        self._objects: dict[int, tuple[Exchange, Object | None]] = {}

    def of(self, state: SaleState) -> Answers:
        """The answers to compare now."""
        newest = state.moment or state.exchange
        if newest is None:
            return Answers(words=say(N_("Nothing received yet.")))
        shown = self._object(newest)
        if shown is not None:
            return Answers(newest, self._before(newest, state.exchanges, shown))
        words = why_not(newest) or say(N_("This answer shows no object that could be compared."))
        return Answers(words=words) if state.moment else self._last(state, words)

    def _last(self, state: SaleState, words: Message) -> Answers:
        """Where the newest answer shows nothing, compare the last one that does."""
        wanted = state.shown or state.sale.session_id
        for one in state.exchanges:
            found = self._object(one)
            if found is not None and found[1] == wanted:
                return Answers(one, self._before(one, state.exchanges, found), words)
        return Answers(words=words)

    def _before(
        self, after: Exchange, exchanges: Sequence[Exchange], wanted: Object
    ) -> tuple[Exchange, ...]:
        older = _older(after, exchanges)
        return tuple(one for one in older if self._object(one) == wanted)

    def _object(self, exchange: Exchange) -> Object | None:
        key = id(exchange)
        if key not in self._objects or self._objects[key][0] is not exchange:
            self._objects[key] = (exchange, _object_in(exchange))
        return self._objects[key][1]


def _older(after: Exchange, exchanges: Sequence[Exchange]) -> Iterable[Exchange]:
    for place, one in enumerate(exchanges):
        if one is after or (one.id and one.id == after.id):
            return exchanges[place + 1 :]
    return [one for one in exchanges if one.started_at < after.started_at]


def _object_in(exchange: Exchange) -> Object | None:
    done = operation_of(exchange)
    if done is None or exchange.outcome is not Outcome.APPLIED or exchange.answered is None:
        return None
    named = id_in(done, exchange.sent.url) if done.about is done.answers else ""
    if named:
        return (done.answers.name, named)
    found = read(answer_of(exchange), version_of(exchange))
    return (found.subject.name, found.id) if found else None
