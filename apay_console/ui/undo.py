"""Undo and redo of what is typed: one stack a draft, merged by field."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QAction, QUndoCommand, QUndoStack

from apay_console.model.draft import Draft
from apay_console.model.exchange import Exchange, Outcome
from apay_console.presenters.sale_state import SaleState

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
    """The undo stack of the draft that lies on the desk."""

    def __init__(self, put: Callable[[Draft], None], undo: QAction, redo: QAction) -> None:
        self.stack = QUndoStack()
        self.stack.setUndoLimit(_MOST)
        self._put = put
        self._undo, self._redo = undo, redo
        self._of: tuple[str, Exchange | None] = ("", None)
        self._is_locked = False
        undo.triggered.connect(lambda: self._step(self.stack.undo))
        redo.triggered.connect(lambda: self._step(self.stack.redo))
        self._enable()

    def _step(self, step: Callable[[], None]) -> None:
        step()
        self._enable()

    def edited(self, before: Draft, after: Draft, name: str) -> None:
        """Remember a change that was typed."""
        self.stack.push(_Edit(before, after, name, self._put))
        self._enable()

    def show_state(self, state: SaleState) -> None:
        """Start afresh with another sale, and once a draft was sent: it is the session's now."""
        of = (state.sale.id, _last_taken(state))
        if of != self._of:
            self._of = of
            self.stack.clear()
        self._is_locked = state.is_locked
        self._enable()

    def _enable(self) -> None:
        self._undo.setEnabled(self.stack.canUndo() and not self._is_locked)
        self._redo.setEnabled(self.stack.canRedo() and not self._is_locked)


def _last_taken(state: SaleState) -> Exchange | None:
    """The newest write that Amazon applied."""
    writes = (one for one in state.exchanges if one.sent.method != "GET")
    return next((one for one in writes if one.outcome is Outcome.APPLIED), None)
