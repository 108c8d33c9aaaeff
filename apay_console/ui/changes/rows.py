"""One row a change, and one for each value that the server ignored."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from apay_console.model.changes.changes import Change
from apay_console.model.changes.comparison import Comparison
from apay_console.model.changes.ignored import Ignored
from apay_console.model.fields import Path
from apay_console.ui.changes import words
from apay_console.ui.changes.words import translate
from apay_console.ui.parts.text import plain_tip, shown_tip
from apay_console.ui.parts.theme import Theme
from apay_console.ui.parts.who_looks import TOKENS

Index = QModelIndex | QPersistentModelIndex
WHO, FIELD, BEFORE, AFTER, WHAT = range(5)
_DISPLAY, _TIP = int(Qt.ItemDataRole.DisplayRole), int(Qt.ItemDataRole.ToolTipRole)
_INK, _FONT = int(Qt.ItemDataRole.ForegroundRole), int(Qt.ItemDataRole.FontRole)


class ChangeRows(QAbstractTableModel):
    """Says a row when it is looked at, however many there are."""

    def __init__(self, theme: Theme, found: Comparison, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme
        self._changes = found.changes
        self._ignored = found.ignored

    @property
    def section(self) -> int | None:
        """The row that is a heading; None where there is none."""
        return len(self._changes) if self._ignored else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own
        more = len(self._ignored) + 1 if self._ignored else 0
        return 0 if parent.isValid() else len(self._changes) + more

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own
        return 0 if parent.isValid() else 5

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY
    ) -> str | None:
        if role != _DISPLAY or orientation != Qt.Orientation.Horizontal:
            return None
        heads = (
            self.tr("Who"),
            self.tr("Field"),
            self.tr("Before"),
            self.tr("After"),
            self.tr("What"),
        )
        return heads[section]

    def row(self, number: int) -> Change | Ignored | None:
        """What stands in a row; None in the heading."""
        beyond = number - len(self._changes)
        if beyond < 0:
            return self._changes[number]
        return self._ignored[beyond - 1] if beyond else None

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        row = self.row(index.row())
        if role == _DISPLAY:
            return self._text(row, index.column())
        if role == _INK:
            return self._theme.color(_ink(row, index.column()))
        if role == _FONT:
            is_value = row is not None and index.column() in {FIELD, BEFORE, AFTER}
            font = "mono" if is_value and not _is_word(row, index.column()) else "hint"
            return self._theme.font("strong" if row is None else font)
        return _tip(row, index.column()) if role == _TIP else None

    def _text(self, row: Change | Ignored | None, column: int) -> str:
        if row is None:
            return self.heading() if column == WHO else ""
        return _of_change(row, column) if isinstance(row, Change) else _of_ignored(row, column)

    def heading(self) -> str:
        """What stands above what the server ignored."""
        heading = self.tr("Ignored by the server: {count}")
        return heading.replace("{count}", str(len(self._ignored)))

    def change_at(self, number: int) -> int | None:
        """The number of the change in a row."""
        return number if number < len(self._changes) else None

    def row_of(self, change: int) -> int:
        """The row of a change."""
        return change

    def path_at(self, number: int) -> Path | None:
        """Where in the answer a row is about."""
        row = self.row(number)
        return row.path if row is not None else None

    def line(self, number: int) -> str:
        """A row in words."""
        row = self.row(number)
        return " ".join(self._text(row, column) for column in range(5)).strip()


def _of_change(change: Change, column: int) -> str:
    if column == WHO:
        return words.who(change.who)
    if column == FIELD:
        return words.where(change)
    if column == BEFORE:
        return "—" if change.was_absent else _before(change)
    if column == AFTER:
        return "—" if change.is_absent else words.short(change.after)
    return words.what(change)


def _before(change: Change) -> str:
    """Of what moved, where it was says more than its value, which is beside it."""
    if change.is_moved:
        return translate("Changes", "at {path}").replace("{path}", words.dotted(change.was_at))
    return words.short(change.before)


def _of_ignored(row: Ignored, column: int) -> str:
    if column == WHO:
        return translate("Changes", "Sent")
    if column == FIELD:
        return words.dotted(row.path)
    if column == BEFORE:
        return words.short(row.sent)
    return words.short(row.came) if column == AFTER else words.fate(row.fate)


def _is_word(row: Change | Ignored | None, column: int) -> bool:
    is_before = isinstance(row, Change) and column == BEFORE and (row.was_absent or row.is_moved)
    return is_before or (isinstance(row, Change) and column == AFTER and row.is_absent)


def _ink(row: Change | Ignored | None, column: int) -> str:
    if isinstance(row, Change) and column == WHO:
        return TOKENS[row.who]
    is_quiet = column in {WHO, WHAT} or _is_word(row, column)
    return "text2" if row is not None and is_quiet else "text"


def _tip(row: Change | Ignored | None, column: int) -> str | None:
    if row is None or column in {WHO, WHAT}:
        return None
    if column == FIELD:
        return shown_tip(words.dotted(row.path))
    values = (row.before, row.after) if isinstance(row, Change) else (row.sent, row.came)
    return plain_tip(words.whole(values[column - BEFORE]))
