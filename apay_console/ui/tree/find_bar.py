"""The line above a tree that finds words, or follows a JSONPath."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QToolButton, QVBoxLayout, QWidget

from apay_console.ui.parts.announcing import announce
from apay_console.ui.parts.no_keys import keep_keys_out
from apay_console.ui.parts.text import PlainLabel, say
from apay_console.ui.parts.theme import Theme
from apay_console.ui.tree.view import SessionTree

if TYPE_CHECKING:
    from apay_console.presenters.json_path import Paths

_PAUSE_MS = 150  # after the last letter: half a path is no path
_LONGEST_WORDS, _LONGEST_PATH = 32_767, 2_000
AskPaths = Callable[[str, Any, Callable[["Paths"], object]], object]


class FindBar(QFrame):
    """Words, how many places have them, and the way from one to the next."""

    closed = Signal()

    def __init__(self, theme: Theme, tree: SessionTree, page: QWidget) -> None:
        super().__init__(page)
        self.setObjectName("findBar")
        self._theme = theme
        self._tree = tree
        self._ask: AskPaths | None = None
        self._has_sign = False  # whether what is typed begins with $
        self._ask_soon = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._ask_soon.timeout.connect(self._ask_now)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 6, 12, 6)
        column.addLayout(self._make_line())
        column.addWidget(self._make_problem())
        self._add_keys(page)
        self.hide()

    def _make_line(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self._words = QLineEdit()
        keep_keys_out(self._words)
        self._words.setPlaceholderText(self.tr("Find in this answer"))
        self._words.setAccessibleName(self.tr("Find in this answer"))
        self._words.textChanged.connect(self._search)
        self._words.textEdited.connect(self._guess)
        self._words.returnPressed.connect(self._next)
        row.addWidget(self._words, 1)
        row.addWidget(self._make_kind())
        self._count = PlainLabel("")
        self._count.setProperty("role", "hint")
        row.addWidget(self._count)
        self._add_buttons(row)
        return row

    def _make_problem(self) -> PlainLabel:
        self._problem = PlainLabel("")
        self._problem.setProperty("role", "error")
        self._problem.setWordWrap(True)
        self._problem.hide()
        return self._problem

    def _add_buttons(self, row: QHBoxLayout) -> None:
        for icon, words, do in (
            ("caret-up", self.tr("Previous"), self._previous),
            ("caret-down", self.tr("Next"), self._next),
            ("x", self.tr("Close"), self._close),
        ):
            button = QToolButton()
            button.setIcon(self._theme.icon(icon, "text2"))
            button.setAccessibleName(words)
            button.clicked.connect(do)
            row.addWidget(button)

    def _add_keys(self, page: QWidget) -> None:
        for keys, do in (("F3", self._next), ("Shift+F3", self._previous)):
            step = QShortcut(QKeySequence(keys), page)
            step.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            step.activated.connect(do)
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self._close)

    def _make_kind(self) -> QToolButton:
        self._is_path = QToolButton()
        self._is_path.setText("JSONPath")
        self._is_path.setProperty("kind", "task")
        self._is_path.setCheckable(True)
        self._is_path.setAccessibleName(self.tr("Find by JSONPath"))
        self._is_path.setToolTip(self.tr("Find by a path such as $..amount, as RFC 9535 has it"))
        self._is_path.toggled.connect(self._turn)
        self._is_path.hide()  # until there is somebody to ask
        return self._is_path

    def search_with(self, ask: AskPaths) -> None:
        """Know who follows a JSONPath; from now on it can be asked for."""
        self._ask = ask
        self._is_path.show()

    def _turn(self, is_path: bool) -> None:
        self._is_path.setText("✓ JSONPath" if is_path else "JSONPath")  # not by colour alone
        words = self.tr("A path: $..amount") if is_path else self.tr("Find in this answer")
        self._words.setPlaceholderText(words)
        self._words.setMaxLength(_LONGEST_PATH if is_path else _LONGEST_WORDS)
        self._words.setFocus()
        self._search(self._words.text())

    def _take_paths(self, paths: Paths) -> None:
        """Step through what was found, or say why nothing was, with the place marked."""
        found = self._tree.go_through(paths.found)
        if paths.problem is None:
            self._tell(found)
            return
        self._count.setText("")
        self._problem.setText(say(paths.problem))
        self._problem.show()
        announce(self._problem, self._problem.text())
        if paths.width and paths.column < len(self._words.text()):
            self._words.setSelection(paths.column, paths.width)
        else:
            self._words.setCursorPosition(paths.column)

    def open(self) -> None:
        """Open the find line."""
        self.show()
        self._words.setFocus()
        self._words.selectAll()

    def begin(self, letters: str) -> None:
        """Open the line for letters that were typed in the tree; $ begins a path."""
        self._is_path.setChecked(self._ask is not None and letters.startswith("$"))
        self.open()
        self._words.setText(letters)

    def _guess(self, words: str) -> None:
        """Take what begins with $ for a path, and no more than that; the button says otherwise."""
        began, self._has_sign = self._has_sign, words.startswith("$")
        if self._has_sign is not began and self._ask is not None:
            self._is_path.setChecked(self._has_sign)

    def _close(self) -> None:
        self.hide()
        self._words.clear()
        self.closed.emit()

    def _search(self, words: str) -> None:
        self._problem.hide()
        if self._ask is None or not self._is_path.isChecked():
            self._tell(self._tree.look_for(words))
        elif words:
            self._ask_soon.start()
        else:
            self._tell(self._tree.go_through(()))

    def _ask_now(self) -> None:
        if self._ask is not None and self._words.text():
            self._ask(self._words.text(), self._tree.body, self._take_paths)

    def _next(self) -> None:
        self._tell(self._tree.find_next())

    def _previous(self) -> None:
        self._tell(self._tree.find_previous())

    def _tell(self, found: tuple[int, int]) -> None:
        place, count = found
        words = self._words.text()
        told = self.tr("Match {place} of {count}") if count else self._no_match()
        for mark, number in (("{place}", place), ("{count}", count)):
            told = told.replace(mark, str(number))
        shown = f"{place} / {count}" if count else told
        self._count.setText(shown if words else "")
        announce(self._count, told if words else "")

    def _no_match(self) -> str:
        words = self.tr("No match in {fields} fields.")
        return words.replace("{fields}", str(self._tree.count()))
