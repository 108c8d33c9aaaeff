"""A start knows what came, what failed, and what has to be tried once more."""

from __future__ import annotations

from apay_console.errors import say
from apay_console.presenters.readiness import Readiness

FAULT = say("The disk is full.")


def test_everything_is_begun_first_and_waited_for() -> None:
    ready = Readiness(("a", "b"))
    assert not ready.is_known
    assert ready.begin() == ["a", "b"]
    ready.came("b")
    assert ready.waits_for("a")
    assert not ready.is_known
    ready.came("a")
    assert ready.is_known
    assert ready.begin() == []


def test_only_what_failed_is_tried_once_more() -> None:
    ready = Readiness(("a", "b", "c"))
    ready.begin()
    ready.fail("c", FAULT)
    ready.came("b")
    ready.fail("a", FAULT)
    assert ready.is_known
    assert ready.fault == FAULT
    assert ready.begin() == ["a", "c"]
    assert ready.fault is None
    assert not ready.is_known


def test_what_worked_may_fail_later_and_is_tried_once_more() -> None:
    ready = Readiness(("a",))
    ready.begin()
    ready.came("a")
    ready.fail("a", FAULT)
    assert ready.is_known
    assert ready.begin() == ["a"]
