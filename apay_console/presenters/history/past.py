"""The history's page: what is listed, what is looked at, and what is done with it."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal

from apay_console.errors import N_, Fault, Message, say
from apay_console.model.attempt import Attempt
from apay_console.model.exchange import FROM_SHOP, Exchange
from apay_console.model.past import EVERYTHING, Line
from apay_console.model.profile import Environment
from apay_console.model.sale import Sale
from apay_console.presenters.beside import Beside
from apay_console.presenters.history import earlier
from apay_console.presenters.history.deletion import deletion_of
from apay_console.presenters.history.pages import Pages
from apay_console.presenters.notice import Notice
from apay_console.presenters.profiles.profiles import Profiles
from apay_console.presenters.sale.desk import SaleDesk

_WIDTHS = "history.widths"
_DAY_S = 86_400
_MOST_CHOSEN = 10_000
_GONE = N_("This exchange was deleted meanwhile.")
_ONE_GONE = N_("One of them was deleted meanwhile.")


class Past(QObject):
    """Everything that was ever sent, and one exchange of it in full."""

    shown = Signal(object)  # Exchange, or None when it cannot be read
    compared = Signal(object, object)  # the Exchange before, and the one after
    nothing_before = Signal()  # it was the first answer of its object
    asked = Signal(object)  # Deletion
    said = Signal(object)  # Notice
    stored = Signal(object)  # Storage
    named = Signal()  # the sales' names came, or changed
    widths_came = Signal(object)  # list[int], of the columns

    def __init__(self, desk: SaleDesk, profiles: Profiles, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._services = desk.services
        self._history = desk.services.history
        self._profiles = profiles
        self._wanted = 0  # the number of the exchange that was asked for last
        self.beside = Beside(desk.services.runner, self)
        self.pages = Pages(self._history, desk.services.runner, self)
        self.sales: Mapping[str, Sale] = {}
        desk.saved.connect(self._take_sale)

    # --- listing ----------------------------------------------------------------------------------

    def begin(self) -> None:
        """Read what the page shows when it is opened."""
        self.pages.renew()
        self.measure()
        self._run(self._services.sales.all(), self._name)
        self._run(self._services.settings.get(_WIDTHS, []), self.widths_came.emit)

    def _name(self, sales: Sequence[Sale]) -> None:
        self.sales = {sale.id: sale for sale in sales}
        self.named.emit()

    def _take_sale(self, sale: Sale) -> None:
        self.sales = {**self.sales, sale.id: sale}
        self.named.emit()

    def profile_name(self, profile_id: str) -> str:
        """What a profile is called; empty for one that was removed."""
        found = self._profiles.get(profile_id)
        return found.name if found else ""

    def environment(self, profile_id: str) -> Environment | None:
        """Where a profile's requests go; None for one that was removed."""
        if profile_id == FROM_SHOP:
            return Environment.EMULATOR
        found = self._profiles.get(profile_id)
        return found.environment if found else None

    @property
    def profiles(self) -> Profiles:
        """Who may have asked."""
        return self._profiles

    def now(self) -> float:
        """The present by the clock on the wall: that is what exchanges are kept by."""
        return self._services.clock()

    def keep_widths(self, widths: Sequence[int]) -> None:
        """Remember how wide the columns are."""
        self._run(self._services.settings.put(_WIDTHS, list(widths)), _nothing)

    def measure(self) -> None:
        """Find out how much is stored."""
        self._run(self._history.storage(), self.stored.emit)

    # --- looking ----------------------------------------------------------------------------------

    def look(self, number: int) -> None:
        """Read one exchange in full."""
        self._wanted = number
        self._run(self._history.get(number), partial(self._show, number))

    def _show(self, number: int, exchange: Exchange | None) -> None:
        if number == self._wanted:
            self.shown.emit(exchange)

    def compare(self, exchange: Exchange) -> None:
        """Compare an exchange with the answer before it that shows the same object."""
        work = earlier.answer_before(self._history, exchange)
        self._run(work, partial(self._tell_before, exchange))

    def _tell_before(self, exchange: Exchange, before: Exchange | None) -> None:
        if before is None:
            self.nothing_before.emit()
        else:
            self.compared.emit(before, exchange)

    def compare_two(self, first: int, second: int) -> None:
        """Compare two exchanges, the earlier one first."""
        self._run(self._all_of(*sorted((first, second))), lambda both: self.compared.emit(*both))

    async def _all_of(self, *numbers: int) -> list[Exchange]:
        found = [await self._history.get(number) for number in numbers]
        there = [one for one in found if one is not None]
        if len(there) < len(numbers):
            raise Fault(say(_ONE_GONE if len(numbers) > 1 else _GONE))
        return there

    def read_whole(self, lines: Sequence[Line], then: Callable[[list[Exchange]], object]) -> None:
        """Read exchanges in full, the earliest first, and go on with them."""
        self._run(self._all_of(*sorted(line.id for line in lines)), then)

    def read_rows(
        self, ranges: Sequence[tuple[int, int]], then: Callable[[Sequence[Line]], object]
    ) -> None:
        """Read rows that were chosen without being looked at, and go on with them."""
        self._run(self._read_rows(ranges), then)

    async def _read_rows(self, ranges: Sequence[tuple[int, int]]) -> list[Line]:
        wanted, found = self.pages.wanted, list[Line]()
        for first, last in ranges:
            if len(found) + last - first >= _MOST_CHOSEN:
                words = N_("At most {most} can be chosen at once. Delete old ones by their age.")
                raise Fault(say(words, most=_MOST_CHOSEN))
            found += await self._history.lines(wanted, first, last - first + 1)
        if await self._history.count(EVERYTHING) != self.pages.total:
            raise Fault(say(N_("The list changed meanwhile. Choose again.")))
        return found

    # --- doing ------------------------------------------------------------------------------------

    def pin(self, lines: Sequence[Line], *, is_pinned: bool) -> None:
        """Pin exchanges, which a purge leaves alone; or let them go."""
        ids = [line.id for line in lines]
        self._run(self._pin(ids, is_pinned), lambda _: self._follow(ids, is_pinned=is_pinned))

    async def _pin(self, ids: Sequence[int], is_pinned: bool) -> None:
        for number in ids:
            await self._history.pin(number, is_pinned)

    def note(self, line: Line, text: str, *, is_done: bool = True) -> None:
        """Write a note to an exchange; while it is typed, no list is narrowed by it."""
        text, tell = text.strip(), self._follow if is_done else self.pages.change
        work = self._history.note(line.id, text)
        self._run(work, lambda _: tell([line.id], note=text))

    def _follow(self, ids: Sequence[int], **values: Any) -> None:
        """Show it at once; where the list is narrowed by it, some may have to leave."""
        self.pages.change(ids, **values)
        wanted = self.pages.wanted
        if wanted.words or wanted.is_pinned is not None:
            self.pages.renew()

    def ask_delete(self, lines: Sequence[Line]) -> None:
        """Find out which of these may be deleted, and ask."""
        self._run(self._services.sender.unfinished(), partial(self._ask, tuple(lines)))

    def _ask(self, lines: tuple[Line, ...], unfinished: Sequence[Attempt]) -> None:
        self.asked.emit(deletion_of(lines, unfinished))

    def delete(self, lines: Sequence[Line]) -> None:
        """Delete exchanges for good."""
        ids = [line.id for line in lines]
        self._run(self._history.delete(ids), lambda count: self._deleted(set(ids), count))

    def purge(self, days: int) -> None:
        """Delete for good what is older than so many days and not pinned."""
        before = self.now() - days * _DAY_S
        self._run(self._history.purge(before), self._purged)

    def drop_set_aside(self) -> None:
        """Delete for good the damaged files that lie beside the data file."""
        words = say(N_("The damaged files were deleted."))
        self._run(self._history.drop_set_aside(), lambda _: self._gone(words))

    def _purged(self, count: int) -> None:
        state = self._desk.state
        if count and state is not None:
            self._run(self._history.of_sale(state.sale.id), self._list_left)
        self._gone(_deleted(count) if count else say(N_("Nothing is that old.")))

    def _list_left(self, exchanges: Sequence[Exchange]) -> None:
        left = {one.id for one in exchanges}
        state = self._desk.state
        if state is not None:
            self._drop({one.id for one in state.exchanges} - left)

    def _deleted(self, ids: set[int], count: int) -> None:
        self._drop(ids)
        self._gone(_deleted(count))

    def _drop(self, ids: set[int]) -> None:
        """Let the sale on the desk no longer list what is gone."""
        state = self._desk.state
        if state is not None and any(one.id in ids for one in state.exchanges):
            left = tuple(one for one in state.exchanges if one.id not in ids)
            is_gone = state.moment is not None and state.moment.id in ids
            self._desk.show(
                replace(state, exchanges=left, moment=None if is_gone else state.moment)
            )

    def _gone(self, words: Message) -> None:
        self.said.emit(Notice("ok", words))
        self.pages.renew()
        self.measure()

    def _run(self, work: Coroutine[Any, Any, Any], done: Callable[[Any], object]) -> None:
        self._services.runner.run(work, owner=self, done=done, failed=self._failed)

    def _failed(self, error: BaseException) -> None:
        tell = self._services.runner.tell
        tell(error, lambda fault: self.said.emit(Notice("err", fault.message)))


def _deleted(count: int) -> Message:
    one, more = N_("One exchange was deleted."), N_("{count} exchanges were deleted.")
    return say(one) if count == 1 else say(more, count=count)


def _nothing(_: object) -> None:
    """Take no notice of what a store answers."""
