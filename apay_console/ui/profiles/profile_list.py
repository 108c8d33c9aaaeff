"""The list of profiles, however many there are."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QCoreApplication,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from apay_console.presenters.profiles.profiles import ProfileEntry
from apay_console.ui.parts.text import shown_tip, visible
from apay_console.ui.parts.theme import Theme

_HEIGHT = 48
_MARGIN = 16
_CHIP = 16  # its height
_ENTRY = Qt.ItemDataRole.UserRole

Index = QModelIndex | QPersistentModelIndex
translate = QCoreApplication.translate


class _Entries(QAbstractListModel):
    """The rows as they are."""

    def __init__(self, parent: ProfileList) -> None:
        super().__init__(parent)
        self.entries: list[ProfileEntry] = []

    def show(self, entries: list[ProfileEntry]) -> None:
        """Show other rows; the same number of them keeps place and choice."""
        before, self.entries = self.entries, entries
        if [row.id for row in before] == [row.id for row in entries]:
            self.dataChanged.emit(self.index(0), self.index(len(entries) - 1))
        else:
            self.entries = before
            self.beginResetModel()
            self.entries = entries
            self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self.entries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        entry = self.entries[index.row()]
        if role == _ENTRY:
            return entry
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            parts = (name_of(entry), word_of(entry), note_of(entry))
            return " · ".join(part for part in parts if part)
        if role == Qt.ItemDataRole.ToolTipRole:
            return shown_tip(name_of(entry))
        return None


def name_of(entry: ProfileEntry) -> str:
    """How a row is called."""
    return visible(entry.name) or translate("ProfileList", "New profile")


def word_of(entry: ProfileEntry) -> str:
    """The environment in a word."""
    return entry.environment.upper() if entry.environment else ""


def note_of(entry: ProfileEntry) -> str:
    """What is to be known of a row beside its environment."""
    notes = (
        (entry.is_leaving, translate("ProfileList", "key still to be deleted")),
        (entry.is_new, translate("ProfileList", "not saved yet")),
        (entry.is_edited, translate("ProfileList", "edited")),
        (entry.needs_key, translate("ProfileList", "needs its key")),
        (entry.is_out_of_reach, translate("ProfileList", "key out of reach")),
        (entry.is_fleeting, translate("ProfileList", "this session only")),
        (entry.is_current, translate("ProfileList", "in use")),
    )
    note = next((words for holds, words in notes if holds), "")
    return " · ".join(part for part in (entry.region.upper(), note) if part)


class _Row(QStyledItemDelegate):
    """Draws a name, and below it the environment in its colour."""

    def __init__(self, theme: Theme, parent: ProfileList) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002 - Qt's order
        return QSize(120, _HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        style, entry = option.widget.style(), index.data(_ENTRY)
        style.drawPrimitive(
            QStyle.PrimitiveElement.PE_PanelItemViewItem, option, painter, option.widget
        )
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        inner = option.rect.adjusted(_MARGIN, 5, -8, -5)
        self._draw_name(painter, inner, entry)
        left = self._draw_chip(painter, inner, entry)
        self._draw_note(painter, inner, entry, left)
        painter.restore()

    def _draw_name(self, painter: QPainter, inner: QRect, entry: ProfileEntry) -> None:
        painter.setFont(self._theme.font("strong" if entry.is_current else "body"))
        painter.setPen(self._theme.color("text"))
        words = painter.fontMetrics().elidedText(
            name_of(entry), Qt.TextElideMode.ElideRight, inner.width()
        )
        painter.drawText(inner, int(Qt.AlignmentFlag.AlignTop), words)

    def _draw_chip(self, painter: QPainter, inner: QRect, entry: ProfileEntry) -> int:
        if entry.environment is None:
            return inner.left()
        font = self._theme.font("body")
        font.setPointSizeF(font.pointSizeF() * 0.72)
        font.setWeight(font.Weight.DemiBold)
        painter.setFont(font)
        words, kind = word_of(entry), entry.environment.value.capitalize()
        width = painter.fontMetrics().horizontalAdvance(words) + 12
        chip = QRect(inner.left(), inner.bottom() - _CHIP + 1, width, _CHIP)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._theme.color(f"env{kind}")))
        painter.drawRoundedRect(chip, 4, 4)
        painter.setPen(self._theme.color(f"on{kind}"))
        painter.drawText(chip, int(Qt.AlignmentFlag.AlignCenter), words)
        return chip.right() + 8

    def _draw_note(self, painter: QPainter, inner: QRect, entry: ProfileEntry, left: int) -> None:
        painter.setFont(self._theme.font("hint"))
        is_urgent = entry.is_leaving or entry.needs_key or entry.is_out_of_reach
        painter.setPen(self._theme.color("warn" if is_urgent else "text3"))
        place = QRect(left, inner.bottom() - _CHIP + 1, inner.right() - left, _CHIP)
        words = painter.fontMetrics().elidedText(
            note_of(entry), Qt.TextElideMode.ElideRight, place.width()
        )
        painter.drawText(place, int(Qt.AlignmentFlag.AlignVCenter), words)


class ProfileList(QListView):
    """Who this console can act as; a click or the arrow keys show a profile."""

    chosen = Signal(str)  # a profile's id

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("profileRows")
        self.setAccessibleName(self.tr("Profiles"))
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._rows = _Entries(self)
        self.setModel(self._rows)
        self.setItemDelegate(_Row(theme, self))
        self.selectionModel().currentChanged.connect(self._tell)
        self._is_told = True

    def show_entries(self, entries: list[ProfileEntry], current: str) -> None:
        """Show the rows, with the one chosen that is being edited."""
        self._is_told = False
        self._rows.show(entries)
        places = [number for number, entry in enumerate(entries) if entry.id == current]
        self.setCurrentIndex(self._rows.index(places[0]) if places else QModelIndex())
        self._is_told = True

    def _tell(self, index: QModelIndex) -> None:
        if self._is_told and index.isValid():
            self.chosen.emit(index.data(_ENTRY).id)

    def texts(self) -> list[str]:
        """What the list says, row by row."""
        return [self._rows.index(row).data() for row in range(self._rows.rowCount())]
