"""Typing into the sale on the desk: fields, or the whole body by hand."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from apay_console.model import draft as drafts
from apay_console.model.draft import Draft
from apay_console.model.fields import Field
from apay_console.presenters.notice import Notice
from apay_console.presenters.sale.desk import SaleDesk
from apay_console.presenters.sale.state import steps
from apay_console.presenters.sale.state.sale_state import SaleState


class SaleEditor(QObject):
    """Takes what is typed; tells each change of the draft, so that it can be undone."""

    edited = Signal(object, object, str)  # the Draft before, after, and the field's name or ""

    def __init__(self, desk: SaleDesk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk

    def edit(self, row: Field, text: str) -> None:
        """Take what was typed into one field."""
        state = self._desk.state
        if state is not None and not state.is_locked:
            self._take(state, steps.edited(state, row, text), row.name)

    def edit_json(self, text: str) -> None:
        """Take the whole body as typed by hand."""
        state = self._desk.state
        if state is not None and not state.is_locked:
            self._take(state, steps.edited_json(state, text), "")

    def set_text(self, name: str, text: str) -> None:
        """Fill a field by its name, as “Use this console” does."""
        state = self._desk.state
        if state is not None:
            self.edit(state.scope.schema[name], text)

    def rename_keys(self) -> None:
        """Spell the other version's keys as this session's version does."""
        state = self._desk.state
        if state is not None:
            draft = drafts.renamed(state.draft, state.scope)
            self._take(state, replace(state, draft=draft, notice=_left_to_say(state)), "")

    def discard(self) -> None:
        """Forget what was typed; undo brings it back."""
        state = self._desk.state
        if state is not None:
            notice = _left_to_say(state)
            self._take(state, replace(state, draft=Draft(), notice=notice, tried=False), "")

    def simulate(self, code: str) -> None:
        """Ask the sandbox to let something happen with the next step; nothing with an empty one."""
        self._desk.change(simulation=code)

    def lay(self, draft: Draft) -> None:
        """Take a whole draft in place of what was typed; undo brings that back."""
        state = self._desk.state
        if state is not None and not state.is_locked:
            self._take(state, replace(state, draft=draft, notice=_left_to_say(state)), "")

    def set_draft(self, draft: Draft) -> None:
        """Put a draft back, as undo and redo do."""
        self._desk.change(draft=draft)
        self._desk.keep_draft_soon()

    def _take(self, before: SaleState, after: SaleState, name: str) -> None:
        if after == before:
            return
        self._desk.show(after)
        self._desk.keep_draft_soon()
        if after.draft != before.draft:
            self.edited.emit(before.draft, after.draft, name)


def _left_to_say(state: SaleState) -> Notice | None:
    """What was said of the draft is over with it; what is said of an unknown write is not."""
    return state.notice if state.unresolved else None
