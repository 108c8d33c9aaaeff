"""Undo and redo of what is typed: one stack a draft, merged by field."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QAction, QUndoCommand, QUndoStack

from apay_console.model.draft import Draft
from apay_console.model.exchange import Exchange, Outcome
from apay_console.model.operations import operation
from apay_console.presenters.sale.state.sale_state import SaleState

Key = tuple[str, str]  # an object's id and a task's name; both empty for the session
_MOST = 200  # steps; each of a body typed by hand holds the whole of it


class _Edit(QUndoCommand):
    """One change of a draft; the next one in the same field joins it."""

    def __init__(
        self, before: Draft, after: Draft, name: str, put: Callable[[Draft], None]
    ) -> None:
        super().__init__()
        self.before = before
        self.after = after
        self.name = name
        self._put = put
        self._is_new = True

    def redo(self) -> None:
        if not self._is_new:  # the first time it was done by typing
            self._put(self.after)
        self._is_new = False

    def undo(self) -> None:
        self._put(self.before)

    def id(self) -> int:
        return hash(self.name) % 2**30 if self.name else -1

    def mergeWith(self, other: QUndoCommand) -> bool:  # noqa: N802 - Qt's name
        if not isinstance(other, _Edit) or other.name != self.name:
            return False
        self.after = other.after
        self.setObsolete(self.after == self.before)  # typed and taken back: nothing to undo
        return True


class DraftUndo:
    """The undo stacks of the sale on the desk: one for each draft, of an object and a task."""

    def __init__(self, put: Callable[[Draft], None], undo: QAction, redo: QAction) -> None:
        self._put = put
        self._undo, self._redo = undo, redo
        self._sale = ""
        self._taken: Exchange | None = None
        self._stacks: dict[Key, QUndoStack] = {}
        self._of: Key = ("", "")
        self._is_locked = False
        undo.triggered.connect(lambda: self._step(QUndoStack.undo))
        redo.triggered.connect(lambda: self._step(QUndoStack.redo))
        self._enable()

    @property
    def stack(self) -> QUndoStack:
        """The stack of the draft that is shown."""
        if self._of not in self._stacks:
            self._stacks[self._of] = QUndoStack()
            self._stacks[self._of].setUndoLimit(_MOST)
        return self._stacks[self._of]

    def _step(self, step: Callable[[QUndoStack], None]) -> None:
        step(self.stack)
        self._enable()

    def edited(self, before: Draft, after: Draft, name: str) -> None:
        """Remember a change that was typed."""
        self.stack.push(_Edit(before, after, name, self._put))
        self._enable()

    def show_state(self, state: SaleState) -> None:
        """Start afresh with another sale, and once a draft was sent: it is Amazon's now."""
        if state.sale.id != self._sale:
            self._sale, self._taken = state.sale.id, _last_taken(state)
            self._stacks.clear()
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
        for key in [key for key in self._stacks if key[1] == sent]:
            del self._stacks[key]

    def _enable(self) -> None:
        self._undo.setEnabled(self.stack.canUndo() and not self._is_locked)
        self._redo.setEnabled(self.stack.canRedo() and not self._is_locked)


def _last_taken(state: SaleState) -> Exchange | None:
    """The newest write that Amazon applied."""
    writes = (one for one in state.exchanges if one.sent.method != "GET")
    return next((one for one in writes if one.outcome is Outcome.APPLIED), None)
