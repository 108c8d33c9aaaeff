"""The control side turns the clock, says what happened, and keeps moments to go back to."""

from __future__ import annotations

import pytest

from apay_console.emulator.clock.snapshots import MOST
from tests.emulator.orders import control
from tests.emulator.shop import NOW, Till, code, read

DAY = 24 * 3600


def test_the_clock_jumps_forward_only(till: Till) -> None:
    number = till.new()
    answer = read(control(till, "clock", {"advance": DAY}))
    assert answer.pop("rows") == [
        {
            "at": "20250611T085001Z",
            "what": "session",
            "about": number,
            "from": "Open",
            "to": "Canceled",
            "reason": "Expired",
        }
    ]
    told = {"now": "20250611T085001Z", "ahead": DAY, "stopped": False, "happened": 1}
    assert answer == told
    assert read(control(till, "clock", {"advance": 0.5}))["happened"] == 0
    for bad in (-1, "5", None, True, 10**12):
        assert code(control(till, "clock", {"advance": bad})) == "400 InvalidParameterValue"
    assert till.emulator.world.now == NOW + DAY + 0.5


@pytest.mark.parametrize("stops", [True, False])
def test_the_clock_never_comes_to_a_time_that_cannot_be_written(till: Till, *, stops: bool) -> None:
    if stops:
        control(till, "clock", {"stop": True})
    while (answer := control(till, "clock", {"advance": 400 * DAY})).status == 200:
        assert read(answer)["ahead"] < 101 * 365 * DAY
    assert code(answer) == "400 InvalidParameterValue"
    assert read(control(till, "clock"))["now"] < "2126"
    assert till.create().status == 201


@pytest.mark.parametrize(
    "order", [{}, {"stop": True, "start": True}, {"stop": False}, {"advance": 1, "stop": True}]
)
def test_one_thing_is_done_at_a_time(till: Till, order: dict[str, object]) -> None:
    assert code(control(till, "clock", order)) == "400 InvalidParameterValue"
    assert read(control(till, "clock"))["ahead"] == 0


def test_the_clock_can_be_stopped_advanced_and_started(till: Till) -> None:
    assert read(control(till, "clock", {"stop": True}))["stopped"]
    till.clock.now += 60
    assert read(control(till, "clock"))["now"] == "20250610T085001Z"
    assert read(control(till, "clock", {"advance": 30}))["now"] == "20250610T085031Z"
    found = read(control(till, "clock", {"start": True}))
    assert (found["now"], found["ahead"], found["stopped"]) == ("20250610T085031Z", -30, False)
    till.clock.now += 1
    assert read(control(till, "clock"))["now"] == "20250610T085032Z"


def test_the_clock_is_set_right_and_what_happened_stays(till: Till) -> None:
    number = till.new()
    control(till, "clock", {"advance": DAY})
    control(till, "clock", {"stop": True})
    found = read(control(till, "clock", {"right": True}))
    assert (found["now"], found["ahead"], found["stopped"]) == ("20250610T085001Z", 0, False)
    assert read(till.get(number))["statusDetails"]["state"] == "Canceled"


def test_a_look_at_the_clock_tells_what_comes_next(till: Till) -> None:
    number = till.new()
    found = read(control(till, "clock"))["next"]
    assert [(row["about"], row["to"]) for row in found] == [(number, "Canceled"), (number, None)]
    assert read(till.get(number))["statusDetails"]["state"] == "Open"


def test_snapshots_are_taken_listed_restored_and_dropped(till: Till) -> None:
    number = till.new()
    assert read(control(till, "snapshots", {"name": "before it ends"}))["name"] == "before it ends"
    control(till, "clock", {"advance": DAY})
    assert read(till.get(number))["statusDetails"]["state"] == "Canceled"
    found = read(control(till, "snapshots/before%20it%20ends/restore", {}))
    assert (found["now"], found["ahead"]) == ("20250610T085001Z", 0)
    assert read(till.get(number))["statusDetails"]["state"] == "Open"
    assert len(read(control(till, "snapshots"))["snapshots"]) == 1
    left = control(till, "snapshots/before%20it%20ends", method="DELETE")
    assert read(left) == {"snapshots": []}


def test_snapshots_that_are_not_there_are_not_found(till: Till) -> None:
    assert code(control(till, "snapshots/none/restore", {})) == "404 ResourceNotFound"
    assert code(control(till, "snapshots/none", method="DELETE")) == "404 ResourceNotFound"


@pytest.mark.parametrize("name", [7, "a/b", "x" * 61, "a\nb", " a"])
def test_a_name_is_short_and_plain(till: Till, name: object) -> None:
    assert code(control(till, "snapshots", {"name": name})) == "400 InvalidParameterValue"


def test_the_last_ten_are_kept(till: Till) -> None:
    names = [read(control(till, "snapshots", {}))["name"] for _ in range(MOST + 2)]
    kept = [row["name"] for row in read(control(till, "snapshots"))["snapshots"]]
    assert kept == names[-MOST:]
