"""Watches the shop: what it asks of the emulator comes to the sales as it happens."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from concurrent.futures import CancelledError
from dataclasses import replace
from functools import partial, reduce

from PySide6.QtCore import QObject, Signal

from apay_console.errors import N_, Message, say
from apay_console.model.fields import ApiVersion
from apay_console.model.profile import Environment, Profile
from apay_console.model.sale import Sale
from apay_console.presenters.emulator.emulator_host import EmulatorHost
from apay_console.presenters.profiles.profiles import EMULATOR
from apay_console.presenters.sale.desk import SaleDesk
from apay_console.presenters.sale.shelf import SalesShelf
from apay_console.presenters.sale.state.making import session_in
from apay_console.presenters.sale.state.steps import described
from apay_console.presenters.shop.shop_recording import Bunch, Recorded, Recorder
from apay_console.presenters.shop.shop_steps import after_shop, respelt

MOST = 200  # of the latest requests that are listed
_NOT_KEPT = N_("What your shop asks is not being kept: {reason}")


class ShopWatch(QObject):
    """Takes what came from the network's thread, a bunch at a time, and shows it."""

    recorded = Signal(object)  # tuple[Recorded, ...], oldest first

    def __init__(
        self, desk: SaleDesk, shelf: SalesShelf, host: EmulatorHost, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._shelf = shelf
        self._host = host
        self.recorder = Recorder(desk.services, EMULATOR)
        self.recent: deque[Recorded] = deque(maxlen=MOST)  # newest first
        self.count = 0  # since the start
        self._fault: Message | None = None
        host.ready.connect(lambda _: self._wait())

    def _wait(self) -> None:
        """Wait for the next; only plain data comes over from the other thread."""
        self._desk.services.runner.run(
            self._host.seen(self.recorder.record), owner=self, done=self._take, failed=self._failed
        )

    def follow(self, profile: Profile) -> None:
        """List what the shop does with the sales of the emulator's profile that is acted as."""
        is_emulator = profile.environment is Environment.EMULATOR
        self.recorder.profile_id = profile.id if is_emulator else EMULATOR

    def _take(self, bunch: Bunch) -> None:
        self._wait()
        self._tell_fault(bunch.fault)
        self.count += len(bunch.rows)
        self.recent.extendleft(bunch.rows)
        left = [rows for rows in _by_sale(bunch.rows) if not self._shown(rows)]
        self._shelf.take_rows([self._row(rows) for rows in left])
        self.recorded.emit(bunch.rows)

    def _tell_fault(self, fault: Message | None) -> None:
        if fault is not None and fault != self._fault:
            self._desk.remark(say(_NOT_KEPT, reason=fault))
        self._fault = fault

    def _shown(self, rows: Sequence[Recorded]) -> bool:
        """Let the sale take it in that lies on the desk, or waits beside it."""
        exchanges, now = [row.exchange for row in rows], self._desk.services.clock()
        step = partial(reduce, partial(after_shop, now=now), exchanges)
        return self._desk.take_in(rows[0].sale.id, step)

    def _row(self, rows: Sequence[Recorded]) -> Sale:
        """Bring the row of another sale up to date."""
        known = self._shelf.known(rows[0].sale.id) or rows[0].sale
        step = partial(followed, now=self._desk.services.clock())
        return reduce(step, rows, known)

    def _failed(self, error: BaseException) -> None:
        if isinstance(error, CancelledError):
            return
        self._desk.services.runner.unhandled.emit(error)
        self._wait()


def _by_sale(rows: Sequence[Recorded]) -> list[list[Recorded]]:
    """A burst about one sale is taken in at once."""
    found: dict[str, list[Recorded]] = {}
    for row in rows:
        found.setdefault(row.sale.id, []).append(row)
    return list(found.values())


def followed(sale: Sale, row: Recorded, now: float) -> Sale:
    """Keep a sale's row in step with what the shop read or changed."""
    spelt = ApiVersion(row.exchange.version) if sale.from_shop else sale.version
    number = sale.session_id or row.sale.session_id
    joined = replace(sale, version=spelt, session_id=number, updated_at=now)
    session = session_in(respelt(row.exchange, spelt), spelt)
    return described(joined, session, now) if session else joined
