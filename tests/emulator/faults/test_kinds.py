"""Each kind of fault has its own name, and a lesson in words."""

from __future__ import annotations

from dataclasses import fields

from apay_console.emulator.faults.kinds import KINDS, Ways, find_kind


def test_every_kind_is_found_by_its_name() -> None:
    assert [find_kind(kind.name) for kind in KINDS] == list(KINDS)
    assert find_kind("storm") is None


def test_every_kind_asks_for_ways_that_there_are_and_teaches_something() -> None:
    known = {row.name for row in fields(Ways)}
    for kind in KINDS:
        assert set(kind.asks) <= known
        assert "good shop" in kind.lesson or "same key" in kind.lesson or "same idem" in kind.lesson
