"""The first tab: the answer as a tree, with a line to find things in it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QWidget

from apay_console.errors import Message
from apay_console.model.changes.changes import Who
from apay_console.model.exchange import Exchange
from apay_console.model.fields import Path
from apay_console.model.subjects import SESSION, Subject, subject_of
from apay_console.presenters.sale.words.unread import reason_at, reason_now
from apay_console.ui.parts.layouts import column_in
from apay_console.ui.parts.theme import Theme
from apay_console.ui.tree.find_bar import AskPaths, FindBar
from apay_console.ui.tree.unshown import Unshown
from apay_console.ui.tree.view import SessionTree

if TYPE_CHECKING:
    from apay_console.presenters.sale.state.sale_state import SaleState

_NOWHERE = "-"  # the id of nothing that can be shown


class TreePage(QFrame):
    """The tree, and a find line that opens above it."""

    go = Signal(tuple)  # the path of a null whose constraint is to be cleared
    object_wanted = Signal(str)  # the id of another object of the sale; empty: the session
    open_wanted = Signal(str)  # the id of an object that was not read yet
    why_wanted = Signal(str)  # a reason's code, or what has no value
    save_wanted = Signal(tuple)  # where the value stands that is to be taken elsewhere
    command_wanted = Signal(str)  # that helps against an error answer
    came_wanted = Signal()  # what is no tree is to be taken elsewhere, as it came

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._newest: tuple[Exchange | None, str] = (None, "")  # and what was shown when it came
        self._last: tuple[Any, SaleState, Mapping[Path, Who]] | None = None
        self.tree = SessionTree(theme)
        self.tree.go.connect(self.go)
        self.tree.object_wanted.connect(self.object_wanted)
        self.tree.open_wanted.connect(self.open_wanted)
        self.tree.why_wanted.connect(self.why_wanted)
        self.tree.save_wanted.connect(self.save_wanted)
        self._find = FindBar(theme, self.tree, self)
        self._find.closed.connect(self.tree.setFocus)
        self.tree.letters_typed.connect(self._find.begin)
        find = QAction(self.tr("Find, or just type"), self.tree)
        find.triggered.connect(self._find.open)
        self.tree.addAction(find)
        self._unshown = Unshown(theme)
        self._unshown.earlier_wanted.connect(self._show_earlier)
        self._unshown.save_wanted.connect(self.came_wanted)
        self._unshown.command_wanted.connect(self.command_wanted)
        column = column_in(self)
        column.addWidget(self._find)
        column.addWidget(self._unshown, 1)
        column.addWidget(self.tree, 1)

    def search_with(self, ask: AskPaths) -> None:
        """Know who follows a JSONPath; from now on it can be asked for."""
        self._find.search_with(ask)

    def open_find(self) -> None:
        """Open the find line."""
        self._find.open()

    def _empty_words(self, state: SaleState) -> str:
        if state.moment is not None:
            return self.tr("Nothing came back here.")
        if state.unresolved and not state.sale.session_id:
            return self.tr("No usable answer came. Check the last request first.")
        if state.shown:
            return self.tr("Nothing received yet. Press Get to read this.")
        if state.sale.session_id:
            return self.tr("Nothing received yet. Press Get to read this session.")
        return self.tr("Nothing received yet. The session is not created.")

    def show_answer(self, body: Any, state: SaleState, marks: Mapping[Path, Who]) -> None:
        """Show an answer; None: nothing was received yet."""
        self._last = (body, state, marks)
        exchange = state.moment or state.exchange
        reason = self._reason(body, state)
        if reason is not None and exchange is not None and exchange.answered is not None:
            self._turn_to(is_tree=False)
            earlier = body is not None
            self._unshown.show_unread(reason, exchange.answered.body, has_earlier=earlier)
            return
        self._turn_to(is_tree=body is not None)
        if body is None:
            self._show_none(state)
            return
        self.tree.describe_as(subject_shown(body).schema, _links(state))
        self.tree.show_answer(body, state.sale.version, marks)

    def _show_none(self, state: SaleState) -> None:
        if state.error_answer is not None:
            self._unshown.show_error(state.error_answer)
        else:
            self._unshown.show_words(self._empty_words(state))

    def _reason(self, body: Any, state: SaleState) -> Message | None:
        """Why what came is not what the tree shows; None when it is, or was looked at already."""
        if state.moment is not None:
            return reason_at(state.moment) if body is None else None
        if state.exchange is not self._newest[0]:
            self._newest = (state.exchange, state.shown)
        return reason_now(state.exchange) if self._newest[1] == state.shown else None

    def _turn_to(self, *, is_tree: bool) -> None:
        self.tree.setVisible(is_tree)
        self._unshown.setVisible(not is_tree)

    def _show_earlier(self) -> None:
        """Go back to the tree of what was read before, until the next answer comes."""
        if self._last is not None:
            self._newest = (self._newest[0], _NOWHERE)
            self.show_answer(*self._last)
            self.tree.setFocus()


def subject_shown(body: Any) -> Subject:
    """What an answer shows; of what is none of Amazon's objects, what most answers show."""
    return (subject_of(body) if isinstance(body, Mapping) else None) or SESSION


def _links(state: SaleState) -> dict[str, str]:
    """The ids that lead to another object than the one that is shown."""
    known = {reading.id: reading.id for reading in state.objects}
    ids = {**known, state.sale.session_id: ""} if state.sale.session_id else known
    return {found: wanted for found, wanted in ids.items() if wanted != state.shown}
