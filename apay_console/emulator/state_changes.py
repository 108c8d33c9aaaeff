"""Changes of objects' states, for whoever waits for them."""

from __future__ import annotations

import asyncio

from apay_console.emulator.happened import Happened, Happening

MOST = 1_000  # ids in a bunch; beyond them every object counts as changed
_BUNCH = 0.05  # seconds in which changes are looked at together


class StateChanges:
    """Collects the ids of changed objects, a bunch at a time, for one who waits on the loop."""

    def __init__(self, happened: Happened) -> None:
        self._came = asyncio.Event()
        self._ids: set[str] = set()
        self._is_all = False
        happened.followed = self._take

    def _take(self, happening: Happening | None) -> None:
        self._is_all = self._is_all or happening is None or len(self._ids) >= MOST
        if happening is not None and not self._is_all:
            self._ids.add(happening.about)
        self._came.set()

    async def next(self) -> frozenset[str] | None:
        """Return the ids of what changed since the last bunch; None for everything."""
        await self._came.wait()
        await asyncio.sleep(_BUNCH)
        found = None if self._is_all else frozenset(self._ids)
        self._came.clear()
        self._ids.clear()
        self._is_all = False
        return found
