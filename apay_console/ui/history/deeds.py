"""What is done with the chosen exchanges, and what is asked before."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from apay_console.errors import Message
from apay_console.model.exchange import Exchange
from apay_console.model.past import Line, Storage, Wanted
from apay_console.presenters.history.deletion import Deletion
from apay_console.presenters.history.leading import Leading
from apay_console.presenters.history.past import Past
from apay_console.presenters.notice import Notice
from apay_console.ui.history.actions import Actions, are_pinned
from apay_console.ui.history.ask_bar import AskBar
from apay_console.ui.history.details import CHANGES, Details
from apay_console.ui.history.filters import Filters
from apay_console.ui.history.head import Head
from apay_console.ui.history.storage_line import size_of
from apay_console.ui.history.table import PastTable
from apay_console.ui.parts.text import say


@dataclass(frozen=True)
class Shown:
    """The parts of the page that say what is chosen, and what became of it."""

    table: PastTable
    head: Head
    filters: Filters
    details: Details
    bar: AskBar


class Deeds(QObject):
    """Carries out the actions of the list."""

    taken = Signal(object)  # exchanges that are to be copied or saved in another form

    def __init__(
        self, past: Past, leading: Leading, actions: Actions, shown: Shown, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._past = past
        self._leading = leading
        self._shown = shown
        self._exchange: Exchange | None = None
        self._waiting: tuple[int, Callable[[Exchange], None]] | None = None  # until it is read
        self._aside_bytes = 0  # of damaged files that were set aside
        past.stored.connect(self._know)
        past.asked.connect(self._ask_delete)
        past.said.connect(self._tell)
        leading.refused.connect(self._warn)
        actions.connect_to(
            open_sale=lambda: self._with_exchange(leading.open_sale),
            open_form=lambda: self._with_exchange(leading.open_form),
            replay=lambda: self._with_exchange(leading.replay),
            compare=self._compare,
            take_elsewhere=lambda: self._with_lines(self._take_elsewhere),
            follow_sale=self._follow_sale,
            follow_session=self._follow_session,
            pin=lambda: self._with_lines(self._pin),
            note=shown.head.write_note,
            delete=lambda: self._with_lines(past.ask_delete),
        )

    def show_exchange(self, exchange: Exchange | None) -> None:
        """Know the exchange that is chosen, and do what waited for it."""
        self._exchange = exchange
        waiting, self._waiting = self._waiting, None
        if waiting is not None and exchange is not None and exchange.id == waiting[0]:
            waiting[1](exchange)

    def _know(self, storage: Storage) -> None:
        self._aside_bytes = storage.aside_bytes

    def _with_exchange(self, do: Callable[[Exchange], None]) -> None:
        """Do something with the exchange that is chosen, once it is read."""
        line = self._shown.table.current()
        if line is None:
            return
        if self._exchange is not None and self._exchange.id == line.id:
            do(self._exchange)
        else:
            self._waiting = (line.id, do)
            self._past.look(line.id)

    def _with_lines(self, do: Callable[[Sequence[Line]], None]) -> None:
        lines = self._shown.table.chosen_lines()
        if lines is not None:
            do(lines)
        else:
            self._past.read_rows(self._shown.table.ranges(), do)

    # --- doing ------------------------------------------------------------------------------------

    def _compare(self) -> None:
        lines = self._shown.table.chosen_lines() or []
        if len(lines) == 2:
            self._shown.details.compare(lines[0].id, lines[1].id)
        else:
            self._shown.details.open_tab(CHANGES)
            self._shown.details.tabs.setFocus()

    def _pin(self, lines: Sequence[Line]) -> None:
        self._past.pin(lines, is_pinned=not are_pinned(lines))

    def note(self, line: Line, text: str, is_done: bool) -> None:
        """Write an exchange's note."""
        self._past.note(line, text, is_done=is_done)

    def _take_elsewhere(self, lines: Sequence[Line]) -> None:
        self._past.read_whole(lines, self.taken.emit)

    def _follow_sale(self) -> None:
        line = self._shown.table.current()
        if line is not None:
            words = self.tr("Only {sale}").replace("{sale}", self._shown.head.sale_name(line))
            self._shown.filters.follow(words, Wanted(sale_id=line.sale_id))

    def _follow_session(self) -> None:
        line = self._shown.table.current()
        if line is not None:
            words = self.tr("Only session {id}").replace("{id}", line.session_id[:8])
            self._shown.filters.follow(words, Wanted(session_id=line.session_id))

    def _ask_delete(self, deletion: Deletion) -> None:
        kept = say(deletion.kept) if deletion.kept is not None else ""
        if not deletion.lines:
            self._shown.bar.tell("warn", kept)
            return
        self._shown.bar.ask(
            " ".join(filter(None, [self._question(deletion.lines), self._beside(), kept])),
            self.tr("Delete"),
            lambda: self._delete(deletion),
        )

    def _delete(self, deletion: Deletion) -> None:
        self._shown.table.will_lose_chosen()
        self._past.delete(deletion.lines)

    def _question(self, lines: Sequence[Line]) -> str:
        """Ask with all that matters: whoever pinned a row may have forgotten it."""
        words = self.tr("Delete this exchange? It cannot be brought back.")
        if len(lines) > 1:
            words = self.tr("Delete {count} exchanges? They cannot be brought back.")
            words = words.replace("{count}", f"{len(lines):,}")
        pinned = sum(line.is_pinned for line in lines)
        more = self.tr("Pinned ones among them: {count}.").replace("{count}", f"{pinned:,}")
        return f"{words} {more}" if pinned else words

    def _beside(self) -> str:
        """Say what goes with any exchange: out of a damaged file nothing can be taken alone."""
        words = self.tr("The damaged files that were set aside go too: they may hold them.")
        return words if self._aside_bytes else ""

    def ask_drop_set_aside(self) -> None:
        """Ask before the damaged files go, which somebody may still want to mend."""
        words = self.tr(
            "Delete the damaged data files that were set aside ({size})? What could be read of "
            "them is in the history. They go by themselves after 30 days."
        )
        words = words.replace("{size}", size_of(self._aside_bytes))
        self._shown.bar.ask(words, self.tr("Delete"), self._past.drop_set_aside)

    def ask_purge(self) -> None:
        """Ask how old what is deleted has to be."""
        words = self.tr("Delete old exchanges? They cannot be brought back. Pinned ones stay.")
        words = f"{words} {self._beside()}".strip()
        self._shown.bar.ask_days(words, self.tr("Delete"), self._past.purge, 90)

    def _tell(self, notice: Notice) -> None:
        self._shown.bar.tell(notice.tone, say(notice.sentence))

    def _warn(self, words: Message) -> None:
        self._shown.bar.tell("warn", say(words))
