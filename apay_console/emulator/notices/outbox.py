"""What the merchant is to be told, and what came of telling it: the emulator itself posts nothing.

It is no part of the saved state: what a shop was told stays told, also when the clock is set back.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable, Collection, Iterator
from dataclasses import replace

from apay_console.emulator.happened import Happening
from apay_console.emulator.notices.notice import Answer, Notice
from apay_console.emulator.notices.notifying import Notifying
from apay_console.emulator.state import Charge, Permission, Record, Refund
from apay_console.emulator.world import World
from apay_console.errors import N_, say
from apay_console.model.fields import ApiVersion
from apay_console.model.letter import LATE, NEVER, TWICE, Receipt
from apay_console.model.notification import OBJECT_TYPES, Told
from apay_console.model.profile import Region

KEPT = 500
MOST_WAITING = 400  # to be sent; so none of those is ever forgotten unsent
_BUNCH = 0.05  # seconds in which changes are looked at together
MERCHANT = "A0EMULATORSHOP"
TEST_ID = "P01-0000000-0000000-000000"  # what the test of Seller Central names
RETRIES = (3600.0, 3600.0, 3600.0)  # by the emulator's clock; after them it is given up
_TYPES: dict[type[Record], str] = {
    Permission: "CHARGE_PERMISSION",
    Charge: "CHARGE",
    Refund: "REFUND",
}
_NO_ENDPOINT = N_("Not sent: there is no address to send it to.")
FULL = N_(
    "Not sent: {count} others wait to be sent already. Make the address answer faster, then send "
    "it again."
)
_NEVER = N_("Not sent: notifications never arrive, as was chosen.")


class Outbox:
    """Takes each change of a permission, charge or refund, and says what is to be posted when."""

    def __init__(self, world: World, ways: Notifying) -> None:
        self._world = world
        self._ways = ways
        self._notices: deque[Notice] = deque()
        self._count = 0
        self._listeners: list[Callable[[], None]] = []

    def listen(self, told: Callable[[], None]) -> None:
        """Tell somebody each time that something changed here."""
        self._listeners.append(told)

    def unlisten(self, told: Callable[[], None]) -> None:
        """Tell them no more."""
        self._listeners.remove(told)

    def tell(self) -> None:
        """Say that something changed, here or in what rules it."""
        for told in list(self._listeners):
            told()

    def __iter__(self) -> Iterator[Notice]:
        """Every notice, in the order in which it came to be."""
        return iter(self._notices)

    def find(self, number: str) -> Notice | None:
        """Find a notice by its message id."""
        return next((row for row in self._notices if row.id == number), None)

    @property
    def count(self) -> int:
        """How many notices there ever were."""
        return self._count

    def take_back(self, count: int) -> None:
        """Forget all that came after so many: what they tell did not happen."""
        while self._notices and self._notices[-1].number > count:
            self._notices.pop()
        self._count = count
        self.tell()

    def hear(self, happening: Happening, record: Record) -> None:
        """Note a change of state that Amazon would tell of."""
        kind = _TYPES.get(type(record))
        if happening.after is None or kind not in OBJECT_TYPES[record.version]:
            return
        told = Told(
            kind,
            record.id,
            self._permission_of(record),
            id=self._world.ids.unique(),
            merchant_id=MERCHANT,
            version=record.version,
        )
        self._add(happening.at, told, happening.after, record.region)

    def _permission_of(self, record: Record) -> str:
        if isinstance(record, Refund):
            charge = self._world.state.charges.get(record.charge_id)
            return charge.permission_id if charge else ""
        return record.permission_id if isinstance(record, Charge) else record.id

    def _add(self, at: float, told: Told | None, state: str, region: Region) -> Notice:
        self._count += 1
        notice = Notice(self._count, self._world.ids.unique(), at, told, state, region)
        self._plan(notice)
        self._make_room()
        self._notices.append(notice)
        self.tell()
        return notice

    def _make_room(self) -> None:
        """Forget the oldest that nothing is to be sent of any more."""
        if len(self._notices) >= KEPT:
            settled = (row for row in self._notices if row.due_at is None)
            self._notices.remove(next(settled))

    def _plan(self, notice: Notice) -> None:
        """Say when it is to be sent, by the way that was chosen."""
        if not self._ways.endpoint or self._ways.mode == NEVER:
            notice.held = say(_NEVER if self._ways.endpoint else _NO_ENDPOINT)
            return
        notice.copies = 2 if self._ways.mode == TWICE else 1
        self._set_due(notice, notice.at + (self._ways.after if self._ways.mode == LATE else 0.0))

    def _set_due(self, notice: Notice, at: float) -> None:
        """Let it wait to be sent, unless too many do already."""
        count = sum(row is not notice for row in self._waiting)
        is_full = count >= MOST_WAITING
        notice.held = say(FULL, count=count) if is_full else None
        notice.due_at = None if is_full else at

    def by_hand(self, told: Told, region: Region = Region.NA) -> Notice:
        """Tell of something that nothing here leads to, as a chargeback."""
        whole = replace(told, id=self._world.ids.unique(), merchant_id=MERCHANT)
        notice = self._add(self._world.now, whole, "", region)
        self._send_now(notice)
        return notice

    def test(self, version: ApiVersion = ApiVersion.V2) -> Notice:
        """Send what the test of Seller Central sends: a charge whose id is made up."""
        return self.by_hand(Told("CHARGE", TEST_ID, TEST_ID, version=version))

    def confirm(self) -> Notice:
        """Ask the shop to confirm the subscription, as SNS does before the first notification."""
        notice = self._add(self._world.now, None, "", Region.NA)
        notice.token = self._world.ids.unique().replace("-", "") * 8
        self._send_now(notice)
        return notice

    def confirmed(self, token: str) -> Notice | None:
        """Note that somebody opened a SubscribeURL; None where the token is unknown."""
        notice = next((row for row in self._notices if token and row.token == token), None)
        if notice is not None and notice.confirmed_at is None:
            notice.confirmed_at = self._world.now
            self.tell()
        return notice

    def again(self, notice: Notice) -> None:
        """Send a notice once more, whatever way was chosen."""
        self._send_now(notice)
        self.tell()

    def _send_now(self, notice: Notice) -> None:
        if not self._ways.endpoint:
            return
        notice.copies, notice.retries = 1, 0
        self._set_due(notice, self._world.now)

    def next_due(self, besides: Collection[Notice] = ()) -> Notice | None:
        """Find what is to be posted now; without an address nothing is any more."""
        if not self._ways.endpoint:
            self._hold_all()
        on_way = {row.number for row in besides}
        waiting = [row for row in self._waiting if row.number not in on_way]
        first = min(waiting, key=lambda row: row.order, default=None)
        return first if first and first.order[0] <= self._world.now else None

    @property
    def _waiting(self) -> list[Notice]:
        return [row for row in self._notices if row.due_at is not None]

    def _hold_all(self) -> None:
        for notice in self._waiting:
            notice.due_at, notice.held = None, say(_NO_ENDPOINT)

    def pause(self) -> float | None:
        """Say in how many of the clock's seconds something will be due; None: nothing will."""
        due = [row.order[0] for row in self._waiting]
        due += [event.at for event in self._world.state.due[:1]]
        return max(min(due) - self._world.now, 0.0) if due and self._ways.endpoint else None

    def settle(self, notice: Notice, receipt: Receipt) -> None:
        """Take what came of a delivery: it is done, goes out once more, or is tried again later."""
        now = self._world.now
        notice.answers.append(Answer(now, receipt))
        notice.copies -= 1
        notice.due_at = now if notice.copies > 0 else None
        if receipt.may_repeat and not notice.copies > 0:
            self._retry(notice, now)
        self.tell()

    def _retry(self, notice: Notice, now: float) -> None:
        if notice.retries < len(RETRIES):
            notice.due_at = now + RETRIES[notice.retries]
            notice.retries += 1
            notice.copies = 1

    def clear(self) -> None:
        """Forget every notice; what was not sent yet never will be."""
        self._notices.clear()
        self.tell()


class Changes:
    """Waits for what changes in an outbox, a bunch at a time; made and used on the loop."""

    def __init__(self, outbox: Outbox) -> None:
        self._came = asyncio.Event()
        outbox.listen(self._came.set)

    async def next(self) -> None:
        """Wait for a change that nobody has looked at yet."""
        await self._came.wait()
        await asyncio.sleep(_BUNCH)
        self._came.clear()
