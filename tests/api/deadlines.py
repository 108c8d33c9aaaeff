"""A deadline that passes when the test says so, however slow the machine is."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from types import ModuleType, SimpleNamespace

import pytest


class Deadlines:
    """The deadlines that one module sets; they pass together, from any thread."""

    def __init__(self, module: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
        self.seconds: list[float] = []  # each, in its turn
        self._running: list[tuple[asyncio.AbstractEventLoop, asyncio.Timeout]] = []
        instead = SimpleNamespace(**vars(asyncio) | {"timeout": self._timeout})
        monkeypatch.setattr(module, "asyncio", instead)

    def _timeout(self, seconds: float | None) -> asyncio.Timeout:
        assert seconds is not None, "nobody waits for ever"
        self.seconds.append(seconds)
        made = asyncio.timeout(seconds)
        self._running.append((asyncio.get_running_loop(), made))
        return made

    def expire(self) -> None:
        """Let the time be up for all that is waited for."""
        while self._running:
            loop, timeout = self._running.pop()
            with suppress(RuntimeError):  # that loop has ended
                loop.call_soon_threadsafe(_expire, loop, timeout)


def _expire(loop: asyncio.AbstractEventLoop, timeout: asyncio.Timeout) -> None:
    with suppress(RuntimeError):  # nobody waits for it any more
        timeout.reschedule(loop.time())
