"""The first tab: the answer as a tree, with a line to find things in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from apay_console.model.changes import Who
from apay_console.model.fields import Path
from apay_console.model.subjects import SESSION, Subject, subject_of
from apay_console.presenters.sale.sale_state import SaleState
from apay_console.ui.parts.text import PlainLabel, say, visible
from apay_console.ui.parts.theme import Theme
from apay_console.ui.tree.unfolding import holds_at_most
from apay_console.ui.tree.view import SessionTree

if TYPE_CHECKING:
    from apay_console.presenters.json_path import Paths
    from apay_console.presenters.saving import Saved


_PAUSE_MS = 150  # after the last letter: half a path is no path
MOST_NODES = 200_000
_LONGEST_WORDS, _LONGEST_PATH = 32_767, 2_000
AskPaths = Callable[[str, Any, Callable[["Paths"], object]], object]


class TreePage(QFrame):
    """The tree, and a find line that opens above it."""

    go = Signal(tuple)  # the path of a null whose constraint is to be cleared
    object_wanted = Signal(str)  # the id of another object of the sale; empty: the session
    open_wanted = Signal(str)  # the id of an object that was not read yet
    why_wanted = Signal(str)  # a reason's code, or what has no value

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._ask: AskPaths | None = None
        self._ask_soon = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._ask_soon.timeout.connect(self._ask_now)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._make_find())
        self._empty = PlainLabel("")
        self._empty.setProperty("role", "hint")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setWordWrap(True)
        self.tree = SessionTree(theme)
        self.tree.go.connect(self.go)
        self.tree.object_wanted.connect(self.object_wanted)
        self.tree.open_wanted.connect(self.open_wanted)
        self.tree.why_wanted.connect(self.why_wanted)
        column.addWidget(self._empty, 1)
        column.addWidget(self._make_save(), 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self.tree, 1)

    def _make_save(self) -> QPushButton:
        self._unshown = b""
        self._save = QPushButton(self.tr("Save as…"))
        self._save.setProperty("kind", "secondary")
        self._save.clicked.connect(self._save_unshown)
        self._save.hide()
        return self._save

    def _make_find(self) -> QFrame:
        self._find = QFrame()
        self._find.setObjectName("findBar")
        column = QVBoxLayout(self._find)
        column.setContentsMargins(16, 6, 12, 6)
        row = QHBoxLayout()
        column.addLayout(row)
        self._problem = PlainLabel("")
        self._problem.setProperty("role", "hint")
        self._problem.setWordWrap(True)
        self._problem.hide()
        column.addWidget(self._problem)
        self._words = QLineEdit()
        self._words.setPlaceholderText(self.tr("Find in this answer"))
        self._words.setAccessibleName(self.tr("Find in this answer"))
        self._words.textChanged.connect(self._search)
        self._words.returnPressed.connect(self._next)
        row.addWidget(self._words, 1)
        row.addWidget(self._make_kind())
        self._count = PlainLabel("")
        self._count.setProperty("role", "hint")
        row.addWidget(self._count)
        self._add_buttons(row)
        self._add_keys()
        self._find.hide()
        return self._find

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

    def _add_keys(self) -> None:
        for keys, do in (("F3", self._next), ("Shift+F3", self._previous)):
            step = QShortcut(QKeySequence(keys), self)
            step.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            step.activated.connect(do)
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self._find)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self._close)

    def _make_kind(self) -> QToolButton:
        self._is_path = QToolButton()
        self._is_path.setText("JSONPath")
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
        found = self.tree.go_through(paths.found)
        if paths.problem is None:
            self._tell(found)
            return
        self._count.setText("")
        self._problem.setText(say(paths.problem))
        self._problem.show()
        if paths.width and paths.column < len(self._words.text()):
            self._words.setSelection(paths.column, paths.width)
        else:
            self._words.setCursorPosition(paths.column)

    def open_find(self) -> None:
        """Open the find line."""
        self._find.show()
        self._words.setFocus()
        self._words.selectAll()

    def _close(self) -> None:
        self._find.hide()
        self._words.clear()
        self.tree.setFocus()

    def _search(self, words: str) -> None:
        self._problem.hide()
        if self._ask is None or not self._is_path.isChecked():
            self._tell(self.tree.look_for(words))
        elif words:
            self._ask_soon.start()
        else:
            self._tell(self.tree.go_through(()))

    def _ask_now(self) -> None:
        if self._ask is not None and self._words.text():
            self._ask(self._words.text(), self.tree.body, self._take_paths)

    def _next(self) -> None:
        self._tell(self.tree.find_next())

    def _previous(self) -> None:
        self._tell(self.tree.find_previous())

    def _tell(self, found: tuple[int, int]) -> None:
        place, count = found
        words = self._words.text()
        if not words:
            self._count.setText("")
        elif count:
            self._count.setText(f"{place} / {count}")
        else:
            fields = self.tr("No match in {count} fields.").replace(
                "{count}", str(self.tree.count())
            )
            self._count.setText(fields)

    def _empty_words(self, state: SaleState) -> str:
        if state.moment is not None:
            return self.tr("Nothing came back here that could be shown as a tree; see Raw.")
        if state.shown:
            return self.tr("Nothing received yet. Press Get to read this.")
        if state.sale.session_id:
            return self.tr("Nothing received yet. Press Get to read this session.")
        return self.tr("Nothing received yet. The session is not created.")

    def _huge_words(self) -> str:
        words = self.tr("This answer holds more than {count} values: too many for a tree; see Raw.")
        return words.replace("{count}", f"{MOST_NODES:,}")

    def _offer_to_save(self, state: SaleState | None) -> None:
        """Offer the bytes of what is too large to be shown, as they came."""
        exchange = (state.moment or state.exchange) if state else None
        self._unshown = exchange.answered.body if exchange and exchange.answered else b""
        self._save.setVisible(bool(self._unshown))

    def _save_unshown(self) -> None:
        from apay_console.ui.parts.saving import save_as  # noqa: PLC0415 - seldom asked for

        save_as(self, "answer.json", self._unshown, self._tell_saved)

    def _tell_saved(self, saved: Saved) -> None:
        words = self.tr("Saved as {file}.").replace("{file}", visible(saved.path.name))
        self._empty.setText(say(saved.problem) if saved.problem else words)

    def show_answer(self, body: Any, state: SaleState, marks: Mapping[Path, Who]) -> None:
        """Show an answer; None: nothing was received yet."""
        is_huge = body is not self.tree.body and not holds_at_most(body, MOST_NODES)
        words = self._huge_words() if is_huge else self._empty_words(state)
        body = None if is_huge else body
        self._offer_to_save(state if is_huge or (body is None and state.moment) else None)
        self._empty.setVisible(body is None)
        self._empty.setText(words)
        self.tree.setVisible(body is not None)
        if body is not None:
            self.tree.describe_as(subject_shown(body).schema, _links(state))
            self.tree.show_answer(body, state.sale.version, marks)


def subject_shown(body: Any) -> Subject:
    """What an answer shows; of what is none of Amazon's objects, what most answers show."""
    return (subject_of(body) if isinstance(body, Mapping) else None) or SESSION


def _links(state: SaleState) -> dict[str, str]:
    """The ids that lead to another object than the one that is shown."""
    known = {reading.id: reading.id for reading in state.objects}
    ids = {**known, state.sale.session_id: ""} if state.sale.session_id else known
    return {found: wanted for found, wanted in ids.items() if wanted != state.shown}
