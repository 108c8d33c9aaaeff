"""A notice: what the window says to the person in one line, and what can be done about it."""

from __future__ import annotations

from dataclasses import dataclass

from apay_console.errors import Message


@dataclass(frozen=True)
class Notice:
    """A bar above the panes: its tone, its sentence, and at most two commands."""

    tone: str  # ok, warn, err, unknown or info
    sentence: Message
    actions: tuple[str, ...] = ()  # names of commands
    details: str = ""  # Amazon's own words, shown as plain text
    why: str = ""  # the key of what explains it, where its sentence alone does not tell
