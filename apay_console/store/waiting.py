"""What waits for the store's thread, in order; what nobody waits for shares a commit."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from enum import Enum
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Any, Generic, TypeVar

if TYPE_CHECKING:
    from apay_console.store.opening import Opened

T = TypeVar("T")
_LONGEST_S = 0.02  # that something posted waits for company


class Manner(Enum):
    """How work is done on the file."""

    AWAITED = "in a transaction, for somebody who waits"
    POSTED = "in a transaction, for nobody"
    ALONE = "outside any transaction"


@dataclass(frozen=True, eq=False)
class Job(Generic[T]):
    """Work on the open file, and who is told of its end."""

    work: Callable[[Opened], T]
    manner: Manner
    future: Future[T] = field(default_factory=Future)


class Waiting:
    """Jobs of any thread, taken by one."""

    def __init__(self) -> None:
        self._jobs: SimpleQueue[Job[Any] | None] = SimpleQueue()

    def add(self, job: Job[Any]) -> None:
        """Let a job wait for its turn."""
        self._jobs.put(job)

    def end(self) -> None:
        """Let nothing come after what waits now."""
        self._jobs.put(None)

    def next_bunch(self) -> list[Job[Any]]:
        """Wait for the next jobs that one commit is for; none at the end.

        What somebody waits for ends a bunch, so that it waits for nothing that came later.
        """
        first = self._jobs.get()
        bunch = [] if first is None else [first]
        until = time.monotonic() + _LONGEST_S
        while bunch and bunch[-1].manner is Manner.POSTED:
            job = self._before(until)
            if job is None:
                break
            bunch.append(job)
        return bunch

    def _before(self, until: float) -> Job[Any] | None:
        try:
            job = self._jobs.get(timeout=max(0.0, until - time.monotonic()))
        except Empty:
            return None
        if job is None:
            self.end()  # it is met again once this bunch is done
        return job
