"""Going back brings everything back, the clock too, and whoever keeps the rows hears of it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from apay_console.emulator.clock import clockwork
from apay_console.emulator.clock.snapshots import Snapshots
from tests.emulator.shop import Till, read
from tests.emulator.test_saving import Shelf

DAY = 24 * 3600


def test_going_back_is_as_if_nothing_had_happened(till: Till) -> None:
    world, snapshots = till.emulator.world, Snapshots()
    first = till.ready()
    before, log = sorted(till.emulator.save()), world.happened.since(0)
    snapshots.take(world, "here")
    till.new()
    till.update(first, {"platformId": "A1"})
    till.emulator.advance(180 * DAY)
    snapshots.restore(world, "here")
    assert sorted(till.emulator.save()) == before
    assert world.happened.since(0) == log


def test_a_snapshot_can_be_gone_back_to_as_often_as_wanted(till: Till) -> None:
    number, snapshots = till.new(), till.emulator.snapshots
    snapshots.take(till.emulator.world, "here")
    for _ in range(2):
        till.emulator.advance(DAY)
        assert read(till.get(number))["statusDetails"]["state"] == "Canceled"
        snapshots.restore(till.emulator.world, "here")
        assert read(till.get(number))["statusDetails"]["state"] == "Open"


def test_a_clock_that_ran_runs_on_and_one_that_stood_stands_there(till: Till) -> None:
    world, snapshots = till.emulator.world, Snapshots()
    snapshots.take(world, "running")
    clockwork.stop(world)
    snapshots.take(world, "standing")
    stood_at = world.now
    till.emulator.advance(DAY)
    till.clock.now += 60
    snapshots.restore(world, "standing")
    assert world.now == stood_at
    snapshots.restore(world, "running")
    assert world.now == till.clock()


def test_what_is_due_since_then_happens_at_once(till: Till) -> None:
    number, snapshots = till.new(), till.emulator.snapshots
    snapshots.take(till.emulator.world, "here")
    till.clock.now += DAY
    snapshots.restore(till.emulator.world, "here")
    assert till.emulator.world.state.sessions[number].state == "Canceled"


def test_the_rows_that_are_kept_follow(tills: Callable[..., Till]) -> None:
    shelf = Shelf()
    till = tills(changed=shelf)
    till.ready()
    till.emulator.advance(1)  # the clock is kept from now on
    till.emulator.snapshots.take(till.emulator.world, "here")
    till.new()
    till.emulator.advance(2 * DAY)
    till.emulator.snapshots.restore(till.emulator.world, "here")
    assert sorted(shelf.all()) == sorted(till.emulator.save())


def test_a_name_taken_twice_is_the_newer(till: Till) -> None:
    snapshots = Snapshots()
    snapshots.take(till.emulator.world, "here")
    till.emulator.advance(5)
    newer = snapshots.take(till.emulator.world, "here")
    assert snapshots.all == [newer]
    with pytest.raises(KeyError):
        snapshots.drop("there")
