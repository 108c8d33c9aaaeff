"""What the emulator has to say about itself: choices it made, and what it refused to keep."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

KEPT = 200


@dataclass(frozen=True)
class Note:
    """One sentence, and when it was said; never a secret, a signature or a body."""

    at: float
    text: str


class Journal:
    """The last notes, and whoever wants to hear the next ones."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self.notes: deque[Note] = deque(maxlen=KEPT)
        self.heard: Callable[[Note], None] | None = None
        self._clock = clock

    def note(self, text: str) -> None:
        """Say something."""
        note = Note(self._clock(), text)
        self.notes.append(note)
        if self.heard:
            self.heard(note)
