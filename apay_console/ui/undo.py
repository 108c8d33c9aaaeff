"""Undo and redo of what is typed: one stack a draft, merged by field."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QUndoCommand, QUndoStack

from apay_console.model.draft import Draft


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
        return True


class DraftUndo:
    """The undo stack of the sale that lies on the desk."""

    def __init__(self, put: Callable[[Draft], None]) -> None:
        self.stack = QUndoStack()
        self._put = put
        self._sale_id = ""

    def edited(self, before: Draft, after: Draft, name: str) -> None:
        """Remember a change that was typed."""
        self.stack.push(_Edit(before, after, name, self._put))

    def begin(self, sale_id: str) -> None:
        """Start afresh when another sale is laid on the desk."""
        if sale_id != self._sale_id:
            self._sale_id = sale_id
            self.stack.clear()
