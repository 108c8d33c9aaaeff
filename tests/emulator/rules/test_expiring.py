"""Time passes in order: sessions end after a day, go after thirty; nothing happens early."""

from __future__ import annotations

import pytest

from apay_console.emulator.rules import expiring, paying
from apay_console.emulator.rules.cards import find_card
from apay_console.model.profile import Region
from tests.emulator.shop import WORDS, Till, code, read

DAY = 24 * 3600
PRICE = {"amount": "48.90", "currencyCode": "USD"}


def status(till: Till, number: str) -> dict[str, str]:
    found: dict[str, str] = read(till.get(number))[WORDS[till.version][2]]
    return found


def test_a_session_expires_after_a_day_and_not_a_second_before(each_till: Till) -> None:
    number = each_till.new()
    each_till.emulator.advance(DAY - 1)
    assert status(each_till, number)["state"] == "Open"
    each_till.emulator.advance(1)
    found = status(each_till, number)
    assert (found["state"], found["reasonCode"]) == ("Canceled", "Expired")
    assert found["lastUpdatedTimestamp"] == "20250611T085001Z"


def test_it_expires_by_itself_while_the_machine_s_clock_runs(till: Till) -> None:
    number = till.new()
    till.clock.now += DAY
    assert status(till, number)["state"] == "Canceled"


def test_a_long_jump_tells_each_event_at_its_own_time(till: Till) -> None:
    number = till.new()
    till.emulator.advance(20 * DAY)
    assert status(till, number)["lastUpdatedTimestamp"] == "20250611T085001Z"


def test_an_expired_session_cannot_be_completed(till: Till) -> None:
    number = till.ready()
    session = till.emulator.session(number)
    paying.decide(till.emulator.world, session, paying.APPROVE, find_card("", Region.NA))
    till.emulator.advance(DAY)
    answer = till.complete(number, {"chargeAmount": PRICE})
    assert code(answer) == "422 CheckoutSessionCanceled"


def test_after_thirty_days_it_is_gone(each_till: Till) -> None:
    number = each_till.new()
    each_till.emulator.advance(30 * DAY - 1)
    assert each_till.get(number).status == 200
    each_till.emulator.advance(1)
    assert code(each_till.get(number)) == "404 ResourceNotFound"


def test_a_completed_session_does_not_expire(till: Till) -> None:
    number = till.ready()
    session = till.emulator.session(number)
    paying.decide(till.emulator.world, session, paying.APPROVE, find_card("", Region.NA))
    till.complete(number, {"chargeAmount": PRICE})
    till.emulator.advance(2 * DAY)
    assert status(till, number)["state"] == "Completed"


def test_an_unused_authorization_and_its_permission_end_too(till: Till) -> None:
    number = till.ready()
    session = till.emulator.session(number)
    paying.decide(till.emulator.world, session, paying.APPROVE, find_card("", Region.NA))
    till.complete(number, {"chargeAmount": PRICE})
    state = till.emulator.world.state
    charge, permission = next(iter(state.charges.values())), next(iter(state.permissions.values()))
    till.emulator.advance(30 * DAY)
    assert (charge.state, permission.state) == ("Canceled", "Chargeable")
    assert charge.values["statusDetails.reasonCode"] == "ExpiredUnused"
    till.emulator.advance(150 * DAY)
    assert permission.state == "Closed"


@pytest.mark.parametrize("seconds", [0, 1, DAY, 31 * DAY])
def test_jumps_count_what_happened(till: Till, seconds: int) -> None:
    till.new()
    expected = (seconds >= DAY) + (seconds >= 30 * DAY)
    assert till.emulator.advance(seconds) == expected


def test_events_of_a_moment_happen_in_the_order_in_which_they_were_planned(till: Till) -> None:
    told: list[tuple[str, str]] = []
    world = till.emulator.world
    world.changed = lambda kind, number, text: told.append((kind, "" if text else number))
    for about in ("first", "second", "third"):
        world.schedule(world.now, "expire_session", about)
    numbers = [event.id for event in sorted(world.state.due)]
    told.clear()
    assert expiring.run_due(world) == 3
    assert told == [("event", number) for number in numbers]


def test_an_event_of_another_version_of_the_program_is_skipped(till: Till) -> None:
    till.emulator.world.schedule(till.clock(), "launch_rocket", "moon")
    assert till.emulator.advance(0) == 1
