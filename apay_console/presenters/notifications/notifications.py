"""The notifications that the built-in emulator sends: where to, in which way, and the list."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import CancelledError
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from apay_console.errors import Invalid
from apay_console.model.letter import ENDPOINT, MODES
from apay_console.presenters.emulator.emulator_host import EmulatorHost
from apay_console.presenters.notifications.notice_lines import Line, body_of, lines_of
from apay_console.presenters.notifications.notice_plan import LONGEST, Plan, host_of, read_plan
from apay_console.presenters.notifications.receiver import Receiver
from apay_console.presenters.services import Services

if TYPE_CHECKING:
    from apay_console.emulator.notices.outbox import Changes
    from apay_console.emulator.service import Emulator

_NAME = "ipn"


def _nothing(_: object) -> None:
    """Take no notice."""


class Notifications(QObject):
    """Rules the emulator's notifications, and lists them while somebody looks."""

    changed = Signal()  # the list
    planned = Signal(object)  # Plan
    refused = Signal(object)  # Invalid: why an address is not taken
    asks = Signal(str)  # a host that may be another computer: may it be sent to?
    opened = Signal(str)  # a notification as it is posted

    def __init__(
        self, services: Services, host: EmulatorHost, receiver: Receiver, parent: QObject | None
    ) -> None:
        super().__init__(parent)
        self._services = services
        self._host = host
        self._receiver = receiver
        self._asked_for = ""  # an address that is looked up, or waits for the person's word
        self.waiting = QObject(self)  # who waits, perhaps for ever, for what changes
        self.waiting.setObjectName("waiting")
        self._is_watching = False
        self.plan = Plan()
        self.lines: tuple[Line, ...] = ()
        host.ready.connect(self._begin)
        receiver.ready.connect(self._receiver_ready)

    def _begin(self, _: str) -> None:
        kept = self._services.settings.get(_NAME, {})
        self._run(kept, lambda found: self._go_on(read_plan(found)))

    def _go_on(self, plan: Plan) -> None:
        self._apply(plan)
        if plan.is_here:
            self._receiver.serve()

    def set_endpoint(self, text: str) -> None:
        """Send to another address from now on; an empty one ends it. Asks about other computers."""
        text = text.strip()
        self._asked_for = ""
        if text == self.plan.endpoint:
            return
        if not text:
            self._name("")
            return
        try:
            found = ENDPOINT.check(text)
        except Invalid as error:
            self.refused.emit(error)
            return
        self._asked_for = found
        self._run(_leads_away(found), partial(self._looked_up, found))

    def _looked_up(self, url: str, leads_away: bool) -> None:
        """Take an address, unless another was given meanwhile; the rest of the plan may differ."""
        if url != self._asked_for:
            return
        if leads_away and host_of(url) not in self.plan.allowed:
            self.asks.emit(host_of(url))
        else:
            self._name(url)

    def _name(self, url: str) -> None:
        self._asked_for = ""
        here = bool(url) and url == self._receiver.url
        self._take(replace(self.plan, endpoint=url, is_here=here))

    def allow(self) -> None:
        """Take the address that was asked about, and its host from now on."""
        url = self._asked_for
        if url:
            self.plan = replace(self.plan, allowed=(*self.plan.allowed, host_of(url)))
            self._name(url)

    def decline(self) -> None:
        """Leave the address as it was."""
        self._asked_for = ""

    def use_console(self) -> None:
        """Send to this console's own receiver."""
        self._asked_for = ""
        self._take(replace(self.plan, endpoint=self._receiver.url, is_here=True))
        self._receiver.serve()

    def _receiver_ready(self, url: str) -> None:
        if self.plan.is_here and self.plan.endpoint != url:
            self._take(replace(self.plan, endpoint=url))

    def set_mode(self, mode: str) -> None:
        """Deliver in order, twice, late or never."""
        if mode in MODES and mode != self.plan.mode:
            self._take(replace(self.plan, mode=mode))

    def set_after(self, seconds: int) -> None:
        """Say how late “late” is."""
        if seconds != self.plan.after:
            self._take(replace(self.plan, after=max(0, min(seconds, LONGEST))))

    def name_amazon(self, wanted: bool) -> None:
        """Name Amazon's host in SigningCertURL, for receivers that take no other."""
        self._take(replace(self.plan, amazon_host=wanted))

    def use_sha256(self, wanted: bool) -> None:
        """Sign as topics do that ask for SignatureVersion 2."""
        self._take(replace(self.plan, sha256=wanted))

    def _take(self, plan: Plan) -> None:
        """Go by another plan, and keep it."""
        self._apply(plan)
        self._run(self._services.settings.put(_NAME, plan.kept), _nothing)

    def _apply(self, plan: Plan) -> None:
        self.plan = plan
        self._do(lambda emulator: _apply_to(emulator, plan))
        self.planned.emit(plan)

    def test(self) -> None:
        """Send what the test of Seller Central sends."""
        self._do(lambda emulator: emulator.outbox.test())

    def confirm(self) -> None:
        """Ask the shop to confirm the subscription."""
        self._do(lambda emulator: emulator.outbox.confirm())

    def dispute(self) -> None:
        """Tell of a chargeback of the last charge, which nothing in the emulator leads to."""
        self._do(_dispute)

    def resend(self, number: str) -> None:
        """Send one of the list again."""
        self._do(lambda emulator: _resend(emulator, number))

    def open(self, number: str) -> None:
        """Show one as it is posted."""
        self._do(lambda emulator: body_of(emulator, number), self.opened.emit)

    def watch(self) -> None:
        """List what is sent, from now on."""
        if not self._is_watching:
            self._is_watching = True
            self._do(_changes, self._wait)
            self.refresh()

    def _wait(self, changes: Changes) -> None:
        """Wait for the next change; only that there was one comes over from the other thread."""
        self._services.runner.run(
            changes.next(), owner=self.waiting, done=lambda _: self._came(changes), failed=_nothing
        )

    def _came(self, changes: Changes) -> None:
        self._wait(changes)
        self.refresh()

    def _list(self, lines: tuple[Line, ...]) -> None:
        self.lines = lines
        self.changed.emit()

    def refresh(self) -> None:
        """List anew what was sent."""
        self._do(lines_of, self._list)

    def _do(self, work: Callable[[Emulator], Any], done: Callable[[Any], None] = _nothing) -> None:
        self._host.do(work, owner=self, done=done, failed=_nothing)

    def _run(self, work: Any, done: Callable[[Any], None]) -> None:
        self._services.runner.run(work, owner=self, done=done, failed=self._failed)

    def _failed(self, error: BaseException) -> None:
        if not isinstance(error, CancelledError):
            self._services.runner.unhandled.emit(error)


