"""Answers “Why?” for the sale on the desk, and leads to what has to be looked at."""

from __future__ import annotations

from apay_console.model.fields import Field
from apay_console.model.why import table
from apay_console.model.why.entry import Entry
from apay_console.presenters.sale.desk import SaleDesk
from apay_console.presenters.why import asking
from apay_console.presenters.why.explained import Explained, explain


class Why:
    """Explains what is asked for, or what is most pressing."""

    def __init__(self, desk: SaleDesk) -> None:
        self._desk = desk

    def explain(self, wanted: str) -> Explained:
        """Explain a key, a place in the window, or, when nothing is named, what matters most."""
        state = self._desk.state
        return explain(asking.resolve(wanted, state), state)

    def find(self, words: str) -> tuple[Entry, ...]:
        """List what holds all of these words."""
        return table.find(words)

    def leads_to(self, name: str) -> bool:
        """Whether a field is in the form, and takes typing."""
        return self._row(name) is not None

    def go_to(self, name: str) -> None:
        """Go to a field of the form."""
        row = self._row(name)
        if row is not None:
            self._desk.focus_wanted.emit(row)

    def _row(self, name: str) -> Field | None:
        state = self._desk.state
        if not name or state is None or state.is_locked:
            return None
        return next((row for row in state.scope.fields() if row.name == name), None)
