"""Parts that both lists of notifications are made of: the rows, and a text to read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QStackedWidget,
    QToolButton,
    QWidget,
)

from apay_console.presenters.notifications.notice_lines import unfolded
from apay_console.ui.parts.copying import ReadView
from apay_console.ui.parts.labels import ElidedLabel
from apay_console.ui.parts.rows import TallRow
from apay_console.ui.parts.text import clip, clip_lines, shown_tip, visible
from apay_console.ui.parts.theme import Theme
from apay_console.visible_text import visible_lines

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

    opened = Signal(int)  # the place in the list

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
        self.itemClicked.connect(self._open)
        self.itemActivated.connect(self._open)
        theme.changed.connect(self._draw)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        super().keyPressEvent(event)
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            event.accept()  # the window would press the button that has the keyboard by now

    def show_rows(self, keys: Sequence[object], rows: Sequence[Row]) -> None:
        """Show other rows; `keys` tell which of them are the same as before."""
        if list(keys) == self._keys and list(rows) == self._rows:
            return
        place = self.currentRow()
        chosen = self._keys[place] if 0 <= place < len(self._keys) else None
        self._keys, self._rows = list(keys), list(rows)
        self._draw()
        self.setCurrentRow(self._keys.index(chosen) if chosen in self._keys else -1)

    def _open(self, item: QListWidgetItem) -> None:
        self.opened.emit(self.row(item))

    def _draw(self) -> None:
        place = self.currentRow()
        self.clear()
        for row in self._rows:
            self.addItem(self._item(row))
        self.setCurrentRow(place if place < self.count() else -1)

    def _item(self, row: Row) -> QListWidgetItem:
        title, below = (visible(clip(text, _LONGEST)) for text in (row.title, row.below))
        item = QListWidgetItem(self._theme.icon(*_ICONS[row.tone]), f"{title}\n{below}")
        item.setToolTip(shown_tip(f"{title}\n{below}"))
        return item

    def texts(self) -> list[str]:
        """What the list says, row by row."""
        return [self.item(row).text() for row in range(self.count())]


class Drill(QStackedWidget):
    """A list, and a page about one of its rows that takes its place; Escape goes back."""

    def add_pages(self, front: QWidget, details: QWidget, entries: NoticeList) -> None:
        """Take the two pages."""
        self._entries = entries
        self.addWidget(front)
        self.addWidget(details)

    def make_head(self, theme: Theme) -> QHBoxLayout:
        """The way back, and the title of what is looked at."""
        self.back = QToolButton()
        self.back.setIcon(theme.icon("arrow-left", "text2"))
        self.back.setAccessibleName(self.tr("Back to the list"))
        self.back.setToolTip(self.tr("Back to the list"))
        self.back.clicked.connect(self.go_back)
        self.title = ElidedLabel("")
        self.title.setProperty("role", "section")
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(self.back)
        row.addWidget(self.title, 1)
        return row

    def go_to_details(self) -> None:
        """Show the page about one row."""
        self.setCurrentIndex(1)
        self.back.setFocus()

    def go_back(self) -> None:
        """Show the list again."""
        self.setCurrentIndex(0)
        self._entries.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.currentIndex() > 0:
            self.go_back()
        else:
            super().keyPressEvent(event)


def button_row(*buttons: QPushButton) -> QHBoxLayout:
    """Buttons side by side, from the left."""
    row = QHBoxLayout()
    row.setSpacing(8)
    for button in buttons:
        row.addWidget(button)
    row.addStretch(1)
    return row


class Reader(ReadView):
    """Text from outside, to be read and copied."""

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.setProperty("role", "mono")
        self.setFont(theme.font("mono"))
        self.setTabChangesFocus(True)
        self.setLineWrapMode(ReadView.LineWrapMode.NoWrap)
        self.setAccessibleName(name)

    def show_notification(self, raw: str) -> None:
        """Show what a notification tells, and the envelope around it."""
        envelope, inside = unfolded(raw)
        words = self.tr("{inside}\n\nThe envelope around it:\n{envelope}")
        whole = words.replace("{envelope}", envelope).replace("{inside}", inside)
        self.setPlainText(visible_lines(clip_lines(whole if inside else envelope)))
