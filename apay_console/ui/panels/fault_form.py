"""The form for one fault: what goes wrong, with whose requests, and how often."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from apay_console.errors import N_
from apay_console.presenters.emulator.fault_board import Board, FaultBoard
from apay_console.ui.panels.parts import button, hint, named
from apay_console.ui.parts.text import PlainLabel, word
from apay_console.ui.parts.theme import restyle
from apay_console.ui.parts.widgets import Combo, Line

_STATUSES = {"error": ("500", "502", "503", "504", "429"), "html": ("200", "502", "503")}
_TIMES, _SHARE, _ALWAYS = "times", "share", "always"
# Each way by the name of the control side, with its label and what it is called in the table.
_WAYS = (
    ("delay", "delay", N_("Seconds late")),
    ("jitter", "jitter", N_("Up to so many more")),
    ("status", "status", N_("Status")),
    ("retryAfter", "retry_after", N_("Retry-After, seconds")),
    ("cut", "cut", N_("Bytes that arrive")),
    ("seconds", "seconds", N_("Seconds")),
)


class FaultForm(QWidget):
    """Hands over an order as the control side takes it."""

    ordered = Signal(object)  # dict

    def __init__(self, board: FaultBoard, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._board = board
        self._kinds = board.kinds
        self._ways: dict[str, tuple[QWidget, Line | Combo]] = {}
        self._labels: dict[QWidget, PlainLabel] = {}
        self._make_parts()
        self._place()
        self.setFocusProxy(self.kind)
        self.show_board(board.board)
        self._follow()
        self._follow_how_often()

    def _make_parts(self) -> None:
        self.kind, self.operation, self.whom = Combo(), Combo(), Combo()
        for row in self._kinds:
            self.kind.addItem(word(row.label), row.name)
        for name, label in self._board.operations:
            self.operation.addItem(word(label), name)
        self.kind.currentIndexChanged.connect(self._follow)
        self.how_often = Combo()
        for name, words in (
            (_TIMES, self.tr("The next requests")),
            (_SHARE, self.tr("A share of them")),
            (_ALWAYS, self.tr("Until it is removed")),
        ):
            self.how_often.addItem(words, name)
        self.how_often.currentIndexChanged.connect(self._follow_how_often)
        self.count = Line()
        self._lesson = hint("")
        self.applied = QCheckBox(self.tr("The request takes effect all the same"))
        self.add = button(self.tr("Add this fault"), "primary")
        self.add.clicked.connect(self._give)

    def _place(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(self._grid(((self.tr("What goes wrong"), self.kind),), 1))
        column.addWidget(self._lesson)
        column.addLayout(self._make_ways())
        column.addWidget(self.applied)
        who = ((self.tr("Operation"), self.operation), (self.tr("Whose requests"), self.whom))
        column.addLayout(self._grid(who, 2))
        often = ((self.tr("How often"), self.how_often), (self.tr("How many"), self.count))
        column.addLayout(self._grid(often, 2))
        column.addSpacing(4)
        column.addWidget(self.add, 0, Qt.AlignmentFlag.AlignRight)

    def _grid(self, rows: tuple[tuple[str, QWidget], ...], columns: int) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        for place, (words, part) in enumerate(rows):
            self._add(grid, words, part, divmod(place, columns))
        return grid

    def _add(self, grid: QGridLayout, words: str, part: QWidget, place: tuple[int, int]) -> None:
        label = self._labels[part] = named(words, part)
        grid.addWidget(label, 2 * place[0], place[1])
        grid.addWidget(part, 2 * place[0] + 1, place[1])
        grid.setColumnStretch(place[1], 1)

    def _make_ways(self) -> QHBoxLayout:
        """Everything that a kind may ask for side by side; what it does not takes no room."""
        row = QHBoxLayout()
        row.setSpacing(8)
        for name, _, words in _WAYS:
            part, holder = Combo() if name == "status" else Line(), QWidget()
            grid = self._grid(((word(words), part),), 1)
            grid.setContentsMargins(0, 0, 0, 0)
            holder.setLayout(grid)
            row.addWidget(holder, 1)
            self._ways[name] = (holder, part)
        return row

    def show_board(self, board: Board) -> None:
        """Offer whom a fault may be meant for; what was chosen stays."""
        del board
        chosen, rows = self.whom.currentData(), self._board.whom
        if [self.whom.itemData(place) for place in range(self.whom.count())] == [
            key_id for key_id, _ in rows
        ]:
            return
        self.whom.clear()
        for key_id, words in rows:
            self.whom.addItem(word(words), key_id)
        self.whom.setCurrentIndex(max(self.whom.findData(chosen), 0))

    def _follow(self) -> None:
        """Show what the chosen kind asks for, with its usual values."""
        kind = self._kinds[self.kind.currentIndex()]
        self._lesson.setText(word(kind.lesson))
        self.applied.setVisible(kind.may_apply)
        self.applied.setChecked(kind.applied)
        self._fill()

    def _follow_how_often(self) -> None:
        """Ask for a number or for percent, with a usual value; for neither if it is for ever."""
        often = self.how_often.currentData()
        words = self.tr("Percent") if often == _SHARE else self.tr("How many")
        self._labels[self.count].setText(words)
        self.count.setAccessibleName(words)
        self.count.put("25" if often == _SHARE else "1")
        self.count.setEnabled(often != _ALWAYS)

    def _fill(self) -> None:
        kind = self._kinds[self.kind.currentIndex()]
        for name, own, _ in _WAYS:
            holder, part = self._ways[name]
            usual = getattr(kind.ways, own)
            holder.setVisible(own in kind.asks)
            if isinstance(part, Combo):
                part.clear()
                part.addItems(_STATUSES.get(kind.name, ()))
            else:
                part.put("" if usual is None else f"{usual:g}")

    def refuse(self, reason: str) -> str:
        """Go to the field that the control side named first, and say its reason with our word."""
        name, _, rest = reason.partition(" ")
        part = self.count if name in {_TIMES, _SHARE} else self._ways.get(name, (None, None))[1]
        if part is None:
            return reason
        restyle(part, "state", "error")
        part.setFocus()
        return f"{part.accessibleName()} {rest}"

    def _give(self) -> None:
        for part in (self.count, *(part for _, part in self._ways.values())):
            restyle(part, "state", "")
        self.ordered.emit(dict(self._order()))

    def _order(self) -> Iterator[tuple[str, Any]]:
        kind = self._kinds[self.kind.currentIndex()]
        yield "kind", kind.name
        yield "operation", self.operation.currentData()
        yield "keyId", self.whom.currentData()
        if kind.may_apply:
            yield "applied", self.applied.isChecked()
        for name, own, _ in _WAYS:
            if own in kind.asks and (text := _text_of(self._ways[name][1])):
                yield name, _number(text)
        often = self.how_often.currentData()
        yield ("times", 0) if often == _ALWAYS else (often, _number(self.count.text()))


def _text_of(part: Line | Combo) -> str:
    return part.currentText() if isinstance(part, Combo) else part.text().strip()


def _number(text: str) -> object:
    """Read a number; what is none goes on as it is, to be refused with its name."""
    try:
        found = Decimal(text.strip().replace(",", "."))
    except InvalidOperation:
        return text
    return found if found.is_finite() else text
