"""Each jump tells what it brings beyond a shorter one, and one's own sale before all others."""

from __future__ import annotations

from apay_console.emulator.happened import Happening
from apay_console.presenters.emulator.foresight import by_jumps

NOW = 1749543312.0
JUMPS = (30.0, 3600.0, 7200.0, 9000.0)


def row(after: float, about: str, state: str | None = "Canceled") -> Happening:
    return Happening(1, NOW + after, "session", about, "Open", state)


ROWS = [row(3600, "a"), row(3601, "b"), row(3601, "mine"), row(7200, "a", None)]


def test_a_jump_tells_only_what_the_shorter_ones_do_not_bring() -> None:
    found = by_jumps(ROWS, NOW, JUMPS, frozenset())
    assert [coming.count for coming in found] == [0, 1, 3, 0]
    assert [coming.first.about if coming.first else None for coming in found] == [
        None,
        "a",
        "b",
        None,
    ]
    assert [coming.is_more for coming in found] == [False, False, True, True]


def test_ones_own_is_told_first() -> None:
    found = by_jumps(ROWS, NOW, JUMPS, frozenset({"mine"}))
    assert found[2].first is not None
    assert str(found[2].first.sentence) == "Session mine will be Canceled in 1 h."


def test_with_nothing_to_come_nothing_is_told() -> None:
    assert [one.first for one in by_jumps([], NOW, JUMPS, frozenset())] == [None] * 4
