"""The sheet that answers “Why?”, and finds the answer for any code or word."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from apay_console.presenters.why.why import Why
from apay_console.ui.commands import Commands
from apay_console.ui.form.cell import Cell
from apay_console.ui.panels.parts import hint, scrolled
from apay_console.ui.parts.announcing import announce
from apay_console.ui.parts.no_keys import keep_keys_out
from apay_console.ui.parts.rows import QUIET, Row
from apay_console.ui.parts.sheet import Sheet
from apay_console.ui.parts.text import word
from apay_console.ui.parts.theme import Theme
from apay_console.ui.parts.why_button import Explaining
from apay_console.ui.sale.needs import NeedChip
from apay_console.ui.why.page import WhyPage

_WIDTH, _LEAST, _TOP = 520, 240, 64
_MOVES = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -8, Qt.Key.Key_PageDown: 8}


class WhySheet(Sheet):
    """Explains one thing; typing looks for others, Escape goes back to where the keyboard was."""

    def __init__(self, window: QWidget, theme: Theme, commands: Commands, why: Why) -> None:
        super().__init__(window)
        self.setFixedWidth(_WIDTH)
        self._theme = theme
        self._commands = commands
        self._why = why
        self.page = WhyPage(theme, commands, why.leads_to)
        self._area = scrolled(self.page)
        self.words = QLineEdit()
        keep_keys_out(self.words)
        self.rows = QListWidget()
        self._nothing = hint(self.tr("Nothing here has these words."))
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 12, 1, 1)
        column.setSpacing(8)
        column.addLayout(self._head())
        self.rows.setAccessibleName(self.tr("Explanations"))
        self.rows.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.rows.setItemDelegate(Row(self._theme, self.rows, inset=20))
        self._nothing.setContentsMargins(20, 0, 20, 12)
        column.addWidget(self._area, 1)
        column.addWidget(self.rows, 1)
        column.addWidget(self._nothing)

    def _head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setContentsMargins(20, 0, 12, 0)
        name = self.tr("Find any code or word")
        self.words.setPlaceholderText(name)
        self.words.setAccessibleName(name)
        closer = QToolButton()
        closer.setIcon(self._theme.icon("x", "text2"))
        closer.setAccessibleName(self.tr("Close"))
        closer.clicked.connect(self.leave)
        head.addWidget(self.words, 1)
        head.addWidget(closer)
        return head

    def _connect(self) -> None:
        self.words.textChanged.connect(self._find)
        self.words.returnPressed.connect(self._take)
        self.words.installEventFilter(self)
        self.rows.itemClicked.connect(self._take)
        self.page.entry_wanted.connect(self.explain)
        self.page.command_wanted.connect(self._run)
        self.page.field_wanted.connect(self._go_to)

    def open(self, wanted: str) -> None:
        """Explain what is asked for, or what is most pressing."""
        self.explain(wanted)
        self.show_with(self.words)
        self.place()

    def place(self) -> None:
        self.move((self.window().width() - _WIDTH) // 2, _TOP)
        self._fit()

    def explain(self, wanted: str) -> None:
        """Show one explanation."""
        found = self._why.explain(wanted)
        self.words.clear()
        self._find("")
        self.page.show_explained(found)
        self.setAccessibleName(word(found.entry.title))
        self.words.setAccessibleDescription(self.page.text())
        self._area.verticalScrollBar().setValue(0)
        if self.isVisible():  # else the keyboard's place would be forgotten
            self.words.setFocus()
        self._fit()
        announce(self, self.page.text())

    def _fit(self) -> None:
        """As high as what it says, as far as the window has room."""
        self.ensurePolished()
        self.page.ensurePolished()
        layout = self.page.layout()
        needed = layout.heightForWidth(_WIDTH - 14) if layout is not None else 0
        most = self.window().height() - 2 * _TOP
        self.setFixedHeight(max(_LEAST, min(needed + 64, most)))

    def _find(self, words: str) -> None:
        found = self._why.find(words) if words.strip() else ()
        self.rows.clear()
        for one in found:
            item = QListWidgetItem(word(one.title))
            item.setData(Qt.ItemDataRole.UserRole, one.key)
            item.setData(QUIET, one.code if one.kind not in {"trap", "button", "network"} else "")
            self.rows.addItem(item)
        self.rows.setCurrentRow(0)
        self._area.setVisible(not words.strip())
        self.rows.setVisible(bool(found))
        self._nothing.setVisible(bool(words.strip()) and not found)

    def _take(self) -> None:
        item = self.rows.currentItem()
        if item is not None:
            self.explain(item.data(Qt.ItemDataRole.UserRole))

    def _run(self, name: str) -> None:
        self.leave()
        self._commands.run(name)

    def _go_to(self, name: str) -> None:
        self.leave()
        self._why.go_to(name)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            step = _MOVES.get(Qt.Key(event.key()))
            if step is not None:
                self._move(step)
                return True
        return super().eventFilter(watched, event)

    def _move(self, step: int) -> None:
        """Move in the list while there is one, else scroll what is said."""
        if self.rows.isHidden():
            bar = self._area.verticalScrollBar()
            bar.setValue(bar.value() + step * 3 * self.fontMetrics().lineSpacing())
        else:
            place = self.rows.currentRow() + step
            self.rows.setCurrentRow(max(0, min(place, self.rows.count() - 1)))


def wanted_at(widget: QWidget | None) -> str:
    """What is meant where the keyboard is: a chip's constraint, or a field that is wrong."""
    while widget is not None:
        if isinstance(widget, NeedChip):
            return f"constraint.{widget.constraint}"
        if isinstance(widget, Cell) and widget.is_wrong:
            return f"field.{widget.field.name}"
        if isinstance(widget, Explaining):
            return widget.why_key()
        widget = widget.parentWidget()
    return ""
