"""The return address: this console's own page, where a buyer may land from any browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from apay_console.errors import N_, Fault, say
from apay_console.jobs import Runner
from apay_console.presenters.ports import kept_port
from apay_console.store.settings import Settings

if TYPE_CHECKING:
    from apay_console.emulator.landing import Landed
    from apay_console.emulator.server import Running

_PORT = "return_port"


class Landing(QObject):
    """Serves the return address on a port that is kept, so that it survives a restart."""

    ready = Signal(str)  # its base URL
    landed = Signal(str)  # the whole address that a buyer landed on
    failed = Signal(object)  # Message

    def __init__(self, runner: Runner, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._runner = runner
        self._settings = settings
        self._running: Running | None = None
        self.base_url = ""

    @property
    def result_url(self) -> str:
        """Where a buyer lands after paying; empty until it is served."""
        return f"{self.base_url}/return" if self.base_url else ""

    @property
    def review_url(self) -> str:
        """Where a buyer lands after signing in; empty until it is served."""
        return f"{self.base_url}/review" if self.base_url else ""

    def start(self) -> None:
        """Serve, on the port of last time if it is free."""
        self._runner.run(self._started(), owner=self, done=self._told, failed=self._fail)

    async def _started(self) -> tuple[Running, Landed]:
        from apay_console.emulator.landing import Landed, start_landing  # noqa: PLC0415 - after first paint

        landed = Landed()
        running = await start_landing(landed.put, await kept_port(self._settings, _PORT))
        self._running = running
        await self._settings.put(_PORT, running.port)
        return running, landed

    async def stop(self) -> None:
        """Catch no more buyers."""
        if self._running is not None:
            await self._running.stop()

    def _told(self, found: tuple[Running, Landed]) -> None:
        running, landed = found
        self.base_url = running.base_url
        self._wait(landed)
        self.ready.emit(running.base_url)

    def _wait(self, landed: Landed) -> None:
        """Wait for the next buyer; only the address comes over from the other thread."""
        self._runner.run(
            landed.next(), owner=self, done=lambda url: self._take(url, landed), failed=_ended
        )

    def _take(self, url: str, landed: Landed) -> None:
        self._wait(landed)
        self.landed.emit(url)

    def _fail(self, error: BaseException) -> None:
        reason = error.message if isinstance(error, Fault) else type(error).__name__
        self.failed.emit(say(N_("The return address could not be served: {reason}"), reason=reason))


def _ended(_: BaseException) -> None:
    """Take no notice: the program ends, and nobody waits for buyers any more."""
