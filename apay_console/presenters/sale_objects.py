"""The objects that follow from a session: which are known, and what can be done with each."""

from __future__ import annotations

from dataclasses import dataclass

from apay_console.errors import N_, Message, say
from apay_console.model.operations import Operation, writes_about
from apay_console.model.reading import Reading


@dataclass(frozen=True)
class Task:
    """One thing that can be done with an object, or what Amazon would answer instead."""

    operation: Operation
    reason: Message | None = None  # why it cannot be done now; None when it can

    @property
    def is_allowed(self) -> bool:
        """Whether the object's state takes it."""
        return self.reason is None


@dataclass(frozen=True)
class Left:
    """One line of what is left: its word, and the amount or moment."""

    label: str  # a template to be translated
    value: str


def tasks_of(reading: Reading) -> tuple[Task, ...]:
    """Everything that can be done with an object, in the order of the table of operations."""
    return tuple(
        Task(row, _reason(row, reading.state))
        for row in writes_about(reading.subject, reading.version)
    )


def _reason(row: Operation, state: str) -> Message | None:
    if not row.states or state in row.states:
        return None
    words = N_("Amazon would answer 422 {code}: the state is {state}, not {states}.")
    return say(words, code=row.refusal, state=state, states=", ".join(row.states))
