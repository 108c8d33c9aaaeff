"""Connections on which nothing is asked: of too many, the one that waits longest has to go."""

from __future__ import annotations

import sys
from asyncio import BaseTransport

if sys.platform != "win32":
    import resource

MOST = 500
_SHARE = 3  # the rest of the files is for requests, for what waits to be taken, and for others


class Crowd:
    """The connections that wait, in the order in which they began to."""

    def __init__(self, most: int | None = None) -> None:
        self._most = most or most_that_wait()
        self._waiting: dict[BaseTransport, None] = {}

    def add(self, connection: BaseTransport) -> None:
        """Let a connection wait; another may have to go for it."""
        self._waiting[connection] = None
        if len(self._waiting) > self._most:
            longest = next(iter(self._waiting))
            del self._waiting[longest]
            longest.close()

    def remove(self, connection: BaseTransport) -> None:
        """Something is asked, or the connection is gone."""
        self._waiting.pop(connection, None)


def most_that_wait() -> int:
    """How many may wait: a process may open so many files only, 1,024 or 256 as a rule."""
    if sys.platform == "win32":  # which has no such limit
        return MOST
    soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    return MOST if soft == resource.RLIM_INFINITY else max(1, min(MOST, soft // _SHARE))
