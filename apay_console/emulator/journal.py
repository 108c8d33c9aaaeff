"""What the emulator has to say: choices it made, what it refused to keep, what it was asked."""

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
    """The last notes and requests, and whoever wants to hear the next ones."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self.notes: deque[Note] = deque(maxlen=KEPT)
        self.requests: deque[Note] = deque(maxlen=KEPT)  # empty where nobody keeps a log
        self.heard: Callable[[Note], None] | None = None
        self._clock = clock

    def note(self, text: str) -> None:
        """Say something."""
        self._say(self.notes, text)

    def request(self, text: str) -> None:
        """Say how a request went."""
        self._say(self.requests, text)

    def _say(self, kept: deque[Note], text: str) -> None:
        note = Note(self._clock(), text)
        kept.append(note)
        if self.heard:
            self.heard(note)
