"""Notifications come when their time is there."""

from __future__ import annotations

import asyncio

from apay_console.model.letter import LATE, TWICE
from tests.emulator.notices.test_outbox import HOUR, sell
from tests.emulator.receiver import Receiver, played
from tests.emulator.shop import Till


def test_twice_comes_the_very_same_body_two_times(till: Till) -> None:
    async def story(till: Till, receiver: Receiver) -> None:
        sell(till)
        await receiver.wait_for(6)

    bodies = [asked.body for asked in played(till, story, mode=TWICE).asked]
    assert bodies[0::2] == bodies[1::2]
    assert len(set(bodies)) == 3


def test_late_comes_when_the_clock_is_put_forward(till: Till) -> None:
    async def story(till: Till, receiver: Receiver) -> None:
        sell(till)
        await asyncio.sleep(0)
        assert receiver.asked == []
        till.emulator.advance(60)
        await receiver.wait_for(3)

    played(till, story, mode=LATE, after=60.0)


def test_late_comes_by_itself_when_the_time_is_there(till: Till) -> None:
    async def story(till: Till, receiver: Receiver) -> None:
        sell(till)
        till.clock.now += 0.05  # what the machine's clock does by itself
        await receiver.wait_for(3)

    played(till, story, mode=LATE, after=0.05)


def test_a_pending_charge_is_decided_and_told_though_nobody_asks(till: Till) -> None:
    async def story(till: Till, receiver: Receiver) -> None:
        till.clock.now -= 29.95
        sell(till, "0701", canHandlePendingAuthorization=True)
        await receiver.wait_for(3)
        till.clock.now += 30
        await receiver.wait_for(4)

    receiver = played(till, story)
    assert receiver.told[-1]["ObjectType"] == "CHARGE"


def test_a_shop_that_fails_hears_it_again_an_hour_later(till: Till) -> None:
    async def story(till: Till, receiver: Receiver) -> None:
        receiver.statuses = [500, 503]
        till.emulator.outbox.test()
        await receiver.wait_for(1)
        for count in (2, 3):
            await settled(till, count - 1)
            till.emulator.advance(HOUR)
            await receiver.wait_for(count)
        await settled(till, 3)

    receiver = played(till, story)
    assert len({asked.body for asked in receiver.asked}) == 1
    (notice,) = till.emulator.outbox
    assert [row.receipt.status for row in notice.answers] == [500, 503, 200]


async def settled(till: Till, count: int) -> None:
    """Wait until so many answers are noted."""
    noted = asyncio.Event()
    outbox = till.emulator.outbox
    outbox.listen(noted.set)
    async with asyncio.timeout(10):
        while sum(len(row.answers) for row in outbox) < count:
            noted.clear()
            await noted.wait()
    outbox.unlisten(noted.set)
