"""The emulator on a thread of its own, for a program that has no loop."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Coroutine
from typing import Any, TypeVar

from apay_console.emulator import server
from apay_console.emulator.front import Front
from apay_console.emulator.service import Emulator
from apay_console.emulator.wire import Answer, Asked

Found = TypeVar("Found")

_PATIENCE = 20.0  # seconds


class OnThread:
    """Serves on loopback; the emulator behind it can be changed for a new one at any time."""

    def __init__(self) -> None:
        self._front: Front | None = None
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(
            target=self._loop.run_forever, name="apay-emulator", daemon=True
        )
        self._thread.start()
        self._running = self._wait(server.start(self._handle))

    @property
    def base_url(self) -> str:
        """Where it answers."""
        return self._running.base_url

    def show(self, emulator: Emulator, admin_token: str) -> None:
        """Let another emulator answer from now on."""
        emulator.settings.base_url = self.base_url
        self._front = Front(emulator, admin_token)

    def ask(self, asked: Asked) -> Answer:
        """Put a question without HTTP, on the thread where the others are answered."""
        return self._wait(self._asked(asked))

    def close(self) -> None:
        """Answer no more."""
        self._wait(self._running.stop())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(_PATIENCE)
        self._loop.close()

    async def _asked(self, asked: Asked) -> Answer:
        return self._handle(asked)

    def _handle(self, asked: Asked) -> Answer:
        if self._front is None:
            raise RuntimeError("no emulator yet")
        return self._front.handle(asked)

    def _wait(self, work: Coroutine[Any, Any, Found]) -> Found:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(_PATIENCE)
