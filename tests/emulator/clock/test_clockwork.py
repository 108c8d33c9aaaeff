"""The clock stands, goes on and tells what it would make happen; signatures know nothing of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from apay_console.emulator.clock import clockwork
from apay_console.emulator.happened import KEPT
from apay_console.emulator.rules import expiring
from tests.emulator.money import authorized, cancel, permit
from tests.emulator.shop import NOW, Till, read
from tests.emulator.test_saving import Shelf, lived

DAY = 24 * 3600


def test_a_clock_that_stands_ages_nothing(till: Till) -> None:
    number, world = till.new(), till.emulator.world
    clockwork.stop(world)
    till.clock.now += 2 * DAY
    assert world.now == NOW
    assert read(till.get(number))["statusDetails"]["state"] == "Open"
    assert clockwork.ahead(world) == -2 * DAY


def test_it_goes_on_from_where_it_stood(till: Till) -> None:
    world = till.emulator.world
    clockwork.stop(world)
    till.clock.now += 100
    clockwork.start(world)
    assert world.now == NOW
    till.clock.now += 7
    assert world.now == NOW + 7


def test_a_jump_moves_a_clock_that_stands(till: Till) -> None:
    number, world = till.new(), till.emulator.world
    clockwork.stop(world)
    till.emulator.advance(DAY)
    till.clock.now += 100
    assert world.now == NOW + DAY
    assert read(till.get(number))["statusDetails"]["state"] == "Canceled"


def test_signature_dates_are_judged_by_the_machine_s_clock(till: Till) -> None:
    clockwork.stop(till.emulator.world)
    till.clock.now += 3600  # the shop signs with the time on the wall
    assert till.create().status == 201
    till.emulator.advance(395 * DAY)
    assert till.create().status == 201


def test_a_clock_that_stands_still_stands_after_a_restart(tills: Callable[..., Till]) -> None:
    shelf = Shelf()
    till = tills(changed=shelf)
    till.emulator.advance(DAY)
    clockwork.stop(till.emulator.world)
    other = tills()
    other.emulator.restore(shelf.all())
    other.clock.now += 500
    assert other.emulator.world.now == NOW + DAY
    assert other.emulator.world.state.clock.stopped_at == NOW + DAY


def test_what_is_foreseen_is_what_happens(till: Till) -> None:
    lived(till)
    world = till.emulator.world
    foreseen = clockwork.foreseen(world, 200 * DAY)
    before = world.happened.count
    till.emulator.advance(200 * DAY)
    happened = world.happened.since(before)
    assert foreseen
    assert [row.row for row in foreseen] == [row.row for row in happened]


def test_foreseeing_changes_nothing(till: Till) -> None:
    lived(till)
    before = list(till.emulator.save())
    clockwork.foreseen(till.emulator.world)
    assert list(till.emulator.save()) == before
    assert till.emulator.world.happened.since(0)[-1].at <= till.emulator.world.now


def test_of_very_many_the_next_is_still_foreseen_first(till: Till) -> None:
    world, first = till.emulator.world, till.emulator.session(till.new())
    for number in range(KEPT):
        world.put(replace(first, id=f"s-{number}", values=dict(first.values)))
        world.schedule(NOW + 31 * DAY, "purge_session", f"s-{number}")
    found = clockwork.foreseen(world)
    assert found[0].about == first.id
    assert len(found) == KEPT + 2


def test_foresight_tries_anew_only_when_something_has_changed(till: Till) -> None:
    world, foresight = till.emulator.world, clockwork.Foresight()
    lived(till)
    rows = foresight.rows(world)
    till.clock.now += 1
    assert foresight.rows(world) is rows
    number = till.new()
    assert number in [row.about for row in foresight.rows(world)]
    snapshots = till.emulator.snapshots
    snapshots.take(world, "now")
    till.emulator.advance(DAY)
    assert number not in [row.about for row in foresight.rows(world) if row.after == "Canceled"]
    snapshots.restore(world, "now")
    assert number in [row.about for row in foresight.rows(world) if row.after == "Canceled"]
    world.clear()
    assert foresight.rows(world) == []


def test_stopping_lets_first_happen_what_is_due(till: Till) -> None:
    number = till.new()
    till.clock.now += DAY
    clockwork.stop(till.emulator.world)
    assert till.emulator.world.state.sessions[number].state == "Canceled"
    assert expiring.run_due(till.emulator.world) == 0


def test_setting_it_right_lets_first_happen_what_is_due(till: Till) -> None:
    number, world = till.new(), till.emulator.world
    world.advance(DAY)
    clockwork.set_right(world)
    assert world.now == NOW
    assert world.state.sessions[number].state == "Canceled"


def test_a_clock_that_stands_foresees_all_the_same(till: Till) -> None:
    number, world = till.new(), till.emulator.world
    clockwork.stop(world)
    assert [row.about for row in clockwork.foreseen(world)] == [number, number]


def test_what_was_let_go_is_foreseen_no_more(till: Till) -> None:
    world, foresight = till.emulator.world, clockwork.Foresight()
    number = authorized(till, permit(till))
    assert number in [row.about for row in foresight.rows(world)]
    cancel(till, number)
    assert number not in [row.about for row in foresight.rows(world)]


def test_two_jumps_are_as_one(tills: Callable[..., Till]) -> None:
    one, two = tills(), tills()
    for till in (one, two):
        lived(till)
    one.emulator.advance(60 * DAY)
    for _ in range(2):
        two.emulator.advance(30 * DAY)
    assert sorted(one.emulator.save()) == sorted(two.emulator.save())
