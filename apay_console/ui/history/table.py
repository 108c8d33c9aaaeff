"""The list of the history: a million rows scroll like ten, and what is looked at stays put."""

from __future__ import annotations

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QTableView,
    QWidget,
)

from apay_console.model.past import Line
from apay_console.presenters.history.past import Past
from apay_console.ui.history.cell_painter import CellPainter
from apay_console.ui.history.cells import COLUMNS, MARKS, OUTCOME, TOOK, WHAT, WHEN, WHO
from apay_console.ui.history.model import PastModel
from apay_console.ui.parts.theme import Theme

_ROW = 28
_WIDTHS = {WHEN: 128, WHAT: 200, OUTCOME: 106, TOOK: 60, WHO: 88, MARKS: 32}
_LEAST, _MOST = 32, 320
_WHAT, _TOOK = COLUMNS.index(WHAT), COLUMNS.index(TOOK)
_KEEP_AFTER_MS = 400
_MOST_AT_HAND = 1_000  # rows that are looked up one by one
Ranges = list[tuple[int, int]]


class PastTable(QTableView):
    """One line an exchange; several can be chosen."""

    chosen = Signal()
    letters_typed = Signal(str)

    def __init__(self, past: Past, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("pastRows")
        self.setAccessibleName(self.tr("Every exchange, the newest first"))
        self._past = past
        self._current = 0  # the number of the exchange that is looked at
        self._freed = 0  # the row to look at once that exchange is gone
        self._took_width = _WIDTHS[TOOK]
        self._held: int | None = None  # where the bar stood before rows came on top
        self.lines = PastModel(past, theme, self)
        self.setModel(self.lines)
        self._painter = CellPainter(self.lines.cells, theme, self)
        self.setItemDelegate(self._painter)
        self._set_looks()
        self._set_header()
        self._follow_pages()
        theme.changed.connect(self.viewport().update)
        theme.veil.changed.connect(self.viewport().update)

    def _set_looks(self) -> None:
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self.setShowGrid(False)
        self.setMouseTracking(True)
        self.entered.connect(self._hover)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setMinimumSectionSize(_ROW)
        rows.setDefaultSectionSize(_ROW)

    def _set_header(self) -> None:
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setMinimumSectionSize(_LEAST)
        header.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        for place, column in enumerate(COLUMNS):
            is_rest = column == WHAT
            mode = QHeaderView.ResizeMode.Stretch if is_rest else QHeaderView.ResizeMode.Interactive
            header.setSectionResizeMode(place, mode)
            header.resizeSection(place, _WIDTHS[column])
        self._keeping = QTimer(self, singleShot=True, interval=_KEEP_AFTER_MS)
        self._keeping.timeout.connect(self._keep_widths)
        header.sectionResized.connect(self._on_resized)
        self._past.widths_came.connect(self._take_widths)

    def _follow_pages(self) -> None:
        for signal in (self.lines.dataChanged, self.lines.modelReset, self.lines.rowsInserted):
            signal.connect(self._painter.forget)
        self._telling = QTimer(self, singleShot=True, interval=0)
        self._telling.timeout.connect(self.chosen)
        self.selectionModel().selectionChanged.connect(self._on_chosen)
        self.lines.rowsAboutToBeInserted.connect(self._hold)
        self.lines.rowsInserted.connect(self._keep_still)
        self.lines.modelReset.connect(self._restore)

    # --- widths -----------------------------------------------------------------------------------

    def _on_resized(self, column: int) -> None:
        if column != _WHAT:
            self._keeping.start()

    def _keep_widths(self) -> None:
        self._past.keep_widths(self.widths())

    def widths(self) -> list[int]:
        """How wide the columns are."""
        sizes = map(self.horizontalHeader().sectionSize, range(len(COLUMNS)))
        return [size or self._took_width for size in sizes]  # only that one is ever hidden

    def narrow(self, *, is_narrow: bool) -> None:
        """Leave out how long each took where there is little room: the details say it too."""
        self._took_width = self.horizontalHeader().sectionSize(_TOOK) or self._took_width
        self.setColumnHidden(_TOOK, is_narrow)

    def _take_widths(self, found: object) -> None:
        """Take the widths of last time, as far as they make sense."""
        if not isinstance(found, list) or len(found) != len(COLUMNS):
            return
        for place, width in enumerate(found):
            if place != _WHAT and isinstance(width, int) and _LEAST <= width <= _MOST:
                self.horizontalHeader().resizeSection(place, width)
        self._keeping.stop()

    # --- what is chosen ---------------------------------------------------------------------------

    def _on_chosen(self) -> None:
        line = self.current()
        self._current = line.id if line is not None else self._current
        self._telling.start()

    def current(self) -> Line | None:
        """The line that has the keyboard, as far as it is read."""
        row = self.currentIndex().row()
        return self.lines.line(row) if row >= 0 else None

    def ranges(self) -> Ranges:
        """The chosen rows, as first and last of each stretch."""
        return sorted(
            (one.top(), one.bottom()) for one in self.selectionModel().selection().toList()
        )

    def chosen_lines(self) -> list[Line] | None:
        """The chosen lines; None while some of them are not read."""
        found: list[Line] = []
        if self.chosen_count() > _MOST_AT_HAND:
            return None
        for first, last in self.ranges():
            for row in range(first, last + 1):
                line = self.lines.line(row)
                if line is None:
                    return None
                found.append(line)
        return found

    def chosen_count(self) -> int:
        """How many rows are chosen."""
        return sum(last - first + 1 for first, last in self.ranges())

    def moveCursor(  # noqa: N802 - Qt's name
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """Let Home and End lead to the newest and the oldest, not along a row."""
        ends = {
            QAbstractItemView.CursorAction.MoveHome: 0,
            QAbstractItemView.CursorAction.MoveEnd: self.lines.rowCount() - 1,
        }
        if action in ends:
            return self.lines.index(ends[action], _WHAT)
        return super().moveCursor(action, modifiers)

    def keyboardSearch(self, letters: str) -> None:  # noqa: N802 - Qt's name
        """Let letters begin a search of the whole history."""
        if letters.strip():
            self.letters_typed.emit(letters)

    # --- standing still ---------------------------------------------------------------------------

    def _hold(self) -> None:
        bar = self.verticalScrollBar()
        is_at_top = bar.value() == 0 and self.currentIndex().row() <= 0
        self._held = None if is_at_top else bar.value()

    def _keep_still(self, _: QModelIndex, first: int, last: int) -> None:
        if self._held is not None:
            self.updateGeometries()
            self.verticalScrollBar().setValue(self._held + (last - first + 1) * _ROW)

    def will_lose_chosen(self) -> None:
        """Know that the chosen rows are about to go; what comes after them is looked at then."""
        self._freed = min((first for first, _ in self.ranges()), default=0)

    def _restore(self) -> None:
        """Go back to the exchange that was looked at, else to what is in its place, or newest."""
        row, freed, self._freed = self._past.pages.row_of(self._current), self._freed, 0
        if self.lines.rowCount():
            self.go_to(min(freed, self.lines.rowCount() - 1) if row is None else row)
        self._telling.start()

    def go_to(self, row: int) -> None:
        """Choose one row."""
        which = (
            QItemSelectionModel.SelectionFlag.ClearAndSelect
            | QItemSelectionModel.SelectionFlag.Rows
        )
        self.selectionModel().setCurrentIndex(self.lines.index(row, _WHAT), which)

    def _hover(self, index: QModelIndex) -> None:
        self._painter.hovered = index.row()
        self.viewport().update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._painter.hovered = -1
        self.viewport().update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self.lines.rowCount():
            self.go_to(0)

    def texts(self, most: int = 50) -> list[str]:
        """What the first rows say."""
        rows = range(min(self.lines.rowCount(), most))
        cells = ((self.lines.index(row, place) for place in range(len(COLUMNS))) for row in rows)
        return [" ".join(str(cell.data() or "") for cell in row).strip() for row in cells]
