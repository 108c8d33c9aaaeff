"""Two answers as lines: beside each other, or one below the other with the rest folded."""

from __future__ import annotations

from itertools import groupby
from typing import Any, NamedTuple

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from apay_console.model.changes.changes import Change
from apay_console.model.changes.comparison import Comparison
from apay_console.model.changes.lines import Fold, Half, folded, text_of
from apay_console.model.fields import Path
from apay_console.ui.changes import words
from apay_console.ui.parts.text import LONGEST_CELL, clip, shown_tip, visible

Index = QModelIndex | QPersistentModelIndex
_DISPLAY, _TIP = int(Qt.ItemDataRole.DisplayRole), int(Qt.ItemDataRole.ToolTipRole)
LEFT, RIGHT = 0, 1
MINUS = "\u2212"  # as wide as the plus


class Line(NamedTuple):
    """One line of a column: its text, its sign, and the change that it belongs to."""

    text: str
    sign: str = ""
    change: Change | None = None
    is_blank: bool = False


class Lines(QAbstractTableModel):
    """What both looks have in common."""

    columns = 1

    def __init__(self, found: Comparison, parent: QObject) -> None:
        super().__init__(parent)
        self.found = found

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own
        return 0 if parent.isValid() else self.columns

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        if role not in {_DISPLAY, _TIP}:
            return None
        line = self.line(index.row(), index.column())
        if role == _DISPLAY:
            return f"{line.sign} {line.text}" if line.sign else line.text
        return shown_tip(line.text.strip()) if len(line.text) > 60 else None

    def line(self, row: int, column: int) -> Line:
        """What stands in a cell."""
        raise NotImplementedError

    def is_fold(self, row: int) -> bool:  # noqa: ARG002 - where nothing is folded
        """Whether a row stands for those that are folded away."""
        return False

    def written(self, half: Half | None, sign: str, change: int | None) -> Line:
        """Write one half of a row, with who changed it."""
        found = None if change is None else self.found.changes[change]
        if half is None:
            return Line("", "", found, is_blank=True)
        text = visible(clip(text_of(half, LONGEST_CELL)))
        return Line(text, "" if found is None else "~" if found.is_moved else sign, found)

    def text(self, row: int) -> str:
        """A row in words."""
        cells = [self.line(row, column) for column in range(self.columns)]
        return "\t".join(f"{cell.sign or ' '} {cell.text}".rstrip() for cell in cells)


class SideBySide(Lines):
    """Before on the left, after on the right."""

    columns = 2

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own
        return 0 if parent.isValid() else len(self.found.rows)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY
    ) -> str | None:
        if role != _DISPLAY or orientation != Qt.Orientation.Horizontal:
            return None
        exchange = self.found.after if section else self.found.before
        return words.moment(exchange) if exchange else ""

    def line(self, row: int, column: int) -> Line:
        found = self.found.rows[row]
        if column == LEFT:
            return self.written(found.left, MINUS, found.change)
        return self.written(found.right, "+", found.change)

    def change_at(self, row: int) -> int | None:
        """The number of the change in a row."""
        return self.found.rows[row].change

    def row_of(self, change: int) -> int:
        """The row in which a change begins; of one inside another, the other's."""
        starts = self.found.starts
        while change not in starts and change > 0:
            change -= 1
        return starts.get(change, 0)

    def path_at(self, row: int) -> Path | None:
        """Where in the answer a row is about."""
        return self.found.rows[row].path


class Unified(Lines):
    """One column: what was, what is, and what did not change folded away."""

    def __init__(self, found: Comparison, parent: QObject) -> None:
        super().__init__(found, parent)
        self._opened: frozenset[int] = frozenset()
        self._lay_out()

    def _lay_out(self) -> None:
        shown = folded(self.found.rows, self._opened)
        self._cells: list[tuple[int, str] | Fold] = []
        for change, parts in groupby(shown, self._change_of):
            self._add(change, [*parts])
        self._starts: dict[int, int] = {}
        for number, cell in enumerate(self._cells):
            change = None if isinstance(cell, Fold) else self._change_of(cell[0])
            if change is not None:
                self._starts.setdefault(change, number)

    def _change_of(self, part: int | Fold) -> int | None:
        return None if isinstance(part, Fold) else self.found.rows[part].change

    def _add(self, change: int | None, parts: list[int | Fold]) -> None:
        if change is None:
            self._cells += [one if isinstance(one, Fold) else (one, " ") for one in parts]
            return
        rows = [(one, self.found.rows[one]) for one in parts if not isinstance(one, Fold)]
        self._cells += [(one, MINUS) for one, row in rows if row.left]
        self._cells += [(one, "+") for one, row in rows if row.right]

    def open_at(self, row: int) -> bool:
        """Show what is folded away in a row; False where nothing is."""
        cell = self._cells[row]
        if not isinstance(cell, Fold):
            return False
        self.beginResetModel()
        self._opened |= {cell.start}
        self._lay_out()
        self.endResetModel()
        return True

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own
        return 0 if parent.isValid() else len(self._cells)

    def line(self, row: int, column: int) -> Line:  # noqa: ARG002 - there is one
        cell = self._cells[row]
        if isinstance(cell, Fold):
            return Line(self.tr("… %n unchanged lines", "", cell.end - cell.start))
        number, sign = cell
        found = self.found.rows[number]
        half = found.left if sign == MINUS else found.right
        return self.written(half, sign, found.change)

    def is_fold(self, row: int) -> bool:
        """Whether a row stands for those that are folded away."""
        return isinstance(self._cells[row], Fold)

    def change_at(self, row: int) -> int | None:
        """The number of the change in a row."""
        cell = self._cells[row]
        return None if isinstance(cell, Fold) else self._change_of(cell[0])

    def row_of(self, change: int) -> int:
        """The row in which a change begins; of one inside another, the other's."""
        while change not in self._starts and change > 0:
            change -= 1
        return self._starts.get(change, 0)

    def path_at(self, row: int) -> Path | None:
        """Where in the answer a row is about."""
        cell = self._cells[row]
        return None if isinstance(cell, Fold) else self.found.rows[cell[0]].path
