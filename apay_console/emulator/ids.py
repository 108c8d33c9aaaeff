"""Where ids come from; an argument, so that a test can say which."""

from __future__ import annotations

import secrets
import uuid
from typing import Protocol


class Ids(Protocol):
    """A source of ids that nobody had before."""

    def unique(self) -> str:
        """Make a UUID in lower case."""
        ...

    def digits(self, count: int) -> str:
        """Make so many digits."""
        ...


class RandomIds:
    """Ids that cannot be guessed."""

    def unique(self) -> str:
        """Make a UUID in lower case."""
        return str(uuid.uuid4())

    def digits(self, count: int) -> str:
        """Make so many digits."""
        return f"{secrets.randbelow(10**count):0{count}}"
