"""The history in pages: only what is looked at is read, and nothing waits for the data file."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from apay_console.jobs import Job, Runner
from apay_console.model.past import EVERYTHING, Line, Wanted
from apay_console.store.history import History

PAGE = 128  # rows that are read at once
KEPT = 64  # pages that are remembered
_MOST_ASKED = 2  # pages that are waited for at once
_MOST_NEEDED = 3  # pages that a list is high, and one more


class Pages(QObject):
    """Rows by their place, the newest first.

    Pages are counted from the oldest exchange on: what comes on top moves none of them.
    """

    renewed = Signal()  # every row may be another one
    grown = Signal(int)  # so many rows came on top
    came = Signal(int, int)  # the first and the last row that are known now
    counted = Signal()
    refused = Signal(object)  # Fault: why it cannot be listed

    def __init__(self, history: History, runner: Runner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._history = history
        self._runner = runner
        self.wanted = EVERYTHING
        self.count = 0
        self.total = 0
        self.is_read = False  # whether the first page came
        self._pages: dict[int, tuple[Line, ...]] = {}  # each with its oldest line first
        self._unsure: set[int] = set()  # came since the rows were counted last
        self._needed: dict[int, None] = {}  # to be asked for, the most urgent last
        self._asked: dict[int, Job] = {}
        self._turn = 0  # what was asked for in an earlier one may be of other rows
        self._look: Job | None = None
        self._asking = QTimer(self, singleShot=True, interval=0)
        self._asking.timeout.connect(self._ask)

    # --- what is listed ---------------------------------------------------------------------------

    def narrow(self, wanted: Wanted) -> None:
        """List other exchanges; what is listed stays until they are found."""
        if self._look is not None:
            self._look.cancel()
        self._look = self._run(self._first(wanted), lambda found: self._begin(wanted, *found))

    def renew(self) -> None:
        """Read everything anew, as after something was deleted."""
        self.narrow(self.wanted)

    async def _first(self, wanted: Wanted) -> tuple[int, int, list[Line]]:
        count = await self._history.count(wanted)
        total = count if wanted == EVERYTHING else await self._history.count(EVERYTHING)
        return count, total, await self._history.lines(wanted, 0, count % PAGE + PAGE)

    def _begin(self, wanted: Wanted, count: int, total: int, lines: list[Line]) -> None:
        self._forget()
        self.wanted, self.count, self.total, self.is_read = wanted, count, total, True
        oldest_first = tuple(reversed(lines))
        whole, top = divmod(count, PAGE)
        rest = oldest_first[: len(oldest_first) - top]
        self._pages |= {whole: oldest_first[len(rest) :]} if top else {}
        self._pages |= {whole - 1: rest} if rest else {}
        self._unsure |= set(self._pages)
        self.renewed.emit()
        self.counted.emit()

    def _forget(self) -> None:
        self._give_up()
        self._pages, self._needed, self._unsure = {}, {}, set()

    def _give_up(self) -> None:
        for job in self._asked.values():
            job.cancel()
        self._asked = {}
        self._turn += 1

    # --- rows -------------------------------------------------------------------------------------

    def line(self, row: int) -> Line | None:
        """The line of a row; None until it is read, which begins now."""
        page, place = divmod(self.count - 1 - row, PAGE)
        lines = self._pages.get(page, ())
        if place < len(lines):
            return lines[place]
        if page not in self._asked:
            self._needed.pop(page, None)
            self._needed[page] = None
            self._asking.start()
        return None

    def row_of(self, number: int) -> int | None:
        """The row of an exchange, if it is among those that are known."""
        for page, lines in self._pages.items():
            for place, line in enumerate(lines):
                if line.id == number:
                    return self.count - 1 - page * PAGE - place
        return None

    def _ask(self) -> None:
        for page in list(self._needed)[:-_MOST_NEEDED]:
            del self._needed[page]  # passed by meanwhile
        while self._needed and len(self._asked) < _MOST_ASKED:
            page, _ = self._needed.popitem()
            start = max(self.count - (page + 1) * PAGE, 0)
            size = self.count - page * PAGE - start
            work = self._history.lines(self.wanted, start, size)
            self._asked[page] = self._run(work, partial(self._take, self._turn, page))

    def _take(self, turn: int, page: int, lines: list[Line]) -> None:
        if turn != self._turn:
            return
        self._asked.pop(page, None)
        self._pages.pop(page, None)
        self._pages[page] = tuple(reversed(lines))
        self._unsure.add(page)
        while len(self._pages) > KEPT:
            del self._pages[next(iter(self._pages))]
        self._tell(page)
        if self._needed:
            self._asking.start()

    def _tell(self, page: int) -> None:
        last = self.count - 1 - page * PAGE
        self.came.emit(max(last - PAGE + 1, 0), max(last, 0))

    def change(self, ids: Sequence[int], **values: Any) -> None:
        """Know of a pin or a note at once."""
        wanted = set(ids)
        for page, lines in list(self._pages.items()):
            if any(line.id in wanted for line in lines):
                changed = (one._replace(**values) if one.id in wanted else one for one in lines)
                self._pages[page] = tuple(changed)
                self._tell(page)

    # --- what comes meanwhile ---------------------------------------------------------------------

    def follow(self) -> None:
        """Look whether anything was added or deleted."""
        if self.is_read:
            self._run(self._history.count(EVERYTHING), self._compare)

    def _compare(self, total: int) -> None:
        if total == self.total:
            self._unsure.clear()
        elif self.wanted == EVERYTHING:
            self._grow(total, total)
        else:
            wanted = self.wanted
            work = self._history.count(wanted)
            self._run(work, lambda count: self._grow(total, count, wanted))

    def _grow(self, total: int, count: int, wanted: Wanted = EVERYTHING) -> None:
        if wanted != self.wanted:
            return
        more, self.total = count - self.count, total
        if more < 0:
            self.renew()
            return
        for page in self._unsure:
            self._pages.pop(page, None)
        self._unsure.clear()
        if more:
            self._give_up()
            self.count = count
            self.grown.emit(more)
        self.counted.emit()

    def _run(self, work: Coroutine[Any, Any, Any], done: Callable[[Any], None]) -> Job:
        return self._runner.run(work, owner=self, done=done, failed=self._failed)

    def _failed(self, error: BaseException) -> None:
        self._runner.tell(error, self.refused.emit)
