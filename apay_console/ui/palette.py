"""All commands in one list, found by typing."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from apay_console.ui.commands import COMMANDS, Command, Commands
from apay_console.ui.parts.no_keys import keep_keys_out
from apay_console.ui.parts.rows import QUIET, Row
from apay_console.ui.parts.sheet import Sheet
from apay_console.ui.parts.text import PlainLabel, word
from apay_console.ui.parts.theme import Theme
from apay_console.ui.parts.why_button import ask

_WIDTH, _HEIGHT = 480, 400
_MOVES = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


class Palette(Sheet):
    """A sheet over the window: type a word, Enter does it or says why it cannot."""

    def __init__(self, theme: Theme, commands: Commands, window: QWidget) -> None:
        super().__init__(window)
        self._theme = theme
        self._commands = commands
        self.setFixedSize(_WIDTH, _HEIGHT)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(8)
        self._words = self._make_words()
        column.addWidget(self._words)
        self._rows = QListWidget()
        self._rows.setAccessibleName(self.tr("Commands"))
        self._rows.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._rows.setItemDelegate(Row(theme, self._rows))
        self._rows.itemClicked.connect(self._do)
        column.addWidget(self._rows, 1)
        self._nothing = PlainLabel(self.tr("No command has these words."))
        self._nothing.setProperty("role", "hint")
        self._nothing.setContentsMargins(8, 0, 0, 0)
        column.addWidget(self._nothing)
        column.addStretch()

    def _make_words(self) -> QLineEdit:
        line = QLineEdit()
        keep_keys_out(line)
        line.setPlaceholderText(self.tr("Type a command"))
        line.setAccessibleName(self.tr("Type a command"))
        line.textChanged.connect(self._fill)
        line.returnPressed.connect(self._do)
        line.installEventFilter(self)
        return line

    def open(self) -> None:
        """Show the sheet in the middle of the window."""
        window = self.window()
        self.move((window.width() - _WIDTH) // 2, 72)
        self._words.clear()
        self._fill("")
        self.show_with(self._words)

    def _fill(self, words: str) -> None:
        self._rows.clear()
        parts = words.lower().split()
        found = [row for row in COMMANDS if all(part in _label(row) for part in parts)]
        for row in sorted(found, key=lambda row: _label(row) != words.strip().lower()):
            self._rows.addItem(self._item(row))  # what is called just so comes first
        self._rows.setVisible(self._rows.count() > 0)
        self._nothing.setVisible(self._rows.count() == 0)
        self._rows.setCurrentRow(self._first())

    def _first(self) -> int:
        """The first command that can be done now, else the first one."""
        items = (self._rows.item(place) for place in range(self._rows.count()))
        return next((place for place, item in enumerate(items) if _can_be_done(item)), 0)

    def _item(self, row: Command) -> QListWidgetItem:
        keys = QKeySequence(row.shortcut).toString(QKeySequence.SequenceFormat.NativeText)
        item = QListWidgetItem(word(row.label))
        item.setData(QUIET, keys)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{word(row.label)} {keys}".rstrip())
        if row.icon:
            item.setIcon(self._theme.icon(row.icon, "text2"))
        item.setData(Qt.ItemDataRole.UserRole, row.name)
        if not self._commands[row.name].isEnabled():
            item.setFlags(Qt.ItemFlag.NoItemFlags)
        return item

    def _do(self) -> None:
        item = self._rows.currentItem()
        if not self._rows.count():
            return
        name = item.data(Qt.ItemDataRole.UserRole)
        self.leave()
        if _can_be_done(item):
            self._commands.run(name)
        else:
            ask(self, f"button.{name}")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        is_press = event.type() == QEvent.Type.KeyPress
        if is_press and isinstance(event, QKeyEvent) and event.key() in _MOVES:
            self._rows.event(event)
            return True
        return super().eventFilter(watched, event)


def _can_be_done(item: QListWidgetItem) -> bool:
    return bool(item.flags() & Qt.ItemFlag.ItemIsEnabled)


def _label(row: Command) -> str:
    return word(row.label).lower()
