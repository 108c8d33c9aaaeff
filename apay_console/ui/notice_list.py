"""Parts that both lists of notifications are made of: the rows, and a text to read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QPlainTextEdit, QPushButton, QWidget

from apay_console.presenters.notice_lines import unfolded
from apay_console.ui.rows import TallRow
from apay_console.ui.text import clip, clip_lines, plain_tip, visible, visible_lines
from apay_console.ui.theme import Theme

_ICONS = {
    "ok": ("check-circle-fill", "ok"),
    "unknown": ("question-fill", "unknown"),
    "err": ("x-circle-fill", "err"),
    "wait": ("hourglass-medium", "warn"),
    "held": ("prohibit", "text3"),
}
_LONGEST = 200
_ROWS = 3  # that are seen at least


def icon_button(theme: Theme, icon: str, words: str, do: Callable[[], object]) -> QPushButton:
    """A button with an icon before its words."""
    button = QPushButton(theme.icon(icon, "text2"), words)
    button.setProperty("kind", "secondary")
    button.clicked.connect(lambda _=False: do())
    return button


@dataclass(frozen=True)
class Row:
    """One row: its tone, its words, and the quieter ones below."""

    tone: str
    title: str
    below: str


class NoticeList(QListWidget):
    """A list whose chosen row stays chosen while others come in above it."""

    chosen = Signal(int)  # the place in the list, -1 for none

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__()
        self._theme = theme
        self._keys: list[object] = []
        self._rows: list[Row] = []
        self.setObjectName("noticeRows")
        self.setAccessibleName(name)
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        delegate = TallRow(theme, self, inset=8)
        self.setItemDelegate(delegate)
        self.setMinimumHeight(_ROWS * delegate.height)
        self.currentRowChanged.connect(self.chosen)
        theme.changed.connect(self._draw)

    def show_rows(self, keys: Sequence[object], rows: Sequence[Row]) -> None:
        """Show other rows; `keys` tell which of them are the same as before."""
        if list(keys) == self._keys and list(rows) == self._rows:
            return
        place = self.currentRow()
        chosen = self._keys[place] if 0 <= place < len(self._keys) else None
        self._keys, self._rows = list(keys), list(rows)
        self._draw()
        found = self._keys.index(chosen) if chosen in self._keys else -1
        self.blockSignals(True)  # the same row is no choice anew
        self.setCurrentRow(found)
        self.blockSignals(False)
        self.chosen.emit(found)

    def _draw(self) -> None:
        place = self.currentRow()
        self.blockSignals(True)
        self.clear()
        for row in self._rows:
            self.addItem(self._item(row))
        self.setCurrentRow(place if place < self.count() else -1)
        self.blockSignals(False)

    def _item(self, row: Row) -> QListWidgetItem:
        title, below = (visible(clip(text, _LONGEST)) for text in (row.title, row.below))
        item = QListWidgetItem(self._theme.icon(*_ICONS[row.tone]), f"{title}\n{below}")
        item.setToolTip(plain_tip(f"{title}\n{below}"))
        return item

    def texts(self) -> list[str]:
        """What the list says, row by row."""
        return [self.item(row).text() for row in range(self.count())]


class Reader(QPlainTextEdit):
    """Text from outside, to be read and copied."""

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "mono")
        self.setFont(theme.font("mono"))
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.setAccessibleName(name)

    def show_notification(self, raw: str) -> None:
        """Show what a notification tells, and the envelope around it."""
        envelope, inside = unfolded(raw)
        words = self.tr("{inside}\n\nThe envelope around it:\n{envelope}")
        whole = words.replace("{envelope}", envelope).replace("{inside}", inside)
        self.setPlainText(visible_lines(clip_lines(whole if inside else envelope)))
