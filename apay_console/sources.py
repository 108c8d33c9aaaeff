"""Where time and ids come from."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Sources:
    """Where time and ids come from, so that a test can say which."""

    clock: Callable[[], float]  # seconds since 1970, UTC
    new_id: Callable[[], str]  # 32 characters that nobody had before


def random_id() -> str:
    """Make an id of the 32 signs that Amazon takes for an idempotency key, derived of nothing."""
    return os.urandom(16).hex()
