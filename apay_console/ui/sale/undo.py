"""Undo and redo of what is typed: one history a draft, merged by field."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtGui import QAction

from apay_console.model.draft import Draft
from apay_console.model.exchange import Exchange, Outcome
from apay_console.model.operations import operation
from apay_console.presenters.sale.state.sale_state import SaleState

Key = tuple[str, str]  # an object's id and a task's name; both empty for the session
_MOST = 200  # edits; each of a body typed by hand holds the whole of it


@dataclass(frozen=True)
class Edit:
    """One change of a draft by typing."""

    before: Draft
    after: Draft
    field: str  # its name; empty for a change of many

    def continues(self, last: Edit) -> bool:
        """Whether it goes on typing in the same field."""
        return bool(self.field) and self.field == last.field


class EditHistory:
    """The edits of one draft that can be undone and redone."""

    # Plain data, not QUndoStack: its commands lie in a cycle with the window, and when Python's
    # collector clears them before their stack, the stack deletes each of them a second time.

    def __init__(self) -> None:
        self.done: deque[Edit] = deque(maxlen=_MOST)
        self.undone: list[Edit] = []

    def add_edit(self, edit: Edit) -> None:
        """Add an edit, joined with the last one if it continues that; nothing is left to redo."""
        self.undone.clear()
        if self.done and edit.continues(self.done[-1]):
            edit = replace(edit, before=self.done.pop().before)
            if edit.after == edit.before:  # typed and taken back: nothing to undo
                return
        self.done.append(edit)

    def undo_edit(self) -> Draft:
        """Return the draft as it was before the last edit."""
        self.undone.append(self.done.pop())
        return self.undone[-1].before

    def redo_edit(self) -> Draft:
        """Return the draft as it was after the edit that was undone last."""
        self.done.append(self.undone.pop())
        return self.done[-1].after


class DraftUndo:
    """The edits of the sale on the desk: one history for each draft, of an object and a task."""

    def __init__(self, put: Callable[[Draft], None], undo: QAction, redo: QAction) -> None:
        self._put = put
        self._undo, self._redo = undo, redo
        self._sale = ""
        self._taken: Exchange | None = None
        self._histories: defaultdict[Key, EditHistory] = defaultdict(EditHistory)
        self._of: Key = ("", "")
        self._is_locked = False
        undo.triggered.connect(lambda: self._step(EditHistory.undo_edit))
        redo.triggered.connect(lambda: self._step(EditHistory.redo_edit))
        self._enable()

    @property
    def history(self) -> EditHistory:
        """The history of the draft that is shown."""
        return self._histories[self._of]

    def _step(self, step: Callable[[EditHistory], Draft]) -> None:
        self._put(step(self.history))
        self._enable()

    def edited(self, before: Draft, after: Draft, name: str) -> None:
        """Remember a change that was typed."""
        self.history.add_edit(Edit(before, after, name))
        self._enable()

    def show_state(self, state: SaleState) -> None:
        """Start afresh with another sale, and once a draft was sent: it is Amazon's now."""
        if state.sale.id != self._sale:
            self._sale, self._taken = state.sale.id, _last_taken(state)
            self._histories.clear()
        self._forget_sent(_last_taken(state))
        self._of = (state.shown, state.task)
        self._is_locked = state.is_locked
        self._enable()

    def _forget_sent(self, taken: Exchange | None) -> None:
        if taken is self._taken or taken is None:
            return
        self._taken = taken
        is_task = bool(operation(taken.operation).verb)  # all else is of the session
        sent = taken.operation if is_task else ""
        for key in [key for key in self._histories if key[1] == sent]:
            del self._histories[key]

    def _enable(self) -> None:
        self._undo.setEnabled(bool(self.history.done) and not self._is_locked)
        self._redo.setEnabled(bool(self.history.undone) and not self._is_locked)


def _last_taken(state: SaleState) -> Exchange | None:
    """The newest write that Amazon applied."""
    writes = (one for one in state.exchanges if one.sent.method != "GET")
    return next((one for one in writes if one.outcome is Outcome.APPLIED), None)
