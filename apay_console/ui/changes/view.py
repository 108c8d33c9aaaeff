"""What an answer changed: what you sent, what Amazon did by itself, and what it ignored."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from apay_console.model.changes.comparison import Comparison, compare, why_not
from apay_console.model.changes.lines import MOST_ROWS
from apay_console.model.exchange import Exchange
from apay_console.presenters.beside import Beside
from apay_console.presenters.sale.state.comparing import Answers, AnswersOfSale
from apay_console.presenters.sale.state.sale_state import SaleState
from apay_console.ui.changes import words
from apay_console.ui.changes.comparer import Compare, Comparer
from apay_console.ui.changes.head import LIST, LOOKS, SIDE, Head
from apay_console.ui.changes.lines import SideBySide, Unified
from apay_console.ui.changes.rows import FIELD, ChangeRows
from apay_console.ui.changes.table import Table
from apay_console.ui.parts.announcing import announce
from apay_console.ui.parts.copying import copy_briefly
from apay_console.ui.parts.labels import WrappedLabel
from apay_console.ui.parts.layouts import column_in
from apay_console.ui.parts.text import say
from apay_console.ui.parts.theme import Theme

LOOK = "changesLook"  # the property of the window that keeps the look


class ChangesView(QWidget):
    """Two answers compared, as a list, side by side or unified."""

    go_to = Signal(tuple)  # the path of a row of the answer

    def __init__(
        self, theme: Theme, parent: QWidget | None = None, *, beside: Beside | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._comparer = Comparer(beside)
        self._look = LIST
        self._known = AnswersOfSale()
        self._answers: Answers | None = None
        self._found: Comparison | None = None
        self._said = ""  # why it is not the newest answer that is compared
        self._last: int | None = None  # the change that was looked at
        self.head = Head(theme)
        self.table = Table(theme, self)
        self._empty = WrappedLabel("")
        self._empty.setProperty("role", "hint")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setContentsMargins(24, 24, 24, 24)
        self._place()
        self._connect(theme)
        self._draw()

    def _place(self) -> None:
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self._empty)
        column = column_in(self)
        column.addWidget(self.head)
        column.addWidget(self._stack, 1)

    def _connect(self, theme: Theme) -> None:
        self.head.earlier_chosen.connect(self._compare)
        self.head.look_chosen.connect(self.choose)
        self.head.step_wanted.connect(self.step)
        self.head.copy_wanted.connect(self.copy)
        self.table.clicked.connect(self._clicked)
        self.table.activated.connect(self._follow)
        theme.changed.connect(self.table.viewport().update)

    def showEvent(self, event: QShowEvent) -> None:
        """Look as the views of this window did last."""
        super().showEvent(event)
        look = self.window().property(LOOK)
        if look in LOOKS and look != self._look:
            self.choose(look)

    # Showing

    def show_state(self, state: SaleState) -> None:
        """Compare the answer that is shown with the one before it."""
        found = self._known.of(state)
        if found != self._answers:
            self._answers = found
            self._compare(0)

    def show_pair(self, before: Exchange, after: Exchange) -> None:
        """Compare any two exchanges."""
        self._answers = Answers(after, (before,))
        reason = why_not(before) if before.answered is None else why_not(after)
        is_told = before.answered is not None and after.answered is not None
        work = partial(compare, before, after) if is_told else lambda: None
        self._start(work, "" if is_told else words.reason(reason), before, after)
        pair = self.tr("{before} → {after}").replace("{before}", words.moment(before))
        self.head.name_pair(pair.replace("{after}", words.moment(after)))

    def show_alone(self, after: Exchange | None) -> None:
        """Say that there is nothing to compare an exchange with."""
        self._answers = Answers(after, ())
        self._compare(0)

    def _compare(self, place: int) -> None:
        answers = self._answers or Answers()
        earlier = [words.moment(one) for one in answers.earlier]
        if earlier:
            before = self.tr("{moment} · previous answer")
            earlier[0] = before.replace("{moment}", earlier[0])
        self.head.offer(earlier, place)
        pair = (answers.after, *answers.earlier[place : place + 1])
        self._start(partial(answers.compared, place), words.reason(answers.words), *pair)

    def _start(self, work: Compare, said: str, *pair: Exchange | None) -> None:
        wait = self.tr("These answers are long. They are being compared…")
        show = partial(self._show, said=said)
        self._comparer.start(work, pair, show, lambda: self._show(None, wait))

    def _show(self, found: Comparison | None, said: str) -> None:
        self._found, self._said, self._last = found, said, None
        self._draw()

    def choose(self, look: str) -> None:
        """Turn to another look, at the same change; the window remembers it."""
        self.head.mark(look)
        current = self.current
        self._look = look
        self._draw()
        if current is not None and self._has_rows:
            self._go(current)
        self.window().setProperty(LOOK, look)

    # Drawing

    @property
    def _has_rows(self) -> bool:
        return self._found is not None and bool(self._found.changes or self._found.ignored)

    def _draw(self) -> None:
        found = self._found
        notes = [said for said in (self._said,) if said and self._has_rows]
        self.head.tell("", notes)
        self.head.count(None, len(found.changes) if found else 0)
        self.head.rest(is_empty=not self._has_rows)
        self._stack.setCurrentWidget(self.table if self._has_rows else self._empty)
        if found is None or not self._has_rows:
            self._empty.setText(self._nothing())
            return
        notes += [say(note) for note in found.notes]
        self.table.take(self._model(found))
        self.table.selectionModel().currentRowChanged.connect(self._tell_place)
        self.head.tell(words.summary(found), [*notes, *self._cut(found)])

    def _model(self, found: Comparison) -> ChangeRows | SideBySide | Unified:
        if self._look == LIST or found.before is None:
            return ChangeRows(self._theme, found, self.table)
        return SideBySide(found, self.table) if self._look == SIDE else Unified(found, self.table)

    def _cut(self, found: Comparison) -> list[str]:
        if self._look == LIST or found.before is None or len(found.rows) < MOST_ROWS:
            return []
        most = self.tr("The answers are long: only their first {count} lines are shown.")
        return [most.replace("{count}", f"{MOST_ROWS:,}")]

    def _nothing(self) -> str:
        """What is shown instead of changes; why the newest answer has none goes first."""
        if self._found is not None and self._found.before is not None:
            since = self.tr("Nothing changed since {moment}.")
            rest = since.replace("{moment}", words.moment(self._found.before))
            return "\n".join(part for part in (self._said, rest) if part)
        return self._said or self.tr("First answer: nothing to compare with.")

    # Going on

    @property
    def _rows(self) -> ChangeRows | SideBySide | Unified:
        model = self.table.model()
        assert isinstance(model, ChangeRows | SideBySide | Unified)  # noqa: S101 - set by _draw only
        return model

    @property
    def current(self) -> int | None:
        """The number of the change that is looked at; None where it is none."""
        index = self.table.currentIndex() if self._has_rows else QModelIndex()
        return self._rows.change_at(index.row()) if index.isValid() else None

    def step(self, direction: int) -> None:
        """Go to the next change or, with -1, the one before; round at the ends."""
        total = len(self._found.changes) if self._found is not None else 0
        if total:
            start = -1 if direction > 0 else 0
            self._go(((self._last if self._last is not None else start) + direction) % total)
        if not self.table.hasFocus():  # else its row is read anyway
            announce(self, self._spoken() if total else self._empty.text())

    def _spoken(self) -> str:
        """The change that is looked at, and which of them it is."""
        return f"{self.head.place.text()}. {self._written(self.table.currentIndex().row())}"

    def _go(self, change: int) -> None:
        self.table.go_to_row(self._rows.row_of(change))
        self._count(change)

    def _tell_place(self) -> None:
        current = self.current
        if current is not None:
            self._count(current)

    def _count(self, change: int) -> None:
        self._last = change
        self.head.count(change, len(self._found.changes) if self._found else 0)

    def _clicked(self, index: QModelIndex) -> None:
        rows = self._rows
        is_fold = isinstance(rows, Unified) and rows.is_fold(index.row())
        if is_fold or (isinstance(rows, ChangeRows) and index.column() == FIELD):
            self._follow(index)

    def _follow(self, index: QModelIndex) -> None:
        """Show what is folded away, or go to the row of the answer."""
        rows, row = self._rows, index.row()
        if isinstance(rows, Unified) and rows.open_at(row):
            self.table.setCurrentIndex(rows.index(row, 0))
            return
        path = rows.path_at(row)
        if path is not None:
            self.go_to.emit(path)

    # Taking along

    def copy(self) -> None:
        """Copy what is shown as text."""
        copy_briefly(self, "\n".join(self.texts()))

    def texts(self) -> list[str]:
        """What the page says, row by row."""
        if not self._has_rows:
            return [self._empty.text()]
        return [self._written(number) for number in range(self._rows.rowCount())]

    def _written(self, row: int) -> str:
        rows = self._rows
        return rows.line(row) if isinstance(rows, ChangeRows) else rows.text(row)
