"""The return address: this console's own page, where a buyer may land from any browser."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from apay_console.errors import N_, Fault, say
from apay_console.jobs import Runner
from apay_console.presenters.ports import keep_port, kept_port
from apay_console.store.settings import Settings

if TYPE_CHECKING:
    from apay_console.emulator.pages.landing import Landed, Stand
    from apay_console.emulator.server import Running
    from apay_console.emulator.wire import Answer

_PORT = "return_port"


class Landing(QObject):
    """Serves the return address of each profile on a port of its own, which is kept."""

    ready = Signal(str)  # the base URL of the current profile's
    landed = Signal(str)  # the whole address that a buyer landed on
    failed = Signal(object)  # Message

    def __init__(self, runner: Runner, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._runner = runner
        self._settings = settings
        self._running: dict[str, Running] = {}  # by profile; all go on, for buyers on their way
        self._stands: dict[str, Stand] = {}
        self._asked: set[str] = set()
        self._profile = ""

    @property
    def base_url(self) -> str:
        """Where the current profile's is served; empty until it is."""
        running = self._running.get(self._profile)
        return running.base_url if running else ""

    @property
    def result_url(self) -> str:
        """Where a buyer lands after paying; empty until it is served."""
        return f"{self.base_url}/return" if self.base_url else ""

    @property
    def review_url(self) -> str:
        """Where a buyer lands after signing in; empty until it is served."""
        return f"{self.base_url}/review" if self.base_url else ""

    def serve(self, profile_id: str) -> None:
        """Serve a profile's address from now on, on its port of last time if that is free."""
        self._profile = profile_id
        if profile_id in self._running:
            self.ready.emit(self.base_url)
        elif profile_id not in self._asked:
            self._asked.add(profile_id)
            work = self._started(profile_id)
            self._runner.run(work, owner=self, done=self._told, failed=self._fail)

    async def _started(self, profile_id: str) -> Landed:
        from apay_console.emulator.pages.landing import Landed, start_landing  # noqa: PLC0415 - after first paint

        name = f"{_PORT}.{profile_id}"
        landed = Landed()
        running = await start_landing(landed, await kept_port(self._settings, name))
        self._running[profile_id] = running
        self._stands[profile_id] = landed.stand
        await keep_port(self._settings, name, running.port)
        return landed

    def set_up(self, html: str, create: Callable[[], Awaitable[Answer]]) -> None:
        """Serve a page with a button beside the current profile's return address."""
        stand = self._stands[self._profile]
        stand.html, stand.create = html, create

    async def stop(self) -> None:
        """Catch no more buyers."""
        for running in self._running.values():
            await running.stop()

    def _told(self, landed: Landed) -> None:
        self._wait(landed)
        if self.base_url:
            self.ready.emit(self.base_url)

    def _wait(self, landed: Landed) -> None:
        """Wait for the next buyer; only the address comes over from the other thread."""
        self._runner.run(
            landed.next(), owner=self, done=lambda url: self._take(url, landed), failed=_ended
        )

    def _take(self, url: str, landed: Landed) -> None:
        self._wait(landed)
        self.landed.emit(url)

    def _fail(self, error: BaseException) -> None:
        self._asked &= self._running.keys()
        reason = error.message if isinstance(error, Fault) else type(error).__name__
        self.failed.emit(say(N_("The return address could not be served: {reason}"), reason=reason))


def _ended(_: BaseException) -> None:
    """Take no notice: the program ends, and nobody waits for buyers any more."""