def _apply_to(emulator: Emulator, plan: Plan) -> None:
    ways = emulator.settings.notifying
    ways.endpoint, ways.mode, ways.after = plan.endpoint, plan.mode, float(plan.after)
    ways.allowed, ways.amazon_host = set(plan.allowed), plan.amazon_host
    ways.signature_version = "2" if plan.sha256 else "1"
    emulator.outbox.tell()


def _dispute(emulator: Emulator) -> None:
    from apay_console.emulator.notices.outbox import TEST_ID  # noqa: PLC0415 - seldom asked for
    from apay_console.model.notification import Told  # noqa: PLC0415 - as above

    charge = next(reversed(emulator.world.state.charges.values()), None)
    ids = (charge.id, charge.permission_id) if charge else (TEST_ID, TEST_ID)
    emulator.outbox.by_hand(Told("CHARGEBACK", *ids))


def _resend(emulator: Emulator, number: str) -> None:
    notice = emulator.outbox.find(number)
    if notice is not None:
        emulator.outbox.again(notice)


def _changes(emulator: Emulator) -> Changes:
    from apay_console.emulator.notices.outbox import Changes  # noqa: PLC0415 - after first paint

    return Changes(emulator.outbox)


async def _leads_away(url: str) -> bool:
    from apay_console.api import posting  # noqa: PLC0415 - after first paint

    return await posting.leads_away(url)
