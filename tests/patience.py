"""How long a test waits for what has to come: only what is broken takes so long."""

from __future__ import annotations

import time
from collections.abc import Callable

PATIENCE_S = 60.0  # a busy machine may stand still for many seconds, and that is no failure
PATIENCE_MS = int(PATIENCE_S * 1000)


class Patience:
    """Begins now, and is lost after a minute."""

    def __init__(self) -> None:
        self._ends = time.monotonic() + PATIENCE_S

    @property
    def is_lost(self) -> bool:
        return time.monotonic() > self._ends


def until(is_so: Callable[[], object]) -> None:
    """Wait for what another thread or program does."""
    patience = Patience()
    while not is_so():
        assert not patience.is_lost, "what was waited for did not come"
        time.sleep(0.01)
