"""This console as a receiver of notifications: an address, and what came to it or was pasted."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from concurrent.futures import CancelledError
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from apay_console.errors import N_, Fault, Invalid, say
from apay_console.presenters.emulator.emulator_host import EmulatorHost
from apay_console.presenters.notifications import arrival_judging as judging
from apay_console.presenters.notifications.arrival import FORGED, Arrival
from apay_console.presenters.notifications.arrival_judging import Own
from apay_console.presenters.ports import keep_port, kept_port
from apay_console.presenters.services import Services

if TYPE_CHECKING:
    from apay_console.emulator.notices.receiving import Posted, Received
    from apay_console.emulator.server import Running

PORT = "ipn_port"
ANSWERS = (200, 500, 404)
_KEPT = 100
_NOT_SERVED = N_("This console's address for notifications could not be served: {reason}")
_NOT_FETCHED = N_("Not checked: {reason}")


class Receiver(QObject):
    """Takes notifications, says whether each is genuine, and what it calls for."""

    changed = Signal()  # what came, or what was found out about it
    settled = Signal(object)  # Arrival, about which more is known now
    ready = Signal(str)  # its address
    failed = Signal(object)  # Message
    read_wanted = Signal(object)  # Arrival: go to the object that it tells of

    def __init__(
        self,
        services: Services,
        host: EmulatorHost,
        proxy: Callable[[], str],
        parent: QObject | None,
    ) -> None:
        super().__init__(parent)
        self._services = services
        self._host = host
        self._proxy = proxy  # what a request to Amazon goes through now
        self._running: Running | None = None
        self._received: Received | None = None
        self._is_asked = False
        self.waiting = QObject(self)  # who waits, perhaps for ever, for the next
        self.waiting.setObjectName("waiting")
        self._arrivals: deque[Arrival] = deque(maxlen=_KEPT)
        self._count = 0
        self.url = ""  # empty until it is served

    @property
    def arrivals(self) -> tuple[Arrival, ...]:
        """What came, the newest first."""
        return tuple(self._arrivals)

    def serve(self) -> None:
        """Take notifications from now on, at the address of last time if that is free."""
        if self.url:
            self.ready.emit(self.url)
        elif not self._is_asked:
            self._is_asked = True
            self._run(self._started(), self._told, self._fail)

    async def _started(self) -> Received:
        from apay_console.emulator.notices.receiving import Received, start_receiving  # noqa: PLC0415 - after first paint

        received = Received()
        settings = self._services.settings
        self._running = await start_receiving(received, await kept_port(settings, PORT))
        await keep_port(settings, PORT, self._running.port)
        return received

    async def stop(self) -> None:
        """Take no more."""
        if self._running is not None:
            await self._running.stop()

    def _told(self, received: Received) -> None:
        from apay_console.emulator.notices.receiving import PATH  # noqa: PLC0415 - loaded by now

        if self._running is None:
            return
        self._received = received
        self.url = self._running.base_url + PATH
        self._wait(received)
        self.ready.emit(self.url)

    def _wait(self, received: Received) -> None:
        self._services.runner.run(
            received.next(),
            owner=self.waiting,
            done=lambda posted: self._take_next(received, posted),
            failed=_ended,
        )

    def _take_next(self, received: Received, posted: Posted) -> None:
        self._wait(received)
        self._judge(posted.body, lambda found: replace(found, status=posted.status))

    def answer(self, status: int) -> None:
        """Answer every notification so from now on, to see what the sender makes of it."""
        if self._received is not None:
            self._received.status = status

    def paste(self, text: str) -> None:
        """Judge a notification from a log; raise Invalid when there is nothing to judge."""
        if not text.strip():
            words = N_("Paste a notification as it was posted: the JSON with Type and Signature.")
            raise Invalid(say(words))
        self._judge(text, lambda found: replace(found, is_pasted=True))

    def _judge(self, raw: bytes | str, finish: Callable[[Arrival], Arrival]) -> None:
        """Judge with the emulator's certificate, which only it knows."""
        base, now = self._host.base_url, self._services.clock()
        self._host.do(
            lambda emulator: judging.arrived(raw, now, Own(base, emulator.topic.certificate_at)),
            owner=self,
            done=lambda found: self._add(finish(found)),
            failed=lambda _: self._add(finish(judging.arrived(raw, now, Own(base, _unknown)))),
        )

    def _add(self, found: Arrival) -> None:
        self._count += 1
        whole = judging.with_earlier(replace(found, number=self._count), self._arrivals)
        self._arrivals.appendleft(whole)
        self.changed.emit()

    def fetch(self, found: Arrival) -> None:
        """Fetch Amazon's certificate, by the person's word, and check with it."""
        if found.may_fetch and found.envelope is not None:
            work = _fetched(found.envelope.certificate_url, self._proxy())
            done = partial(self._check, found)
            self._run(work, done, partial(self._not_fetched, found))

    def _check(self, found: Arrival, certificate: bytes) -> None:
        self._put(found, judging.fetched(found, certificate, self._services.clock()))

    def _not_fetched(self, found: Arrival, error: BaseException) -> None:
        if isinstance(error, CancelledError):
            return
        reason = error.message if isinstance(error, Fault) else type(error).__name__
        tone = FORGED if isinstance(error, Invalid) else found.tone
        self._put(found, replace(found, tone=tone, verdict=say(_NOT_FETCHED, reason=reason)))

    def _put(self, old: Arrival, new: Arrival) -> None:
        rows = [new if row.number == old.number else row for row in self._arrivals]
        self._arrivals = deque(rows, _KEPT)
        self.changed.emit()
        self.settled.emit(new)

    def confirm(self, found: Arrival) -> None:
        """Say to the built-in emulator that it may send here."""
        if found.is_own and found.subscribe_url and found.envelope is not None:
            token = found.envelope.values.get("Token", "")
            done = replace(found, meaning=say(judging.CONFIRMED), is_confirmed=True)
            self._host.do(
                lambda emulator: emulator.outbox.confirmed(token),
                owner=self,
                done=lambda _: self._put(found, done),
            )

    def read(self, found: Arrival) -> None:
        """Ask for the object that a notification tells of."""
        if found.object_id:
            self.read_wanted.emit(found)

    def clear(self) -> None:
        """Forget what came."""
        self._arrivals.clear()
        self.changed.emit()

    def _fail(self, error: BaseException) -> None:
        self._is_asked = False
        reason = error.message if isinstance(error, Fault) else type(error).__name__
        self.failed.emit(say(_NOT_SERVED, reason=reason))

    def _run(
        self, work: Any, done: Callable[[Any], None], failed: Callable[[BaseException], None]
    ) -> None:
        self._services.runner.run(work, owner=self, done=done, failed=failed)


async def _fetched(url: str, proxy: str) -> bytes:
    from apay_console.api import certificate  # noqa: PLC0415 - seldom asked for

    return await certificate.fetch(url, proxy)


def _unknown(_: str) -> None:
    """Know no certificate: the emulator does not run."""


def _ended(_: BaseException) -> None:
    """Take no notice: the program ends."""
