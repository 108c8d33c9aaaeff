"""Faults are ordered, listed and called off over the control side."""

from __future__ import annotations

from typing import Any

import pytest

from apay_console.emulator.faults.kinds import KINDS
from tests.emulator.orders import control
from tests.emulator.shop import KEY_ID, Till, code, read


def test_faults_come_as_ordered_and_then_no_more(till: Till) -> None:
    number = till.new()
    order = {
        "operation": "update_session",
        "times": 2,
        "status": 503,
        "reasonCode": "ServiceUnavailable",
    }
    assert read(control(till, "faults", order))["waiting"] == 1
    assert till.get(number).status == 200
    for _ in range(2):
        assert code(till.update(number, {"platformId": "A1"})) == "503 ServiceUnavailable"
    assert read(till.get(number))["platformId"] is None
    assert till.update(number, {"platformId": "A1"}).status == 200


def test_an_answer_can_be_lost_after_the_effect(till: Till) -> None:
    number = till.new()
    control(till, "faults", {"status": 500, "applied": True})
    assert till.update(number, {"platformId": "A1"}).status == 500
    assert read(till.get(number))["platformId"] == "A1"


def test_an_answer_can_be_late_cut_or_reset(till: Till) -> None:
    number = till.new()
    for order in ({"delay": 1.5}, {"cut": 0}, {"reset": True}):
        control(till, "faults", order)
        delivery = till.get(number).delivery
        told = {"delay": delivery.delay, "cut": delivery.cut, "reset": delivery.reset}
        assert told.items() >= order.items()
    assert till.get(number).delivery == type(delivery)()


@pytest.mark.parametrize(
    "order",
    [{"x": 1}, {"status": 200}, {"delay": -1}, {"times": "2"}, {"cut": -2}, {"delay": True}],
)
def test_faults_that_mean_nothing_are_refused(till: Till, order: dict[str, Any]) -> None:
    assert code(control(till, "faults", order)) == "400 InvalidParameterValue"


def test_faults_can_be_called_off(till: Till) -> None:
    control(till, "faults", {"status": 500})
    assert read(control(till, "faults", {"clear": True}))["waiting"] == 0


def test_amazon_s_limits_can_be_switched_on(till: Till) -> None:
    number = till.new()
    assert read(control(till, "faults", {"throttling": True}))["throttling"]
    answers = [code(till.update(number, {})) for _ in range(6)]
    assert answers == ["200 None"] * 5 + ["429 TooManyRequests"]
    till.clock.now += 1
    assert code(till.update(number, {})) == "200 None"
    assert code(till.get(number)) == "200 None"  # each operation has a bucket of its own
    control(till, "faults", {"throttling": False})
    assert code(till.update(number, {})) == "200 None"


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_every_kind_can_be_ordered_by_its_name_alone(till: Till, kind: Any) -> None:
    made = read(control(till, "faults", {"kind": kind.name}))["fault"]
    assert (made["kind"], made["times"], made["applied"]) == (kind.name, 1, kind.applied)


def test_faults_are_listed_with_what_is_left_and_called_off_one_by_one(till: Till) -> None:
    number = till.new()
    control(till, "faults", {"kind": "error", "times": 3, "status": 503, "retryAfter": 2})
    control(till, "faults", {"kind": "late", "operation": "update_session", "keyId": KEY_ID})
    till.get(number)
    found = read(control(till, "faults", method="GET"))
    assert [(row["id"], row["times"], row["struck"]) for row in found["faults"]] == [
        (1, 2, 1),
        (2, 1, 0),
    ]
    assert found["faults"][0]["retryAfter"] == 2
    assert read(control(till, "faults/1", method="DELETE"))["waiting"] == 1
    assert code(control(till, "faults/1", method="DELETE")) == "404 ResourceNotFound"
    assert code(control(till, "faults/x", method="DELETE")) == "404 ResourceNotFound"
    assert read(control(till, "faults", method="DELETE"))["waiting"] == 0


def test_a_share_strikes_until_it_is_called_off_and_the_same_seed_strikes_the_same(
    till: Till,
) -> None:
    number = till.new()
    runs = []
    for _ in range(2):
        control(till, "faults", {"kind": "error", "share": 30, "seed": 7})
        runs.append([till.get(number).status for _ in range(100)])
        control(till, "faults", method="DELETE")
    assert runs[0] == runs[1]
    assert 15 <= runs[0].count(500) <= 45


def test_without_a_seed_the_emulator_rolls_the_dice(till: Till) -> None:
    number = till.new()
    control(till, "faults", {"kind": "error", "share": 0})
    assert till.get(number).status == 200
    control(till, "faults", {"kind": "error", "share": 100, "times": 0})
    assert [till.get(number).status for _ in range(3)] == [500] * 3
