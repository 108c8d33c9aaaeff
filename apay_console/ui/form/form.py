"""A form for any schema: what may be sent now, in sections."""

from __future__ import annotations

from collections.abc import Mapping, Set
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from apay_console.errors import Invalid
from apay_console.model.fields import Field
from apay_console.model.kinds import Money
from apay_console.ui.form.cell import Cell
from apay_console.ui.form.editor import Editor
from apay_console.ui.form.rows import EDGE, Row, Section, rows_of
from apay_console.ui.parts.theme import Theme

if TYPE_CHECKING:
    from apay_console.model.draft import Scope

_INSET = (16 - EDGE, 12, 16, 4)
_BETWEEN_SECTIONS = 14


class Form(QFrame):
    """Shows values, tells what is typed, and knows nothing of either's meaning."""

    edited = Signal(object, str)  # Field, what was typed
    action = Signal(str, object)  # a button's name, the Field it stands beside

    def __init__(self, scope: Scope, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("form")
        self._theme = theme
        self._scope = scope
        self._cells: dict[Field, Cell] = {}
        self._sections = [self._section(name) for name in self._names()]
        self._place()
        theme.veil.changed.connect(self._veil)
        if theme.veil.is_drawn:
            self._veil()

    def _veil(self) -> None:
        """Hide what is typed of a buyer while buyers are hidden."""
        for row, cell in self._cells.items():
            cell.editor.veil(is_drawn=self._theme.veil.hides(row.name))

    def _names(self) -> list[str]:
        """The sections that have fields now; those that are all folded come last."""
        shown = {row.section for row in self._scope.fields() if not self._is_folded(row)}
        all_names = {row.section for row in self._scope.fields()}
        names = [name for name in self._scope.schema.sections() if name in all_names]
        return sorted(names, key=lambda name: name not in shown)

    def _section(self, name: str) -> Section:
        fields = [row for row in self._scope.fields() if row.section == name]
        shown = rows_of(row for row in fields if not self._is_folded(row))
        open_rows = [self._row(found, with_help=False) for found in shown]
        hidden = rows_of(row for row in fields if self._is_folded(row))
        helps = [""]
        folded = [self._row(found, with_help=_differs(found[-1].help, helps)) for found in hidden]
        return Section(name, open_rows, folded, self._theme)

    def _is_folded(self, row: Field) -> bool:
        """Also what was needed to create the session: by now it has it."""
        return row.folded or (row.required and not self._scope.creating)

    def _row(self, fields: tuple[Field, ...], *, with_help: bool) -> Row:
        return Row(tuple(self._cell(row) for row in fields), with_help=with_help)

    def _cell(self, row: Field) -> Cell:
        kind = row.kind.within(self._scope.version, self._scope.region)
        cell = Cell(row, kind, self._theme, creating=self._scope.creating)
        cell.edited.connect(self.edited)
        cell.action.connect(self.action)
        self._cells[row] = cell
        return cell

    def _place(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(*_INSET)
        column.setSpacing(0)
        for place, section in enumerate(self._sections):
            if place:
                column.addSpacing(_gap(self._sections[place - 1], section))
            column.addWidget(section)
        column.addStretch(1)

    def fields(self) -> tuple[Field, ...]:
        """The fields that the form shows, in its order."""
        return tuple(cell.field for cell in self.findChildren(Cell))

    def first(self) -> Field | None:
        """Where typing begins: at the amount, else at what is empty, else at the top."""
        rows = [row for row in self.fields() if not self._is_folded(row)]
        amounts = [row for row in rows if isinstance(row.kind, Money)]
        empty = [row for row in rows if not self.editor(row).text()]
        return next(iter([*amounts, *empty, *rows, *self.fields()]), None)

    def editor(self, row: Field) -> Editor:
        """One field's editor."""
        return self._cells[row].editor

    def cell(self, row: Field) -> Cell:
        """One field with all that stands around it."""
        return self._cells[row]

    def fill(self, values: Mapping[Field, Any]) -> None:
        """Show values: what stands on the wire, or what was typed; without one, nothing."""
        for row, cell in self._cells.items():
            cell.put(values.get(row))
        for section in self._sections:
            section.count_folded()

    def show_problems(self, problems: Mapping[Field, Invalid]) -> None:
        """Say what cannot be sent, each beside its field; no other field is wrong."""
        for row, cell in self._cells.items():
            cell.show_problem(problems.get(row))
            if row in problems:
                self._unfold(cell)

    def mark_changed(self, rows: Set[Field]) -> None:
        """Put a dot beside what was not sent yet."""
        for row, cell in self._cells.items():
            cell.mark(is_changed=row in rows)
            if row in rows:
                self._unfold(cell)

    def mark_needed(self, rows: Set[Field]) -> None:
        """Colour the empty fields that Amazon waits for."""
        for row, cell in self._cells.items():
            cell.editor.need(is_needed=row in rows)

    def lock(self, is_locked: bool) -> None:
        """Take no typing, or take it again."""
        for cell in self._cells.values():
            cell.lock(is_locked=is_locked)

    def holder(self, widget: QWidget | None) -> Field | None:
        """The field that a widget belongs to; the first one for what belongs to no field."""
        if widget is None or not self.isAncestorOf(widget):
            return None
        step: QWidget | None = widget
        while step is not None and step is not self:
            if isinstance(step, Cell):
                return step.field
            step = step.parentWidget()
        return next(iter(self.fields()), None)

    def focus(self, row: Field) -> None:
        """Go to one field, wherever it is folded or scrolled away."""
        cell = self._cells.get(row)
        if cell is None:
            return
        self._unfold(cell)
        cell.reveal()
        self._scroll_to(cell)
        cell.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _unfold(self, cell: Cell) -> None:
        for section in self._sections:
            if section.holds_folded(cell):
                section.unfold()

    def _scroll_to(self, cell: Cell) -> None:
        layout = self.layout()
        if layout is not None:
            layout.activate()
        parent: QWidget | None = self.parentWidget()
        while parent is not None and not isinstance(parent, QScrollArea):
            parent = parent.parentWidget()
        if isinstance(parent, QScrollArea):
            self.adjustSize()
            parent.ensureWidgetVisible(cell, 0, 24)


def _differs(words: str, said: list[str]) -> bool:
    """Whether words are not those that were said last, which need no saying again."""
    said.append(words)
    return said[-2] != words


def _gap(before: Section, after: Section) -> int:
    """Folded sections are lines of a list; all others stand apart."""
    return 2 if before.is_folded and after.is_folded else _BETWEEN_SECTIONS
