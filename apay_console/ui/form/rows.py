"""How a form places its fields: rows of one or two, sections, and what is folded away."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from apay_console.model.constraints import REMEDIES
from apay_console.model.fields import Field
from apay_console.model.kinds import Choice
from apay_console.ui.form.cell import Cell
from apay_console.ui.parts.text import PlainLabel, unmnemonic, word
from apay_console.ui.parts.theme import Theme, restyle

_CONSTRAINED = {row.field for row in REMEDIES if row.field}

# Fields that share a row, each with its share of the width.
_TOGETHER = (
    (("paymentDetails.chargeAmount", 5), ("paymentDetails.paymentIntent", 4)),
    (("merchantMetadata.merchantReferenceId", 1), ("merchantMetadata.merchantStoreName", 1)),
    (("recurringMetadata.frequency.unit", 1), ("recurringMetadata.frequency.value", 1)),
    (("addressDetails.addressLine2", 1), ("addressDetails.addressLine3", 1)),
    (("addressDetails.city", 1), ("addressDetails.districtOrCounty", 1)),
    (("addressDetails.stateOrRegion", 1), ("addressDetails.postalCode", 1)),
    (("addressDetails.countryCode", 1), ("addressDetails.phoneNumber", 1)),
)
CHEVRON = QSize(12, 12)
EDGE = 5  # pixels that a fold's ring needs at the left of its arrow
_SHARES = {name: share for pair in _TOGETHER for name, share in pair}


def rows_of(fields: Iterable[Field]) -> Iterator[tuple[Field, ...]]:
    """Put fields together that share a row; a pair stands where its first field would."""
    left = {row.name: row for row in fields}
    for name in list(left):
        pair = next((pair for pair in _TOGETHER if name in dict(pair)), ((name, 1),))
        found = tuple(left.pop(each) for each, _ in pair if each in left)
        if found:
            yield found


class Row(QWidget):
    """One or two fields side by side, with a line below for what needs its room."""

    def __init__(self, cells: tuple[Cell, ...], *, with_help: bool) -> None:
        super().__init__()
        self.cells = cells
        self._with_help = with_help
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        line = QHBoxLayout()
        line.setSpacing(12)
        column.addLayout(line)
        for cell in cells:
            line.addWidget(cell, _SHARES.get(cell.field.name, 1))
            cell.remarked.connect(self._show_below)
            cell.remark.fitted.connect(self._show_below)
        self._below = PlainLabel("")
        self._below.setWordWrap(True)
        column.addWidget(self._below)
        self._show_below()

    def _show_below(self) -> None:
        long = [cell.remark for cell in self.cells if cell.remark.is_cut]
        words = long[0].full if long else self._hint()
        role = str(long[0].property("role")) if long else "hint"
        if (words, role) != (self._below.text(), self._below.property("role")):
            self._below.setText(words)
            restyle(self._below, "role", role)
        self._below.setVisible(bool(words))

    def _hint(self) -> str:
        cells = [cell for cell in self.cells if cell.field.name in _CONSTRAINED]
        explained = cells or (self.cells if self._with_help else [])
        return hint_of(explained[-1]) if explained else ""

    def below(self) -> str:
        """What stands below the fields."""
        return self._below.text()


def hint_of(cell: Cell) -> str:
    """Explain a field; of a choice, only what was chosen, or what can be."""
    words = word(cell.field.help) if cell.field.help else ""
    if not isinstance(cell.kind, Choice):
        return words
    clauses = words.rstrip(".").split(", ")
    chosen = cell.editor.text()
    names = (chosen,) if chosen in cell.kind.values else cell.kind.values
    found = [clause for clause in clauses if clause.partition(" ")[0] in names]
    return f"{', '.join(found)}." if found else words


class Fold(QPushButton):
    """A line that opens and closes what stands under it."""

    turned = Signal()

    def __init__(self, words: str, name: str, theme: Theme, *, kind: str) -> None:
        super().__init__()
        self._words = words
        self.setAccessibleName(name)
        self.setIconSize(CHEVRON)
        self._theme = theme
        self._count = 0
        self.is_open = False
        self.setProperty("kind", kind)
        self.clicked.connect(self._turn)
        self._draw()

    def _turn(self) -> None:
        self.open(is_open=not self.is_open)

    def open(self, *, is_open: bool) -> None:
        """Open or close."""
        if is_open != self.is_open:
            self.is_open = is_open
            self._draw()
            self.turned.emit()

    def count(self, number: int) -> None:
        """Say how many values are folded away."""
        if number != self._count:
            self._count = number
            self._draw()

    def _draw(self) -> None:
        words = unmnemonic(self._words)
        if self._count and not self.is_open:
            words += " · " + self.tr("{count} set").replace("{count}", str(self._count))
        self.setText(words)
        self.setIcon(self._theme.icon("caret-down" if self.is_open else "caret-right", "text2"))
        state = self.tr("opened") if self.is_open else self.tr("folded")
        self.setAccessibleDescription(state)


class Section(QWidget):
    """A heading and its rows; what is rarely needed is folded away."""

    def __init__(self, name: str, rows: list[Row], folded: list[Row], theme: Theme) -> None:
        super().__init__()
        self.rows = rows
        self.folded = folded
        self.heading = word(name)
        self.fold = self._make_fold(theme) if folded else None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._add_head()
        for row in rows:
            self._add(row)
        self._add_folded()

    @property
    def is_folded(self) -> bool:
        """Whether nothing but a line is seen at first."""
        return not self.rows

    def _make_fold(self, theme: Theme) -> Fold:
        if self.is_folded:
            fold = Fold(self.heading, self.heading, theme, kind="disclosure")
        else:
            name = self.tr("More: {section}").replace("{section}", self.heading)
            fold = Fold(self.tr("More"), name, theme, kind="more")
        fold.turned.connect(self._turn)
        return fold

    def _add_head(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(0 if self.is_folded else EDGE, 0, 0, 0)
        head.setSpacing(4)
        if not self.is_folded:
            label = PlainLabel(self.heading)
            label.setProperty("role", "section")
            head.addWidget(label)
            head.addStretch(1)
        if self.fold is not None:
            head.addWidget(self.fold)
        if self.is_folded:
            head.addStretch(1)
        self._column.addLayout(head)
        self._column.addSpacing(0 if self.is_folded else 4)

    def _add(self, row: Row) -> None:
        if row is not next(iter(self.rows), None):
            self._column.addSpacing(10)
        row.setContentsMargins(EDGE, 0, 0, 0)
        self._column.addWidget(row)

    def _add_folded(self) -> None:
        self._drawer = QWidget()
        column = QVBoxLayout(self._drawer)
        column.setContentsMargins(EDGE, 6 if self.is_folded else 10, 0, 4)
        column.setSpacing(10)
        for row in self.folded:
            column.addWidget(row)
        self._column.addWidget(self._drawer)
        self._drawer.hide()

    def _turn(self) -> None:
        self._drawer.setVisible(bool(self.fold and self.fold.is_open))

    def unfold(self) -> None:
        """Open what is folded away."""
        if self.fold is not None:
            self.fold.open(is_open=True)

    def count_folded(self) -> None:
        """Say how many of the folded fields hold something."""
        if self.fold is not None:
            cells = [cell for row in self.folded for cell in row.cells]
            self.fold.count(sum(bool(cell.editor.text()) for cell in cells))

    def holds_folded(self, cell: Cell) -> bool:
        """Whether a field is among the folded ones."""
        return any(cell in row.cells for row in self.folded)
